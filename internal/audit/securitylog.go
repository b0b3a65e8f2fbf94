package audit

import (
	"context"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// AccessKind is the kind of an entry of the security log.
type AccessKind string

// The kinds of recorded accesses. 网络安全法 art. 21 demands that they are kept for at least six months.
const (
	AccessSignIn   AccessKind = "sign-in"
	AccessFailed   AccessKind = "sign-in-failed"
	AccessSignOut  AccessKind = "sign-out"
	AccessExport   AccessKind = "export"
	AccessDownload AccessKind = "download"
	AccessRead     AccessKind = "read-protected" // fields that not every member reads, contacts, accounts
	// entries that could not be written in time; the field What has their number
	AccessLost AccessKind = "lost"
)

// AccessKinds are the kinds as people read them, in the order of the filter.
var AccessKinds = vocab.List{
	{Code: string(AccessSignIn), Zh: "登录", En: "Sign-in"},
	{Code: string(AccessFailed), Zh: "登录失败", En: "Sign-in failed"},
	{Code: string(AccessSignOut), Zh: "退出登录", En: "Sign-out"},
	{Code: string(AccessExport), Zh: "导出", En: "Export"},
	{Code: string(AccessDownload), Zh: "下载附件", En: "Download"},
	{Code: string(AccessRead), Zh: "查看受保护信息", En: "Read protected fields"},
	{Code: string(AccessLost), Zh: "未能记下", En: "Not recorded"},
}

// Name is the Chinese name of the kind.
func (k AccessKind) Name() string { return AccessKinds.Name(string(k)) }

// Access is one entry of the security log: person, address, instant and subject.
type Access struct {
	store.Meta
	Kind       AccessKind `json:"kind"`
	Person     string     `json:"person,omitempty"`
	PersonName string     `json:"personName,omitempty"`
	Account    string     `json:"account,omitempty"` // login name; of an unknown account the first two characters only
	Role       actor.Role `json:"role,omitempty"`
	OrgName    string     `json:"orgName,omitempty"`
	Address    string     `json:"address"`         // of the client
	Agent      string     `json:"agent,omitempty"` // browser, at most 160 characters
	What       fault.Said `json:"what,omitzero"`   // name of the list, file or record
	Record     string     `json:"record,omitempty"`
	Why        string     `json:"why,omitempty"` // code of a refusal
	At         int64      `json:"at"`            // UTC ms
}

// Accesses are kept in the market of the role in which a person acts. A failed sign-in is kept in his home market, one
// with an unknown account in store.National.
var Accesses = store.Define(store.Def[Access]{
	Name: "accesses", Shape: 3, Oldest: 2, Noun: vocab.Noun("安全日志", "entry of the security log"),
	Meta: func(a *Access) *store.Meta { return &a.Meta },
	Fields: []store.FieldSpec{{Name: "kind"}, {Name: "account"}, {Name: "address"}, {Name: "at", Type: store.Int},
		{Name: "record"}},
	Values: func(a *Access) store.Values {
		v := store.Values{"kind": string(a.Kind), "account": a.Account, "address": a.Address, "at": a.At}
		if a.Record != "" {
			v["record"] = a.Record
		}
		return v
	},
	// The content of shape 2 is a plain sentence.
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
	Indexes: [][]string{{"at"}, {"kind", "at"}, {"account", "at"}, {"address", "at"}, {"record", "at"}},
})

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Trail.Spec(), Accesses.Spec()} }

// Bounds of the security log in memory.
const (
	accessQueue = 10_000
	accessBatch = 500
	accessFlush = time.Second
	accessEnd   = 20 * time.Second // the longest time to write the waiting entries when the process ends
	// readAgain is the time in ms in which a repeated reading of one record by one person makes no second entry.
	readAgain = 10 * 60 * 1000
)

// SecurityLog takes entries without delay for the caller and writes them in batches. A killed process loses the entries
// of its last second.
type SecurityLog struct {
	db   store.Engine
	now  func() time.Time
	full chan struct{} // a batch is complete
	most int           // the most waiting entries

	mu    sync.Mutex
	queue []Access
	lost  int
	reads map[string]int64 // the last reading of a record by a person
}

// NewSecurityLog makes the log of a process; Run writes it.
func NewSecurityLog(db store.Engine, now func() time.Time) *SecurityLog {
	return &SecurityLog{db: db, now: now, full: make(chan struct{}, 1), most: accessQueue, reads: map[string]int64{}}
}

// Note takes an entry. It never blocks and never fails. Entries beyond the limit of waiting ones are counted, and the
// count becomes an entry.
func (l *SecurityLog) Note(a Access) {
	if l == nil {
		return
	}
	l.complete(&a)
	l.mu.Lock()
	defer l.mu.Unlock()
	if a.Kind == AccessRead && l.again(a) {
		return
	}
	if len(l.queue) >= l.most {
		l.lost++
		return
	}
	if l.queue = append(l.queue, a); len(l.queue) >= accessBatch {
		select {
		case l.full <- struct{}{}:
		default:
		}
	}
}

// Keep writes an entry at once. On an error the caller must not act: an opened file always has a line.
func (l *SecurityLog) Keep(ctx context.Context, a Access) error {
	if l == nil {
		return nil
	}
	l.complete(&a)
	return l.db.Run(ctx, func(tx store.Tx) error { a := a; return Accesses.Insert(tx, &a) })
}

