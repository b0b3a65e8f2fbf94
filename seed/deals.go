package seed

import (
	"fmt"
	"strconv"
	"strings"

	"kebang/internal/deal"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/money"
)

// planDeals plans who talked with whom: "[name] demand achievement", who opened it, and what followed.
func (m *market) planDeals() error {
	bs, err := read(m.folder + "/deals.txt")
	if err != nil {
		return err
	}
	for _, b := range bs {
		refs := strings.Fields(b.title)
		if len(refs) != 2 || m.demands[refs[0]] == "" || m.achievements[refs[1]] == "" {
			return fmt.Errorf("deal %s: %q is no demand and achievement", b.name, b.title)
		}
		by, err := m.actor(b.get("by"))
		if err != nil {
			return b.wrong("by", err)
		}
		ago, err := b.number("ago")
		if err != nil {
			return err
		}
		key := id.New()
		m.deals[b.name] = key
		pair := deal.Pair{Demand: m.demands[refs[0]], Achievement: m.achievements[refs[1]], Note: b.get("note")}
		m.plan.add(ago, "deal "+b.name, func() (err error) {
			if m.Match != nil {
				if pair.Match, err = m.Match(m.ctx, by, pair.Demand, pair.Achievement); err != nil {
					return err
				}
			}
			_, err = m.Deals.Open(m.ctx, by, key, pair)
			return err
		})
		for _, s := range b.all("then") {
			if err := m.follow(&b, key, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// terms reads "万元;mode;IP;next step".
func terms(s string) (deal.Terms, error) {
	x := strings.Split(s, ";")
	if len(x) != 4 {
		return deal.Terms{}, fmt.Errorf("%q are no terms", s)
	}
	fen, err := money.ParseWan(x[0])
	return deal.Terms{PriceFen: &fen, Mode: listing.Mode(x[1]), IP: x[2], NextStep: x[3]}, err
}

// follow plans one line "days ago | who | step, known, propose or note | text"; a step that ends the deal names its
// category: "end price".
func (m *market) follow(b *block, key, s string) error {
	x := cells(s, 4)
	ago, err := strconv.Atoi(x[0])
	if err != nil {
		return b.wrong("then", err)
	}
	who, err := m.actor(x[1])
	if err != nil {
		return b.wrong("then", err)
	}
	step, category, _ := strings.Cut(x[2], " ")
	m.plan.add(ago, "deal "+b.name+" "+step, func() error {
		switch step {
		case "note":
			_, err := m.Deals.Write(m.ctx, who, key, x[3])
			return err
		case "known":
			_, err := m.Deals.Acquaint(m.ctx, who, key,
				deal.Acquaintance{First: x[3] == "首次得知", Words: strings.TrimPrefix(x[3], "首次得知")})
			return err
		case "propose":
			t, err := terms(x[3])
			if err == nil {
				_, err = m.Deals.ProposeTerms(m.ctx, who, key, 0, t)
			}
			return err
		}
		_, err := m.Deals.Step(m.ctx, who, key, 0, step, x[3], deal.Category(category))
		return err
	})
	return nil
}
