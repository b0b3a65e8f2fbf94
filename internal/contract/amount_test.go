package contract

import (
	"testing"

	"kebang/internal/fault"
)

const wan = 10_000_00 // fen of 1 万元

// TestComputeVectors are the test vectors of domain §1.5.
func TestComputeVectors(t *testing.T) {
	entry := int64(0)
	for _, tt := range []struct {
		name    string
		total   int64
		items   []Deduction
		pay     Payment
		royalty *Royalty
		tech    int64
		open    bool
	}{
		{"equipment is deducted", 100 * wan, []Deduction{{Kind: "equipment", CostFen: 30 * wan}}, PayOnce, nil,
			70 * wan, false},
		{"one prototype is a carrier", 100 * wan,
			[]Deduction{{Kind: "equipment", CostFen: 20 * wan, AllowedFen: 20 * wan}}, PayOnce, nil, 100 * wan, false},
		{"two of three sets are carriers", 100 * wan,
			[]Deduction{{Kind: "instrument", CostFen: 60 * wan, AllowedFen: 40 * wan}}, PayOnce, nil, 80 * wan, false},
		{"all raw material leaves nothing", 100 * wan, []Deduction{{Kind: "material", CostFen: 100 * wan}}, PayOnce,
			nil, 0, false},
		{"six decimals of wan are exact", 100 * wan, []Deduction{{Kind: "material", CostFen: 12_345_678}}, PayOnce, nil,
			87_654_322, false},
		{"entry fee with unknown royalty stays open", 50 * wan, nil, PayEntryRoyalty, &Royalty{EntryFen: 50 * wan},
			50 * wan, true},
		{"known royalty is closed", 50 * wan, nil, PayEntryRoyalty, &Royalty{EntryFen: 50 * wan, EstimateFen: &entry},
			50 * wan, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Compute(tt.total, tt.items, tt.pay, tt.royalty)
			if err != nil || got != (Amounts{tt.total, tt.tech, tt.open}) {
				t.Fatalf("got %+v, %v; want tech %d open %v", got, err, tt.tech, tt.open)
			}
		})
	}
}

func TestComputeRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		total int64
		items []Deduction
	}{
		"negative item":        {100 * wan, []Deduction{{CostFen: -1}}},
		"negative allowance":   {100 * wan, []Deduction{{CostFen: 1, AllowedFen: -1}}},
		"carriers above item":  {100 * wan, []Deduction{{CostFen: 10 * wan, AllowedFen: 30 * wan}}},
		"items exceed total":   {100 * wan, []Deduction{{CostFen: 60 * wan}, {CostFen: 40*wan + 1}}},
		"items overflow":       {100 * wan, []Deduction{{CostFen: 1 << 62}, {CostFen: 1 << 62}, {CostFen: 1 << 62}}},
		"total zero":           {0, nil},
		"royalty without base": {-5, nil},
	} {
		if got, err := Compute(tt.total, tt.items, PayOnce, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestReadClass(t *testing.T) {
	for in, want := range map[string][3]string{
		"KF1": {"KF", "KF1", ""}, "技术开发": {"KF", "", ""}, "委托开发": {"KF", "KF1", ""}, "技术开发合同（合作开发）": {"KF", "KF2", ""},
		"ZR/专利实施许可": {"XK", "XK1", "ZR/专利实施许可"}, "技术转让-专利实施许可": {"XK", "XK1", "技术转让-专利实施许可"}, "技术许可/专利实施许可": {"XK",
			"XK1", ""},
		"技术咨询合同": {"ZX", "", ""}, "技术培训": {"FW", "FW2", ""}, "转让": {"ZR", "", ""}, "动植物新品种权转让": {"ZR", "ZR6",
			"动植物新品种权转让"},
	} {
		c, sub, old, ok := ReadClass(in)
		if got := [3]string{string(c), sub, old}; !ok || got != want {
			t.Errorf("ReadClass(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	if _, _, old, ok := ReadClass("买卖合同"); ok || old != "买卖合同" {
		t.Error("a foreign class was read")
	}
}
