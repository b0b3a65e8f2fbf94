package store

import (
	"strings"
	"testing"

	"kebang/internal/fault"
)

type aged struct {
	Meta
	Name string `json:"name"`
}

func agedDef(shape, oldest int, upgrades ...int) Def[aged] {
	up := map[int]func([]byte) ([]byte, error){}
	for _, v := range upgrades {
		up[v] = func(b []byte) ([]byte, error) { return b, nil }
	}
	return Def[aged]{Name: "aged", Shape: shape, Oldest: oldest, Meta: func(a *aged) *Meta { return &a.Meta },
		Upgrade: up}
}

// TestOldestShape: forms from before the first release are refused with a sentence, and need no upgrade.
func TestOldestShape(t *testing.T) {
	tests := []struct {
		name          string
		def           Def[aged]
		shape         int
		read, refused bool
	}{
		{"present", agedDef(3, 3), 3, true, false},
		{"before the first release", agedDef(3, 3), 2, false, true},
		{"the oldest that is read", agedDef(4, 3, 3), 3, true, false},
		{"older than that", agedDef(4, 3, 3), 2, false, true},
		{"of a newer program", agedDef(3, 3), 4, false, false},
		{"no bound", agedDef(2, 0, 1), 1, true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Define(tt.def).Decode(Raw{ID: "a", Market: "m", Rev: 1, Shape: tt.shape,
				Body: []byte(`{"name":"甲"}`)})
			if tt.read && (err != nil || got.Name != "甲" || got.Shape != tt.def.Shape) {
				t.Errorf("%+v, %v", got, err)
			}
			older := err != nil && fault.Is(err, fault.Unavailable) && strings.Contains(err.Error(), "0.1.0 之前")
			if !tt.read && err == nil || older != tt.refused {
				t.Errorf("refused: %v", err)
			}
		})
	}
}

func TestDefinitionsThatCannotWork(t *testing.T) {
	for name, d := range map[string]Def[aged]{"no upgrade": agedDef(2, 0),
		"no upgrade from the oldest": agedDef(4, 2, 3), "an upgrade that nobody reaches": agedDef(3, 3,
			2), "refuses its own": agedDef(2, 3)} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was taken")
				}
			}()
			Define(d)
		})
	}
}
