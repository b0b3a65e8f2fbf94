package meili

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// Options give the place of the index.
type Options struct {
	URL    string // http or https; no password in it
	Key    string // an API key with the actions of Actions; empty for a server without a master key
	Prefix string // prefix of the index names, [a-z0-9_-]; empty for "kebang"
	Cached int    // analysed documents in memory; 0 for 50,000, some 100 MB

	// Program is the fingerprint of the running program. With it documents carry their analysed form, and this program
	// reads its own forms instead of analysing again.
	Program [32]byte

	transport http.RoundTripper // for tests; nil for a real one
}

// Actions are the permissions that the API key needs, on the indexes <prefix>_*. The master key is never needed. A key
// for single indexes cannot have "version", so the version appears only with a key without that limit.
var Actions = []string{"search", "documents.add", "documents.get", "documents.delete", "indexes.create", "indexes.get",
	"indexes.delete",
	"indexes.swap", "tasks.get", "settings.get", "settings.update", "stats.get"}

// form is the version of the form of a document in the index. Another form means another index, which the first start
// fills from the records.
const form = "v2"

// Time limits.
const (
	pageLimit  = 30 * time.Second // a page of a comparison with the records, while the engine may be writing
	readLimit  = 3 * time.Second
	sendLimit  = time.Minute // sending a batch of documents
	writeLimit = time.Hour   // the engine joins waiting writes, and a hundred thousand documents take long
	briefLimit = 20 * time.Second
)

// within is the time limit of a write of docs documents. A small write belongs to a job, which is repeated. A server
// that is busy or has a full disk must not keep the worker from other jobs.
func within(docs int) time.Duration {
	const few = 100
	if docs <= few {
		return briefLimit
	}
	return writeLimit
}

// Index is a matcher.Index on Meilisearch.
type Index struct {
	api    meilisearch.ServiceManager
	http   *http.Client
	prefix string
	cache  *cache
	forms  forms
	lanes  int // parallel requests of one round of candidates

	mu      sync.Mutex
	ready   map[string]bool // by index name: it exists with our settings
	trouble error           // an index was missing or full, and has not been compared with the records since
}

var _ matcher.Kept = (*Index)(nil)

// Open makes the index. The server need not be up: until then every call returns fault.Unavailable.
func Open(o Options) (*Index, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" {
		return nil, fault.Of(fault.Invalid, fault.T("meili-url",
			"Meilisearch 的地址有误：请写成 http://主机:7700 的形式，密钥放在环境变量 KEBANG_MEILI_KEY 里。",
			"The address of Meilisearch is wrong: write http://host:7700 and put the key into KEBANG_MEILI_KEY."))
	}
	if o.Prefix == "" {
		o.Prefix = "kebang"
	}
	if strings.Trim(o.Prefix, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" || len(o.Prefix) > 60 {
		return nil, fault.Of(fault.Invalid, fault.T("meili-prefix",
			"Meilisearch 的索引名前缀只能用小写字母、数字、- 和 _，最多 60 个字符。",
			"The prefix of index names takes lower-case letters, digits, - and _, at most 60 characters."))
	}
	if o.Cached <= 0 {
		o.Cached = 50_000
	}
	if o.transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		// Compressed answers come in two small writes, and the second one waits some 40 ms for an acknowledgement.
		t.DisableCompression = true
		t.MaxIdleConnsPerHost = 16
		o.transport = t
	}
	x := &Index{http: &http.Client{Transport: o.transport}, prefix: o.Prefix, cache: newCache(o.Cached),
		forms: forms{o.Program}, lanes: usualLanes, ready: map[string]bool{}}
	x.api = meilisearch.New(strings.TrimSuffix(o.URL, "/"), meilisearch.WithAPIKey(o.Key),
		meilisearch.WithCustomClient(x.http), meilisearch.DisableRetries())
	return x, nil
}

// uid is the name of the index of a kind.
func (x *Index) uid(kind matcher.Kind) string { return x.prefix + "_" + string(kind) + "_" + form }

var kinds = []matcher.Kind{matcher.Demand, matcher.Achievement}

func known(kind matcher.Kind) bool { return kind == matcher.Demand || kind == matcher.Achievement }

// Close frees connections and memory; the documents stay on the server.
func (x *Index) Close() error {
	x.http.CloseIdleConnections()
	x.cache.clear()
	return nil
}

// reading gives a context with the time limit of one question.
func reading(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, readLimit)
}
