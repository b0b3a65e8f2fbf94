package seed

import (
	"fmt"
	"strconv"
	"strings"

	"kebang/internal/deal"
	"kebang/internal/id"
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

// follow plans one line "days ago | who | step or note | text"; a step that ends the deal names its category: "end price".
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
		if step == "note" {
			_, err := m.Deals.Write(m.ctx, who, key, x[3])
			return err
		}
		_, err := m.Deals.Step(m.ctx, who, key, 0, step, x[3], deal.Category(category))
		return err
	})
	return nil
}
