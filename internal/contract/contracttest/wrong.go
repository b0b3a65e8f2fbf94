package contracttest

import (
	"errors"
	"strings"

	"kebang/internal/check"
	"kebang/internal/store"
)

// Wrong are the findings of a check of a market after a change by spoil, in a transaction that is rolled back.
func (b *Bench) Wrong(market string, rules func(*check.Case) error, spoil func(store.Tx) error) string {
	b.T.Helper()
	var found []string
	undo := errors.New("undo")
	err := b.DB.Run(b.T.Context(), func(tx store.Tx) error {
		found = nil
		if err := spoil(tx); err != nil {
			return err
		}
		c := &check.Case{Tx: tx, Market: market, Report: func(f check.Finding) { found = append(found, f.What) },
			Size: func(string) (int64, bool) { return 0, false }}
		if err := rules(c); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		b.T.Fatal(err)
	}
	return strings.Join(found, " ")
}
