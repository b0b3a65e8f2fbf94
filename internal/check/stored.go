package check

import (
	"context"
	"iter"
	"reflect"

	"kebang/internal/store"
)

// Stored reads every document as the engine keeps it. It reports documents that are unreadable, belong to no market or
// have a newer shape than their collection. It also reports index values that differ from the body, because lists and
// statistics would be wrong. It gives the number of documents; progress receives the number so far.
func Stored(ctx context.Context, from store.Source, specs []store.Spec, markets map[string]bool, report func(Finding),
	progress func(int64)) (n int64, err error) {
	known := map[string]store.Spec{}
	for _, s := range specs {
		known[s.Name] = s
	}
	err = from.Export(ctx, func(c store.Stored, docs iter.Seq2[store.Raw, error]) error {
		spec, ok := known[c.Name]
		for r, err := range docs {
			if err != nil {
				return err
			}
			if n++; progress != nil && n%500 == 0 {
				progress(n)
			}
			what := ""
			if ok {
				what = wrong(spec, r)
			} else {
				what = "这类数据不是本版本程序写的。请换用写入它的版本。"
			}
			if what == "" && !markets[r.Market] && r.Market != store.National {
				what = "属于不存在的市场 " + r.Market + "，任何页面都看不到它。请从备份恢复该市场，或核对后清理。"
			}
			if what != "" {
				report(Finding{Market: r.Market, Noun: c.Name, ID: r.ID, What: what})
			}
		}
		return nil
	})
	return n, err
}

func wrong(spec store.Spec, r store.Raw) string {
	stored := r.Values
	now, err := spec.Revalued(r)
	if err != nil {
		return "记录读不出来（" + err.Error() + "）。请从备份恢复这条记录。"
	}
	want, err := now.Values.Ready(spec)
	if err != nil {
		return "记录的检索字段算不出来（" + err.Error() + "）。请从备份恢复这条记录。"
	}
	have, err := stored.Ready(spec)
	if err != nil || !same(want, have) {
		return "检索字段与内容不一致，列表和统计会算错。请备份后用 kebang restore 恢复到新的位置，恢复时会重新计算。"
	}
	return ""
}

func same(a, b store.Values) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}
