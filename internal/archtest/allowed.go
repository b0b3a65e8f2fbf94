package archtest

import "slices"

// rule says what one package may import directly. Standard packages are allowed except those of banned and ioBanned.
type rule struct {
	own      []string // packages of this module, without the leading "kebang/"
	external []string // prefixes of foreign import paths
	std      []string // standard packages allowed here although they are banned elsewhere
	io       bool     // may reach files, processes and the network through the standard library
}

// banned are the standard packages that mark a boundary: only a rule that names one may import it. Domain packages do
// no HTTP and know no driver.
var banned = []string{"net/http", "database/sql", "net/rpc", "plugin"}

// ioBanned are refused to every package whose rule does not say io: domain and vocabularies get readers, instants and
// records handed in.
var ioBanned = []string{"os", "os/exec", "os/signal", "net", "syscall", "log", "flag"}

// pure are foreign modules without I/O that every package may use.
var pure = []string{"golang.org/x/text"}

// vocabularies are the small packages without I/O. They may use each other; the compiler refuses cycles.
var vocabularies = []string{"internal/actor", "internal/fault", "internal/flow", "internal/id", "internal/industry", "internal/money",
	"internal/pinyin", "internal/quantity", "internal/region", "internal/text", "internal/vocab", "internal/workday"}

// Each level adds to the one below: vocabularies <- store <- audit <- settings <- party <- calendar <- listing <- deal <- contract <- stats.
// matcher stands on listing and beside deal: neither knows the other, a deal keeps a match as a value.
var (
	onVocabulary = vocabularies
	onStore      = with(onVocabulary, "internal/store")
	onCheck      = with(onStore, "internal/check")
	onAudit      = with(onCheck, "internal/audit")
	onSettings   = with(onAudit, "internal/settings")
	onParty      = with(onSettings, "internal/party")
	onCalendar   = with(onParty, "internal/calendar")
	onListing    = with(onCalendar, "internal/listing")
	onDeal       = with(onListing, "internal/deal")
	onContract   = with(onDeal, "internal/contract")
	onMatcher    = with(onListing, "matcher")
	everyDomain  = with(onContract, "internal/account", "internal/backup", "internal/stats", "matcher")
	everyService = with(everyDomain, "internal/intake", "internal/jobs", "internal/sheet")
	kernelBelow  = []string{"internal/actor", "internal/fault", "internal/flow"}
	everyEngine  = []string{"internal/store/sqlite", "internal/store/mongo", "matcher/local", "matcher/meili"}
)

// allowed is the whole matrix of docs and design: one line a package.
var allowed = map[string]rule{
	"internal/actor":    {own: onVocabulary},
	"internal/docx":     {own: onVocabulary},
	"internal/fault":    {own: []string{"internal/vocab"}},
	"internal/flow":     {own: onVocabulary},
	"internal/id":       {own: onVocabulary},
	"internal/industry": {own: onVocabulary},
	"internal/money":    {own: onVocabulary},
	"internal/pinyin":   {own: onVocabulary},
	"internal/quantity": {own: onVocabulary},
	"internal/region":   {own: onVocabulary},
	"internal/text":     {own: onVocabulary},
	"internal/vocab":    {},
	"internal/workday":  {own: onVocabulary},

	"internal/store":           {own: onVocabulary},
	"internal/store/sqlite":    {own: onStore, external: []string{"modernc.org/sqlite", "github.com/gabriel-vasile/mimetype", "golang.org/x/sys"}, std: []string{"database/sql"}, io: true},
	"internal/store/mongo":     {own: onStore, external: []string{"go.mongodb.org/mongo-driver/v2", "github.com/gabriel-vasile/mimetype"}, io: true},
	"internal/store/storetest": {own: onStore, external: []string{"github.com/google/go-cmp"}, io: true},

	// They know no domain.
	"internal/jobs":    {own: onStore},
	"internal/archive": {own: onStore},
	"internal/check":   {own: onStore},
	"internal/audit":   {own: onStore},
	"internal/sheet":   {own: onVocabulary, external: []string{"github.com/xuri/excelize/v2", "golang.org/x/net"}},

	"internal/account":  {own: onParty, external: []string{"golang.org/x/crypto"}},
	"internal/backup":   {own: onSettings},
	"internal/calendar": {own: onParty},
	"internal/settings": {own: onAudit},
	"internal/party":    {own: onSettings},
	"internal/listing":  {own: onCalendar},
	"internal/deal":     {own: onListing},
	"internal/contract": {own: with(onDeal, "internal/docx")},
	"internal/stats":    {own: onContract},

	"matcher":           {own: onListing},
	"matcher/local":     {own: onMatcher},
	"matcher/meili":     {own: onMatcher, external: []string{"github.com/meilisearch/meilisearch-go"}, std: []string{"net/http"}, io: true},
	"matcher/eval":      {own: with(onMatcher, "matcher/local"), io: true},
	"matcher/indextest": {own: onMatcher, external: []string{"github.com/google/go-cmp"}, io: true},

	// Wraps the interfaces of others at the borders; none of them knows it.
	"internal/watch": {own: with(onStore, "internal/jobs", "matcher"), external: []string{"github.com/prometheus/client_golang", "go.opentelemetry.io/otel"},
		std: []string{"net/http"}, io: true},

	"internal/intake": {own: with(everyDomain, "internal/sheet")},

	// The borders: HTTP, demonstration data, wiring. Only cmd knows which engines there are.
	"api/kernel":   {own: kernelBelow, external: []string{"github.com/labstack/echo/v4", "github.com/danielgtaylor/huma/v2", "golang.org/x/time"}, std: []string{"net/http"}, io: true},
	"api/requests": {own: []string{"api/kernel", "internal/fault", "internal/store"}, std: []string{"net/http"}},
	"api": {own: with(everyService, "api/kernel", "api/requests"), external: []string{"github.com/labstack/echo/v4", "github.com/danielgtaylor/huma/v2",
		"github.com/golang-jwt/jwt/v5", "github.com/gabriel-vasile/mimetype"}, std: []string{"net/http"}, io: true},
	"seed": {own: everyService, io: true}, // keeps the demonstration accounts in the folder
	"cmd/kebang": {own: slices.Concat(everyService, everyEngine, []string{"api", "api/kernel", "frontend", "seed", "matcher/eval", "internal/archive", "internal/watch"}),
		std: []string{"net/http"}, io: true},

	"frontend":          {},
	"internal/archtest": {},
}

func with(below []string, more ...string) []string { return slices.Concat(below, more) }
