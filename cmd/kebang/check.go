package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kebang/internal/account"
	"kebang/internal/agenda"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/challenge/review"
	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/expert"
	"kebang/internal/files"
	"kebang/internal/intake"
	"kebang/internal/ledger"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/matcher"
)

// checks are the rules of the domains, in the order of the import directions. Files and history come last: they are
// compared with the records that the others have named.
var checks = []func(*check.Case) error{party.CheckConsistency, account.CheckConsistency, listing.CheckConsistency,
	deal.CheckConsistency, contract.CheckConsistency, ledger.CheckConsistency, registry.CheckConsistency,
	publicity.CheckConsistency,
	approval.CheckConsistency, agenda.CheckConsistency,
	challenge.CheckConsistency, bid.CheckConsistency, expert.CheckConsistency,
	review.CheckConsistency,
	stats.CheckConsistency, matcher.CheckConsistency, intake.CheckConsistency, files.CheckConsistency,
	audit.CheckHistory}

// runCheck ends with exitRefused when something is wrong and has not been repaired.
func runCheck(ctx context.Context, c *call) error {
	repair := c.flags.Bool("repair", false,
		"repair what needs no decision: the index, and sequences that are behind their numbers")
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	return c.withRecords(ctx, func(a *app) error {
		i := &inspection{app: a, call: c, repair: *repair, names: map[string]string{store.National: "全国"}}
		err := i.all(ctx)
		fmt.Fprintln(c.err)
		if err != nil && len(i.found) == 0 {
			return err
		}
		if err := errors.Join(i.print(ctx), i.tellMigrations(ctx, c.err)); err != nil {
			return err
		}
		if err != nil {
			fmt.Fprintln(c.err, "检查没有做完："+sentence(err))
			return errRefused
		}
		if i.left > 0 {
			fmt.Fprintf(c.err, "共 %d 处不一致，请按每行的提示处理。\n", i.left)
			return errRefused
		}
		fmt.Fprintf(c.err, "检查了 %d 条记录、%d 个附件、%d 个市场，数据完好。\n", i.documents, len(i.sizes), len(i.names)-1)
		return nil
	})
}

// inspection is one run of kebang check.
type inspection struct {
	*app
	call      *call
	repair    bool
	names     map[string]string // of the markets by id
	sizes     map[string]int64  // of the blobs
	documents int64
	found     []check.Finding
	left      int  // not repaired
	folder    bool // a restored folder: no process holds its index in memory
}

func (i *inspection) report(f check.Finding) { i.found = append(i.found, f) }

func (i *inspection) progress(what string) func(int64) {
	return func(n int64) { fmt.Fprintf(i.call.err, "\r检查%s %d   ", what, n) }
}

func (i *inspection) all(ctx context.Context) error {
	if folder, ok := i.engine.(interface {
		Check(context.Context) ([]string, error)
	}); ok {
		lines, err := folder.Check(ctx)
		for _, l := range lines {
			i.report(check.Finding{Market: store.National, Noun: "数据库", What: l})
		}
		if err != nil {
			return err
		}
	}
	ms, err := i.parties.Markets(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, m := range ms {
		i.names[m.ID], known[m.ID] = m.Name, true
	}
	if i.sizes, err = check.Blobs(ctx, i.engine.Blobs(), i.report, i.progress("附件")); err != nil {
		return err
	}
	if i.documents, err = check.Stored(ctx, i.engine.(store.Source), collections(), known, i.report,
		i.progress("记录")); err != nil {
		return err
	}
	for at, m := range append([]party.Market{{Meta: store.Meta{ID: store.National}}}, ms...) {
		fmt.Fprint(i.call.err, "\r", bar("检查市场", at, len(ms)+1))
		if err := i.market(ctx, m.ID); err != nil {
			return err
		}
	}
	if i.folder {
		return nil
	}
	missing, err := i.challenges.SealsMissing(ctx)
	if err != nil {
		return err
	}
	if missing != nil {
		i.report(check.Finding{Market: store.National, Noun: "密封密钥", What: sentence(missing)})
	}
	return i.index(ctx)
}

// market takes the rules of all domains to one market, in one snapshot.
func (i *inspection) market(ctx context.Context, market string) error {
	return i.engine.View(ctx, func(tx store.Tx) error {
		c := &check.Case{Tx: tx, Market: market, Report: i.report, Size: func(id string) (int64, bool) {
			if n, ok := i.sizes[id]; ok {
				return n, true
			}
			r, b, err := i.engine.Blobs().Open(ctx, id) // uploaded since the blobs were read
			if err != nil {
				return 0, false
			}
			return b.Size, r.Close() == nil
		}}
		for _, rule := range checks {
			if err := rule(c); err != nil {
				return err
			}
		}
		return nil
	})
}

// index compares an index that outlives the process with the records.
func (i *inspection) index(ctx context.Context) error {
	r, err := i.matches.CheckIndex(ctx, i.repair)
	if err != nil {
		return err
	}
	for _, line := range r.Lines() {
		f := check.Finding{Market: store.National, Noun: "检索索引", What: line}
		if r.Repaired {
			f.Mend = func(store.Tx) error { return nil } // the repair has been done
		}
		i.report(f)
	}
	return nil
}

// print writes the findings, repairing those that can be, and counts the rest.
func (i *inspection) print(ctx context.Context) error {
	slices.SortStableFunc(i.found, func(a, b check.Finding) int {
		return cmp.Or(strings.Compare(a.Market, b.Market), strings.Compare(a.Noun, b.Noun),
			strings.Compare(a.Serial, b.Serial), strings.Compare(a.ID, b.ID))
	})
	for _, f := range i.found {
		line := cmp.Or(i.names[f.Market], f.Market) + "  " + f.String()
		if i.repair && f.Mend != nil {
			if err := i.db.Run(ctx, f.Mend); err != nil {
				return err
			}
			line += "［已修复］"
		} else {
			i.left++
		}
		if _, err := fmt.Fprintln(i.call.out, line); err != nil {
			return err
		}
	}
	return nil
}
