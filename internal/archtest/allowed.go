package archtest

import "strings"

// rule lists the packages that one package may import directly, as words. A test refuses an import without a
// permission, and a permission without an import. Standard packages are allowed except those of banned and ioBanned.
type rule struct {
	own      string // packages below internal; with a leading slash: packages of the module
	external string // prefixes of foreign import paths
	std      string // standard packages allowed here although banned elsewhere
	io       bool   // may reach files, processes and the network through the standard library
}

// banned are the standard packages that mark a boundary: only a rule that names one may import it. Domain packages do
// no HTTP and know no driver.
var banned = []string{"net/http", "database/sql", "net/rpc", "plugin"}

// ioBanned are refused to every package whose rule lacks io. Domain and vocabularies receive readers, instants and
// records from their callers.
var ioBanned = []string{"os", "os/exec", "os/signal", "net", "syscall", "log", "flag"}

// pure are foreign modules without I/O that every package may use.
var pure = []string{"golang.org/x/text"}

// The bounds of a package, without its tests. A larger package must be split.
const (
	mostLines = 4000
	mostFiles = 40
)

// larger are the packages over the bounds, with the reason.
var larger = map[string]string{
	"matcher": "its redesign is an issue of its own",
}

// allowed is the whole matrix of docs and design. A package imports only packages of rows above its own.
var allowed = map[string]rule{
	// Vocabularies: no I/O.
	"internal/vocab":    {},
	"internal/fault":    {own: "vocab"},
	"internal/actor":    {own: "fault vocab"},
	"internal/document": {own: "fault", external: "github.com/boombuler/barcode github.com/rivo/uniseg"},
	"internal/flow":     {own: "fault vocab"},
	"internal/id":       {},
	"internal/industry": {own: "vocab"},
	"internal/money":    {own: "fault vocab"},
	"internal/pinyin":   {},
	"internal/quantity": {own: "fault vocab"},
	"internal/region":   {},
	"internal/text":     {},
	"internal/workday":  {own: "fault"},
	"internal/sheet":    {own: "fault sheet/cell sheet/xls", external: "github.com/xuri/excelize/v2 golang.org/x/net"},

	// The parts of sheet that know no table: bytes in, cells out.
	"internal/sheet/cell": {},
	"internal/sheet/xls":  {own: "sheet/cell"},

	"internal/relation": {own: "vocab workday"},

	"internal/disclosure": {own: "vocab"}, // the levels of fields and files

	// The size of proofs, for tests only.
	"internal/soak": {io: true},

	// The store and other packages without a domain.
	"internal/store":        {own: "fault vocab"},
	"internal/store/engine": {own: "store", external: "github.com/gabriel-vasile/mimetype"},
	"internal/store/sqlite": {
		own:      "fault store store/engine vocab",
		external: "github.com/gabriel-vasile/mimetype golang.org/x/sys modernc.org/sqlite",
		std:      "database/sql",
		io:       true,
	},
	"internal/store/mongo": {
		own:      "fault store store/engine vocab",
		external: "go.mongodb.org/mongo-driver/v2",
	},
	"internal/store/sqlitetest": {own: "store store/sqlite"},
	"internal/store/storetest":  {own: "fault soak store vocab", external: "github.com/google/go-cmp", io: true},
	"internal/jobs":             {own: "fault id store"},
	"internal/archive":          {own: "fault store"},
	"internal/check":            {own: "fault flow store"},
	"internal/pass":             {own: "fault id store vocab"},
	"internal/audit":            {own: "actor check fault id store vocab workday"},

	// The domain, each package on the ones above it. deal and matcher do not know each other: a deal keeps a match as a
	// value.
	"internal/seal":          {own: "fault", external: "filippo.io/age"},
	"internal/seal/sealtest": {own: "seal"}, // for tests only
	"internal/settings":      {own: "actor audit fault store vocab"},
	"internal/files": {
		own:      "actor audit check disclosure fault id seal settings store vocab workday",
		external: "github.com/gabriel-vasile/mimetype",
	},
	"internal/party": {own: "actor audit check fault id industry region store vocab workday"},
	"internal/account": {
		own:      "actor audit check fault id party pinyin region settings store vocab workday",
		external: "golang.org/x/crypto",
	},
	"internal/backup":   {own: "actor fault settings store vocab workday"},
	"internal/calendar": {own: "actor audit fault party store vocab workday"},
	"internal/publicity": {
		own: "actor audit calendar check disclosure document fault files flow id party store vocab workday",
	},
	"internal/approval": {own: "actor audit check disclosure fault files flow store vocab workday"},
	"internal/listing": {
		own: "actor audit check disclosure fault files flow industry party quantity region store " +
			"text vocab workday",
	},
	"internal/deal": {
		own: "actor audit calendar check disclosure fault files flow industry listing party region store vocab workday",
	},
	"internal/contract": {
		own: "actor audit check deal disclosure document fault files flow id industry listing money party region " +
			"store text " +
			"vocab workday",
	},
	"internal/ledger": {own: "actor audit check fault flow store vocab workday"},
	"internal/registry": {
		own: "actor audit calendar check contract deal fault files flow id ledger money party region store text " +
			"vocab workday",
	},
	"internal/flow/flowtest": {own: "actor fault flow", io: true}, // for tests only
	"internal/contract/contracttest": {
		own: "actor audit calendar check contract deal fault files id listing party store store/sqlitetest",
	},
	"internal/expert": {
		own: "actor audit check disclosure fault files flow id industry party pass relation store text vocab workday",
	},
	"internal/agenda": {own: "actor audit check document fault flow id industry store vocab workday"},
	"internal/challenge": {
		own: "actor agenda approval audit calendar check contract disclosure fault files flow id industry listing " +
			"money party publicity seal store " +
			"vocab workday",
	},
	"internal/challenge/bid": {
		own: "actor audit challenge check contract disclosure fault files flow id money party relation seal store " +
			"vocab workday",
	},
	"internal/challenge/review": {
		own: "actor audit challenge challenge/bid check disclosure document expert fault files flow id industry " +
			"money " +
			"pass relation store vocab workday",
	},
	"internal/stats": {
		own: "actor audit check contract deal fault industry ledger listing money region registry sheet store vocab " +
			"workbook workday",
	},

	"matcher": {own: "actor audit check disclosure fault flow industry listing money pinyin quantity store " +
		"text vocab workday"},
	"matcher/local": {own: "pinyin text /matcher"},
	"matcher/meili": {
		own:      "fault pinyin text /matcher",
		external: "github.com/meilisearch/meilisearch-go",
		std:      "net/http",
	},
	"matcher/eval":      {own: "fault industry /matcher", io: true},
	"matcher/indextest": {own: "quantity /matcher", external: "github.com/google/go-cmp", io: true},

	// Tables in and out.
	"internal/workbook":       {own: "fault money party sheet store workday"},
	"internal/intake/wording": {own: "fault party"},
	"internal/intake/form": {
		own: "contract disclosure fault id industry intake/wording listing money party quantity region registry " +
			"sheet vocab workbook workday",
	},
	"internal/intake/layout": {own: "fault intake/form intake/wording money sheet vocab"},
	"internal/intake/change": {own: "contract fault intake/form intake/wording listing money"},
	"internal/intake": {
		own: "account actor check contract deal fault id industry intake/change intake/form intake/layout " +
			"intake/wording listing party registry sheet store vocab workbook",
	},

	// Wraps the interfaces of others at the borders; none of them knows it.
	"internal/watch": {
		own:      "fault jobs store /matcher",
		external: "github.com/prometheus/client_golang go.opentelemetry.io/otel",
		std:      "net/http",
		io:       true,
	},

	// HTTP. Areas know the kernel and not each other; see TestAreas.
	"api/kernel": {
		own:      "actor fault flow vocab",
		external: "github.com/danielgtaylor/huma/v2 github.com/labstack/echo/v4 golang.org/x/time",
		std:      "net/http",
		io:       true,
	},
	"api/history": {own: "actor audit vocab /api/kernel"}, // the route of every noun
	"api/apitest": { // for tests only
		own: "account actor agenda approval audit backup calendar challenge challenge/bid challenge/review contract " +
			"deal expert files " +
			"intake jobs ledger listing party pass publicity registry seal/sealtest settings stats store " +
			"store/sqlite store/sqlitetest " +
			"workbook /api /api/kernel /matcher /matcher/local",
		external: "github.com/google/go-cmp",
		std:      "net/http",
		io:       true,
	},
	"api/requests": {own: "fault store vocab /api/kernel", std: "net/http"},
	"api/accounts": {
		own:      "account actor audit fault party store vocab /api/history /api/kernel",
		external: "github.com/golang-jwt/jwt/v5",
		std:      "net/http",
		io:       true,
	},
	"api/contracts": {
		own: "actor contract document fault flow id ledger registry sheet vocab workbook workday /api/history " +
			"/api/kernel",
		external: "github.com/danielgtaylor/huma/v2",
	},
	"api/agendas": {
		own:      "actor agenda fault vocab /api/kernel",
		external: "github.com/danielgtaylor/huma/v2",
	},
	"api/challenges": {
		own:      "actor challenge challenge/bid fault publicity relation vocab workday /api/history /api/kernel",
		external: "github.com/danielgtaylor/huma/v2",
	},
	"api/experts":   {own: "actor expert fault relation vocab workday /api/history /api/kernel"},
	"api/decisions": {own: "actor approval fault vocab workday /api/kernel"},
	"api/notices": {
		own:      "actor document fault publicity vocab workday /api/kernel",
		external: "github.com/danielgtaylor/huma/v2",
	},
	"api/deals": {own: "actor deal fault id listing party vocab workbook workday /api/history /api/kernel"},
	"api/reviews": {
		own: "actor challenge challenge/bid challenge/review document expert fault relation vocab workday " +
			"/api/history /api/kernel",
		external: "github.com/danielgtaylor/huma/v2",
	},
	"api/files": {
		own:      "actor audit disclosure files store vocab /api/kernel",
		external: "github.com/danielgtaylor/huma/v2",
	},
	"api/imports": {
		own:      "actor fault id intake intake/form intake/layout listing sheet vocab workbook /api/kernel",
		external: "github.com/danielgtaylor/huma/v2",
	},
	"api/listings": {own: "actor disclosure fault flow id industry listing quantity region store vocab workbook " +
		"/api/history /api/kernel /matcher"},
	"api/matches": {own: "actor deal fault industry listing region sheet store vocab workbook /api/history " +
		"/api/kernel /matcher"},
	"api/operations": {own: "actor audit backup fault sheet store vocab workbook workday /api/kernel /matcher"},
	"api/pages": {
		own:      "actor fault industry region vocab workday /api/kernel",
		external: "github.com/labstack/echo/v4",
		std:      "net/http",
	},
	"api/parties": {own: "actor calendar fault industry party region settings vocab workday /api/history /api/kernel"},
	"api/statistics": {own: "actor contract fault id ledger sheet stats vocab workbook workday /api/history " +
		"/api/kernel"},
	"api": {
		own: "account actor agenda approval audit backup calendar challenge challenge/bid challenge/review contract " +
			"deal " +
			"expert " +
			"intake listing party publicity registry settings stats store workbook /api/accounts /api/agendas " +
			"/api/challenges " +
			"/api/contracts /api/deals /api/decisions /api/experts /api/files /api/imports /api/kernel /api/listings " +
			"/api/matches /api/notices /api/operations /api/pages /api/parties /api/requests /api/reviews " +
			"/api/statistics " +
			"/matcher",
		io: true,
	},

	// Demonstration data and wiring. Only cmd knows the engines.
	"seed": {
		own: "account actor agenda approval challenge challenge/bid contract deal document fault files id industry " +
			"listing money party publicity region registry relation stats workday",
		io: true,
	},
	"cmd/kebang": {
		own: "account actor agenda approval archive audit backup calendar challenge challenge/bid challenge/review " +
			"check " +
			"contract " +
			"deal " +
			"document expert fault files id " +
			"intake intake/form jobs ledger listing party pass publicity registry seal settings stats store " +
			"store/mongo " +
			"store/sqlite " +
			"vocab watch workbook workday /api " +
			"/api/accounts /api/kernel /api/matches /frontend /matcher /matcher/eval /matcher/local " +
			"/matcher/meili /seed",
		std: "net/http",
		io:  true,
	},
	"frontend":          {},
	"internal/archtest": {},
}

// owns are the packages of the module that a rule allows, without the leading "kebang/".
func (r rule) owns() []string {
	var out []string
	for name := range strings.FieldsSeq(r.own) {
		if top, ok := strings.CutPrefix(name, "/"); ok {
			out = append(out, top)
		} else {
			out = append(out, "internal/"+name)
		}
	}
	return out
}
