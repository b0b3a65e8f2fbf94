// Package check holds the common parts of the consistency checks of the domain packages. They are the form of a
// finding, and tools to read a market page by page. The rules live in the domains; this package must not know any of
// them.
package check

import (
	"fmt"
	"slices"

	"kebang/internal/flow"
	"kebang/internal/store"
)

// Finding is one contradiction in the data.
type Finding struct {
	Market string // market id; store.National for records without a county
	Noun   string // Chinese name of the kind of record, e.g. 合同
	ID     string
	Serial string // number of the record, such as a contract number; may be empty
	What   string // a Chinese sentence with the mistake and the remedy
	// Mend repairs it in a transaction of its own. It is nil where a person must decide.
	Mend func(store.Tx) error
}

// String is the finding as a line for the terminal.
func (f Finding) String() string {
	s := f.Noun
	if f.Serial != "" {
		s += " " + f.Serial
	}
	if f.ID != "" {
		s += "（" + f.ID + "）"
	}
	return s + "：" + f.What
}

// Case is the check of one market, or of the national records, in one snapshot.
type Case struct {
	Tx     store.Tx
	Market string
	Size   func(blob string) (int64, bool) // size of a blob in bytes, and whether it exists
	Report func(Finding)

	kinds map[string]*Kind
}

// National reports whether the case is that of the records without a market.
func (c *Case) National() bool { return c.Market == store.National }

// Found reports a mistake in a record.
func (c *Case) Found(noun, id, serial, format string, args ...any) {
	c.Report(Finding{Market: c.Market, Noun: noun, ID: id, Serial: serial, What: fmt.Sprintf(format, args...)})
}

// Kind is a kind of records with a history, collected by the checks of its package.
type Kind struct {
	Noun string
	Flow *flow.Table // nil for records without states
	Seen map[string]Stand
	// Abroad are records of other markets that files of this market may belong to.
	Abroad map[string]bool
}

// Stand is the present revision and state of a record with a history.
type Stand struct {
	Rev           int64
	State, Serial string
}

// Kind begins the records of a kind of history lines (audit.Entry.Kind). Flow is nil for records without states.
func (c *Case) Kind(name, noun string, flow *flow.Table) *Kind {
	if c.kinds == nil {
		c.kinds = map[string]*Kind{}
	}
	k := &Kind{Noun: noun, Flow: flow, Seen: map[string]Stand{}, Abroad: map[string]bool{}}
	c.kinds[name] = k
	return k
}

// Kinds are all kinds of this case so far, by the name of their history lines.
func (c *Case) Kinds() map[string]*Kind { return c.kinds }

// Record notes a record of a kind, and reports a state that no path of its flow reaches.
func (c *Case) Record(k *Kind, m store.Meta, serial, state string) {
	k.Seen[m.ID] = Stand{m.Rev, state, serial}
	if k.Flow != nil && !slices.Contains(reachable(k.Flow), state) {
		c.Found(k.Noun, m.ID, serial, "状态“%s”不在流程里，任何步骤都到不了。请从备份恢复这条记录。", state)
	}
}

// reachable are the states that steps reach from the start.
func reachable(t *flow.Table) []string {
	out := []string{t.Start}
	for i := 0; i < len(out); i++ {
		for _, e := range t.Edges {
			if e.From == out[i] && !slices.Contains(out, e.To) {
				out = append(out, e.To)
			}
		}
	}
	return out
}

// Blob reports a file whose bytes are missing or have another size. A negative size is unknown.
func (c *Case) Blob(noun, id, serial, what, blob string, size int64) {
	have, ok := c.Size(blob)
	switch {
	case blob == "":
	case !ok:
		c.Found(noun, id, serial, "%s的文件内容（%s）不见了。请从备份取回，或重新上传。", what, blob)
	case size >= 0 && have != size:
		c.Found(noun, id, serial, "%s记为 %d 字节，实际存有 %d 字节。请核对文件。", what, size, have)
	}
}

// Pages passes the documents of a query to fn page by page, so that fn can read their references together.
func Pages[T any](tx store.Tx, coll *store.Collection[T], q store.Query, fn func([]T) error) error {
	q.Limit = 500
	for {
		p, err := coll.Find(tx, q)
		if err == nil && len(p.Items) > 0 {
			err = fn(p.Items)
		}
		if err != nil || p.Next == "" {
			return err
		}
		q.After = p.Next
	}
}

// ByID reads documents into a map. Ids may be repeated or empty; absent documents are missing in the map.
func ByID[T any](tx store.Tx, coll *store.Collection[T], market string, ids []string,
	id func(*T) string) (map[string]*T, error) {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(s string) bool { return s == "" })
	docs, err := coll.Many(tx, market, ids)
	out := make(map[string]*T, len(docs))
	for i := range docs {
		out[id(&docs[i])] = &docs[i]
	}
	return out, err
}