func (l *SecurityLog) complete(a *Access) {
	a.At = l.now().UnixMilli()
	if a.Market == "" {
		a.Market = store.National
	}
	a.ID, a.Agent = id.New(), cut(a.Agent, 160)
}

// Openings lists the openings of a file, the newest first.
func Openings(tx store.Tx, market, file, after string, limit int) (store.Page[Access], error) {
	return Accesses.Listed(tx, store.Query{Market: market, After: after, Limit: limit,
		Sort: []store.Order{{Field: "at", Desc: true}},
		Where: []store.Cond{{Field: "record", Op: store.Eq, Value: file},
			{Field: "kind", Op: store.Eq, Value: string(AccessDownload)}}})
}

// again reports whether this reading was noted within readAgain. The caller holds the mutex.
func (l *SecurityLog) again(a Access) bool {
	key := a.Person + "\x00" + a.Address + "\x00" + a.What.In(vocab.Zh) + "\x00" + a.Record
	if at, ok := l.reads[key]; ok && max(a.At-at, at-a.At) < readAgain {
		return true
	}
	if len(l.reads) >= accessQueue {
		clear(l.reads) // some readings are noted twice then
	}
	l.reads[key] = a.At
	return false
}

func cut(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < 32 || r == 127 || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// Run writes the noted entries once a second until the context ends, and then the rest. Failed receives the error of a
// failed write, which is repeated.
func (l *SecurityLog) Run(ctx context.Context, failed func(error)) {
	tick := time.NewTicker(accessFlush)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), accessEnd)
			defer cancel()
			if err := l.Flush(end); err != nil {
				failed(err)
			}
			return
		case <-tick.C:
		case <-l.full:
		}
		if err := l.Flush(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
}

// Flush writes all noted entries.
func (l *SecurityLog) Flush(ctx context.Context) error {
	for {
		batch := l.take()
		if len(batch) == 0 {
			return nil
		}
		err := l.db.Run(ctx, func(tx store.Tx) error {
			for _, a := range batch {
				if err := Accesses.Insert(tx, &a); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			l.mu.Lock()
			l.queue = append(batch, l.queue...)
			l.mu.Unlock()
			return err
		}
	}
}

func (l *SecurityLog) take() []Access {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lost > 0 && len(l.queue) < l.most {
		l.queue = append(l.queue, Access{Meta: store.Meta{ID: id.New(), Market: store.National}, Kind: AccessLost,
			At:   l.now().UnixMilli(),
			What: tooMuch.With(l.lost)})
		l.lost = 0
	}
	n := min(accessBatch, len(l.queue))
	batch := l.queue[:n:n]
	l.queue = l.queue[n:]
	return batch
}

var tooMuch = fault.Kept("too-much-record-entries-were", "记录过多，有%d条未能记下。",
	"Too much to record: %d entries were lost.")

// AccessQuery selects entries. From and To are dates in Asia/Shanghai, both included; empty fields select everything.
type AccessQuery struct {
	Kind     AccessKind
	Account  string
	Address  string
	From, To workday.Date
	Unknown  bool // sign-ins with unknown accounts, which belong to no market
	After    string
	Limit    int
}

// Accesses lists entries for the administrator of a market, newest first.
func (l *SecurityLog) Accesses(ctx context.Context, a actor.Actor, q AccessQuery) (store.Page[Access], error) {
	if err := a.Require(actor.Admin); err != nil {
		return store.Page[Access]{}, err
	}
	market := a.Market
	if q.Unknown {
		market = store.National
	}
	var where []store.Cond
	for _, c := range []struct{ field, value string }{{"kind", string(q.Kind)},
		{"account", strings.ToLower(strings.TrimSpace(q.Account))}, {"address", strings.TrimSpace(q.Address)}} {
		if c.value != "" {
			where = append(where, store.Cond{Field: c.field, Op: store.Eq, Value: c.value})
		}
	}
	for _, c := range []struct {
		date workday.Date
		op   store.Op
		add  int64
	}{{q.From, store.Ge, 0}, {q.To, store.Lt, workday.DayMS}} {
		if c.date == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, string(c.date), workday.Location())
		if err != nil {
			return store.Page[Access]{},
				fault.Of(fault.Invalid, fault.T("date", "日期应写成 2026-03-01 的形式。", "Write a date like 2026-03-01."))
		}
		where = append(where, store.Cond{Field: "at", Op: c.op, Value: at.UnixMilli() + c.add})
	}
	return store.Read(ctx, l.db, func(tx store.Tx) (store.Page[Access], error) {
		return Accesses.Listed(tx, store.Query{Market: market, Where: where,
			Sort: []store.Order{{Field: "at", Desc: true}}, After: q.After, Limit: q.Limit})
	})
}

// Sweep removes entries older than months, but none younger than six months (网络安全法 art. 21). It is maintenance code
// over all markets.
func (l *SecurityLog) Sweep(ctx context.Context, months int) (int, error) {
	before := l.now().AddDate(0, -max(6, months), 0).UnixMilli()
	return store.Clear(ctx, l.db, Accesses,
		store.Query{AllMarkets: true, Where: []store.Cond{{Field: "at", Op: store.Lt, Value: before}}})
}
