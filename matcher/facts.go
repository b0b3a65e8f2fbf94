package matcher

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
)

// Facts are values that many documents have in common; documents with equal ones share them. Treat them as read-only.
// The fields are those of Doc.
type Facts struct {
	Kind              Kind
	Market            string
	Industry          string
	IndustryConfirmed bool
	MoreIndustries    []string
	TRL               int
	Modes             []string
	Region            string
	Trusted           bool
	State             string
	ClosedFields      []string // Doc.Closed

	group string // Industry, or the code proposed by the text when nobody chose one
}

// factsOf gives the facts of a document, shared with an earlier one where possible.
func factsOf(d *Doc, group string) *Facts {
	f := Facts{d.Kind, d.Market, d.Industry, d.IndustryConfirmed, d.MoreIndustries, d.TRL, d.Modes, d.Region, d.Trusted,
		d.State, d.Closed, group}
	return f.shared()
}

// someFacts remembers the facts shared last. A forgotten entry is simply made again, so the table has a fixed size.
var (
	someFacts [1 << 14]atomic.Pointer[Facts]
	factsSeed = maphash.MakeSeed()
)

func (f *Facts) shared() *Facts {
	var h maphash.Hash
	h.SetSeed(factsSeed)
	for _, s := range []string{string(f.Kind), f.Market, f.Industry, f.Region, f.State, f.group} {
		h.WriteString(s) //nolint:errcheck,gosec // never fails
		h.WriteByte(0)   //nolint:errcheck,gosec // never fails
	}
	for _, n := range []byte{byte(f.TRL), byte(flag(f.IndustryConfirmed)), byte(flag(f.Trusted))} {
		h.WriteByte(n) //nolint:errcheck,gosec // never fails
	}
	for _, list := range [][]string{f.MoreIndustries, f.Modes, f.ClosedFields} {
		for _, s := range list {
			h.WriteString(s) //nolint:errcheck,gosec // never fails
			h.WriteByte(1)   //nolint:errcheck,gosec // never fails
		}
		h.WriteByte(2) //nolint:errcheck,gosec // never fails
	}
	at := &someFacts[h.Sum64()%uint64(len(someFacts))]
	if known := at.Load(); known != nil && known.equal(f) {
		return known
	}
	own := *f // a copy, so that it does not keep a whole record in memory
	for _, s := range []*string{(*string)(&own.Kind), &own.Market, &own.Industry, &own.Region, &own.State, &own.group} {
		*s = strings.Clone(*s)
	}
	own.MoreIndustries, own.Modes, own.ClosedFields = cloned(f.MoreIndustries), cloned(f.Modes), cloned(f.ClosedFields)
	at.Store(&own)
	return &own
}

func cloned(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.Clone(s)
	}
	return out
}

func (f *Facts) equal(o *Facts) bool {
	return f.Kind == o.Kind && f.Market == o.Market && f.Industry == o.Industry &&
		f.IndustryConfirmed == o.IndustryConfirmed && slices.Equal(f.MoreIndustries, o.MoreIndustries) &&
		f.TRL == o.TRL && slices.Equal(f.Modes, o.Modes) && f.Region == o.Region && f.Trusted == o.Trusted &&
		f.State == o.State && slices.Equal(f.ClosedFields, o.ClosedFields) && f.group == o.group
}
