package matcher

import (
	"context"
	"strconv"
)

// IndexReport lists the differences between a kept index and the records. An index in the memory of the process is
// filled from the records at start and cannot differ.
type IndexReport struct {
	Kept     bool // false for an index in this process: nothing was compared
	Records  int  // visible listings
	Missing  int  // published, but not in the index
	Outdated int  // in the index with other content
	Surplus  int  // in the index, but not published
	Examples []IndexFault
	Repaired bool
}

// IndexFault is one difference.
type IndexFault struct {
	Kind Kind
	ID   string
	What string // missing, outdated or surplus
}

// Same reports whether index and records agreed.
func (r *IndexReport) Same() bool { return r.Missing+r.Outdated+r.Surplus == 0 }

const (
	shownFaults = 100  // most examples in a report
	repairLot   = 5000 // documents written to the index at once
	sumsPage    = 5000
)

func (r *IndexReport) note(kind Kind, id, what string, n *int) {
	*n++
	if len(r.Examples) < shownFaults {
		r.Examples = append(r.Examples, IndexFault{kind, id, what})
	}
}

// CheckIndex compares a kept index with the records of all markets by fingerprint. With repair it writes missing and
// outdated documents and deletes those that are no longer published. Listings may change meanwhile. A repaired listing
// is therefore read again, so that a slow check never puts an old text over a newer one. For an index in the memory of
// this process the report is empty.
func (s *Service) CheckIndex(ctx context.Context, repair bool) (IndexReport, error) {
	kept, ok := As[Kept](s.ix)
	if !ok {
		return IndexReport{}, nil
	}
	out := IndexReport{Kept: true}
	for _, kind := range []Kind{Demand, Achievement} {
		if err := s.checkKind(ctx, kept, kind, repair, &out); err != nil {
			return out, err
		}
	}
	out.Repaired = repair
	return out, nil
}

func (s *Service) checkKind(ctx context.Context, kept Kept, kind Kind, repair bool, out *IndexReport) error {
	there, err := sums(ctx, kept, kind)
	if err != nil {
		return err
	}
	var lot []Doc
	flush := func() error {
		if len(lot) == 0 {
			return nil
		}
		err := s.putSafely(ctx, kind, lot)
		lot = lot[:0]
		return err
	}
	err = s.eachDoc(ctx, kind, "", func(docs []Doc) error {
		for i := range docs {
			d := &docs[i]
			out.Records++
			sum, ok := there[d.ID]
			delete(there, d.ID)
			switch {
			case !ok:
				out.note(kind, d.ID, "missing", &out.Missing)
			case sum != d.Sum():
				out.note(kind, d.ID, "outdated", &out.Outdated)
			default:
				continue
			}
			lot = append(lot, *d)
		}
		if !repair {
			lot = lot[:0]
		}
		if len(lot) >= repairLot {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	return s.dropGone(ctx, kind, there, repair, out)
}

// makeMissing makes the missing indexes. Only a comparison with all records may call it, because a few documents in a
// fresh index make it look complete.
func makeMissing(ctx context.Context, kept Kept) error {
	for _, kind := range kinds {
		if _, err := kept.Sums(ctx, kind, "", 1); err != nil {
			return err
		}
	}
	return nil
}

func sums(ctx context.Context, kept Kept, kind Kind) (map[string]uint64, error) {
	there := map[string]uint64{}
	for after := ""; ; {
		page, err := kept.Sums(ctx, kind, after, sumsPage)
		if err != nil || len(page) == 0 {
			return there, err
		}
		for _, x := range page {
			there[x.ID] = x.Sum
			after = x.ID
		}
	}
}

// dropGone deletes documents that the records do not publish. It reads each listing again first, because it may have
// been published since.
func (s *Service) dropGone(ctx context.Context, kind Kind, there map[string]uint64, repair bool,
	out *IndexReport) error {
	ids := make([]string, 0, len(there))
	for id := range there {
		ids = append(ids, id)
	}
	for len(ids) > 0 {
		page := ids[:min(batch, len(ids))]
		ids = ids[len(page):]
		docs, err := s.ix.Docs(ctx, kind, page)
		if err != nil {
			return err
		}
		at := make([]address, len(docs))
		for i, d := range docs {
			at[i] = address{d.Market, d.ID}
		}
		now, err := s.published(ctx, kind, at)
		if err != nil {
			return err
		}
		var gone []address
		for i, d := range now {
			if d == nil {
				out.note(kind, at[i].id, "surplus", &out.Surplus)
				gone = append(gone, at[i])
			}
		}
		if repair {
			if err := s.takeOut(ctx, kind, gone); err != nil {
				return err
			}
		}
	}
	return nil
}

// PingIndex asks whether the index answers; nil for an index in this process.
func (s *Service) PingIndex(ctx context.Context) error {
	if kept, ok := As[Kept](s.ix); ok {
		return kept.Ping(ctx)
	}
	return nil
}

// IndexStatus is the state of the index, for administrators.
func (s *Service) IndexStatus(ctx context.Context) Status {
	if kept, ok := As[Kept](s.ix); ok {
		return kept.Status(ctx)
	}
	st := Status{Engine: "memory"}
	if x, ok := As[sized](s.ix); ok {
		st.Documents = map[Kind]int{}
		for _, kind := range []Kind{Demand, Achievement} {
			st.Documents[kind], _ = x.Size(ctx, kind) // an index in memory fails only when ctx has ended
		}
	}
	return st
}

// String is the difference as a line for a terminal.
func (f IndexFault) String() string {
	what := map[string]string{"missing": "已发布但检索库中没有", "outdated": "检索库中的内容过时", "surplus": "检索库中多余（未发布或已撤下）"}[f.What]
	noun := map[Kind]string{Demand: "需求", Achievement: "成果"}[f.Kind]
	return noun + " " + f.ID + "：" + what
}

// Lines are the sentences of a report for a terminal; empty when index and records agree.
func (r *IndexReport) Lines() []string {
	var out []string
	for _, f := range r.Examples {
		out = append(out, f.String())
	}
	if more := r.Missing + r.Outdated + r.Surplus - len(out); more > 0 {
		out = append(out, "……另有 "+strconv.Itoa(more)+" 处不一致")
	}
	return out
}
