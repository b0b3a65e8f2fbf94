package workday

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
)

// of2026 is the notice for 2026 as an administrator types it; calendar.txt holds the same days.
func of2026() Notice {
	return Notice{Year: 2026, Source: "国办发明电〔2025〕7号", Rests: []Rest{
		{"元旦", "2026-01-01", "2026-01-03", []Date{"2026-01-04"}},
		{"春节", "2026-02-15", "2026-02-23", []Date{"2026-02-14", "2026-02-28"}},
		{"清明节", "2026-04-04", "2026-04-06", nil},
		{"劳动节", "2026-05-01", "2026-05-05", []Date{"2026-05-09"}},
		{"端午节", "2026-06-19", "2026-06-21", nil},
		{"中秋节", "2026-09-25", "2026-09-27", nil},
		{"国庆节", "2026-10-01", "2026-10-07", []Date{"2026-09-20", "2026-10-10"}},
	}}
}

// A typed notice gives the same days as calendar.txt, and never replaces them.
func TestNoticeIsTheCalendar(t *testing.T) {
	n := of2026()
	n.Source = " 国办发明电[2025] 7号"
	n.Tidy()
	if err := n.Check(); err != nil {
		t.Fatal(err)
	}
	empty := &Calendar{}
	typed := empty.With(n)
	for d := Date("2025-12-15"); d <= "2027-01-10"; d = d.AddDays(1) {
		want := Official().Workday(d)
		if d.Year() != 2026 {
			want = empty.Workday(d)
		}
		if got := typed.Workday(d); got != want {
			t.Errorf("%s: workday %v, want %v", d, got, want)
		}
	}
	if typed.Source(2026) != "国办发明电〔2025〕7号" || len(typed.Missing("2026-03-01")) != 0 || empty.Known(2026) {
		t.Errorf("sources %v", typed.Years())
	}
	n.Rests[0].Last = "2026-01-09"
	if Official().With(n).Holiday("2026-01-08") != "" {
		t.Error("a typed notice replaces the lines of the program")
	}
}

func TestNoticeRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Notice)
		at     []string
	}{
		{"no number", func(n *Notice) { n.Source = "通知" }, []string{"/source"}},
		{"a number of another year", func(n *Notice) { n.Source = "国办发明电〔2024〕12号" }, []string{"/source"}},
		{"a festival is missing", func(n *Notice) { n.Rests = slices.Delete(n.Rests, 4, 5) }, []string{"/rests"}},
		{"two in one, and once more", func(n *Notice) { n.Rests[5].Name = "中秋节、国庆节" },
			[]string{"/rests/5/first", "/rests"}},
		{"another month", func(n *Notice) { n.Rests[3].First, n.Rests[3].Last = "2026-06-01", "2026-06-05" },
			[]string{"/rests/3/first"}},
		{"another year", func(n *Notice) { n.Rests[3].First, n.Rests[3].Last = "2027-05-01", "2027-05-05" },
			[]string{"/rests/3/first"}},
		{"ends before it begins", func(n *Notice) { n.Rests[6].Last = "2026-09-30" }, []string{"/rests/6/last"}},
		{"a month long", func(n *Notice) { n.Rests[6].Last = "2026-10-31" }, []string{"/rests/6/last"}},
		{"a day that does not exist", func(n *Notice) { n.Rests[0].First = "2026-01-32" }, []string{"/rests/0/first"}},
		{"days twice", func(n *Notice) { n.Rests = append(n.Rests, Rest{"纪念日", "2026-05-05", "2026-05-06", nil}) },
			[]string{"/rests/7/first"}},
		{"no name", func(n *Notice) { n.Rests = append(n.Rests, Rest{"", "2026-09-03", "2026-09-03", nil}) },
			[]string{"/rests/7/name"}},
		{"work on a weekday", func(n *Notice) { n.Rests[3].Work = []Date{"2026-05-08"} }, []string{"/rests/3/work/0"}},
		{"work on a day off", func(n *Notice) { n.Rests[3].Work = []Date{"2026-05-02"} }, []string{"/rests/3/work/0"}},
		{"work twice", func(n *Notice) { n.Rests[3].Work = []Date{"2026-10-10"} }, []string{"/rests/6/work/1"}},
		{"a name of 21 characters", func(n *Notice) {
			n.Rests = append(n.Rests, Rest{strings.Repeat("纪", 21), "2026-09-03", "2026-09-03", nil})
		}, []string{"/rests/7/name"}},
		{"13 days", func(n *Notice) { n.Rests[6] = Rest{"国庆节", "2026-10-01", "2026-10-13", nil} },
			[]string{"/rests/6/last"}},
		{"art. 2: 元旦 is 1 January", func(n *Notice) { n.Rests[0] = Rest{"元旦", "2026-01-02", "2026-01-04", nil} },
			[]string{"/rests/0/first"}},
		{"art. 2: 清明节 is not before 4 April",
			func(n *Notice) { n.Rests[2] = Rest{"清明节", "2026-04-01", "2026-04-03", nil} }, []string{"/rests/2/first"}},
		{"before 20 December", func(n *Notice) { n.Rests[0] = Rest{"元旦", "2025-12-19", "2026-01-01", nil} },
			[]string{"/rests/0/first"}},
		{"work in another year", func(n *Notice) { n.Rests[3].Work = []Date{"2027-05-08"} },
			[]string{"/rests/3/work/0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := of2026()
			tt.change(&n)
			var bad *fault.Error
			if err := n.Check(); !errors.As(err, &bad) || bad.Kind != fault.Invalid {
				t.Fatalf("error %v", err)
			}
			var at []string
			for _, f := range bad.Fields {
				at = append(at, f.Pointer)
			}
			if diff := cmp.Diff(tt.at, at); diff != "" {
				t.Errorf("fields (-want +got)\n%s", diff)
			}
		})
	}
}

func TestNoticeTaken(t *testing.T) {
	for name, change := range map[string]func(*Notice){
		"a name of 20 characters": func(n *Notice) {
			n.Rests = append(n.Rests, Rest{strings.Repeat("纪", 20), "2026-09-03", "2026-09-03", nil})
		},
		"12 days": func(n *Notice) {
			n.Rests[6] = Rest{"国庆节", "2026-10-01", "2026-10-12",
				nil}
		},
		"art. 2: 清明节 may be 4 April": func(n *Notice) {
			n.Rests[2] = Rest{"清明节", "2026-04-02", "2026-04-04",
				nil}
		},
		"art. 2: 清明节 may be 6 April": func(n *Notice) {
			n.Rests[2] = Rest{"清明节", "2026-04-06", "2026-04-08",
				nil}
		},
		"元旦 from 21 December, 12 days": func(n *Notice) {
			n.Rests[0] = Rest{"元旦", "2025-12-21", "2026-01-01",
				nil}
		},
		"work for 元旦 on Saturday 20 December": func(n *Notice) { n.Rests[0].Work = []Date{"2025-12-20"} },
	} {
		n := of2026()
		if change(&n); n.Check() != nil {
			t.Errorf("%s: %v", name, n.Check())
		}
	}
}

// Days off around New Year may begin in the year before, and count in that year.
func TestNoticeFromDecember(t *testing.T) {
	n := of2026()
	n.Year, n.Rests[0] = 2026, Rest{"元旦", "2025-12-31", "2026-01-02", []Date{"2025-12-28"}}
	if err := n.Check(); err != nil {
		t.Fatal(err)
	}
	c := (&Calendar{}).With(n)
	if c.Workday("2025-12-31") || !c.Workday("2025-12-28") {
		t.Error("the days of December are not taken")
	}
}
