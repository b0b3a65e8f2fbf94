package seed

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"kebang/internal/id"
	"kebang/internal/listing"
)

// planClaims plans who claims which 公开线索; a market without such a file has none.
func (m *market) planClaims() error {
	bs, err := read(m.folder + "/claims.txt")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, b := range bs {
		refs := strings.Fields(b.title)
		if len(refs) != 2 {
			return fmt.Errorf("claim %s: %q is no kind and lead", b.name, b.title)
		}
		kind, on := listing.Kind(refs[0]), m.demands[refs[1]]
		if kind == listing.AchievementKind {
			on = m.achievements[refs[1]]
		}
		by, err := m.actor(b.get("by"))
		if err != nil {
			return b.wrong("by", err)
		}
		ago, err := b.number("ago")
		if err != nil {
			return err
		}
		key, proof := id.New(), b.get("proof")
		m.plan.add(ago, "claim "+b.name, func() error {
			_, err := m.Listings.Claims.Ask(m.ctx, by, key, kind, on, proof, "")
			return err
		})
	}
	return nil
}
