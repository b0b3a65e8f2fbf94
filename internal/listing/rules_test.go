package listing

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// pointers are the fields in which a check finds a fault.
func pointers(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	var out []string
	for _, x := range f.Fields {
		if !slices.Contains(out, x.Pointer) {
			out = append(out, x.Pointer)
		}
	}
	return strings.Join(out, " ")
}

func fenOf(v int64) *int64 { return &v }

func TestDemandLimits(t *testing.T) {
	lines := func(n int, r Requirement) []Requirement { return slices.Repeat([]Requirement{r}, n) }
	wish, must := Requirement{Metric: "水分", Op: "<=", Value: "48", Unit: "%"}, Requirement{Must: true, Metric: "水分",
		Op: "<=", Value: "48", Unit: "%"}
	for _, tt := range []struct {
		rule   string
		change func(*DemandContent)
		want   string
	}{
		{"as it is", func(*DemandContent) {}, ""},
		{"a title at its limit", func(c *DemandContent) { c.Title = strings.Repeat("题", MaxTitle) }, ""},
		{"a longer title", func(c *DemandContent) { c.Title = strings.Repeat("题", MaxTitle+1) }, "/title"},
		{"a title of white space", func(c *DemandContent) { c.Title = " 　" }, "/title"},
		{"a title with a zero byte", func(c *DemandContent) { c.Title = "题\x00" }, "/title"},
		{"keywords at their limit", func(c *DemandContent) { c.Keywords = slices.Repeat([]string{"糖"}, MaxKeywords) },
			""},
		{"one keyword more", func(c *DemandContent) { c.Keywords = slices.Repeat([]string{"糖"}, MaxKeywords+1) },
			"/keywords"},
		{"a keyword of 51 characters", func(c *DemandContent) { c.Keywords = []string{strings.Repeat("糖", 51)} },
			"/keywords/0"},
		{"three further industries", func(c *DemandContent) { c.MoreIndustries = []string{"0104", "0104", "0104"} },
			""},
		{"four of them", func(c *DemandContent) { c.MoreIndustries = []string{"0104", "0104", "0104", "0104"} },
			"/moreIndustries"},
		{"an unknown further industry", func(c *DemandContent) { c.MoreIndustries = []string{"7777"} },
			"/moreIndustries"},
		{"an unknown industry", func(c *DemandContent) { c.Industry = "7777" }, "/industry"},
		{"an unknown region", func(c *DemandContent) { c.Region = "999999" }, "/region"},
		{"a mode of the list", func(c *DemandContent) { c.Modes = []Mode{ModeLicence} }, ""},
		{"an unknown mode", func(c *DemandContent) { c.Modes = []Mode{ModeLicence, "swap"} }, "/modes/1"},
		{"1949", func(c *DemandContent) { c.Year = 1949 }, ""},
		{"2100", func(c *DemandContent) { c.Year = 2100 }, ""},
		{"1948", func(c *DemandContent) { c.Year = 1948 }, "/year"},
		{"2101", func(c *DemandContent) { c.Year = 2101 }, "/year"},
		{"an unknown type", func(c *DemandContent) { c.Type = "land" }, "/type"},
		{"no day", func(c *DemandContent) { c.Deadline = "2026-02-30" }, "/deadline"},
		{"the largest floor", func(c *DemandContent) { c.FloorFen = fenOf(MaxFen) }, ""},
		{"a larger floor", func(c *DemandContent) { c.FloorFen = fenOf(MaxFen + 1) }, "/floorFen"},
		{"TRL 9", func(c *DemandContent) { c.MinTRL = 9 }, ""},
		{"TRL 10", func(c *DemandContent) { c.MinTRL = 10 }, "/minTrl"},
		{"TRL -1", func(c *DemandContent) { c.MinTRL = -1 }, "/minTrl"},
		{"lines at their limit", func(c *DemandContent) { c.Requirements = lines(MaxLines, wish) }, ""},
		{"one line more", func(c *DemandContent) { c.Requirements = lines(MaxLines+1, wish) }, "/requirements"},
		{"musts at their limit", func(c *DemandContent) { c.Requirements = lines(MaxMust, must) }, ""},
		{"one must more", func(c *DemandContent) { c.Requirements = lines(MaxMust+1, must) }, "/requirements"},
		{"a line in words", func(c *DemandContent) { c.Requirements = []Requirement{{Metric: "口感", Text: "不苦"}} }, ""},
		{"a line of nothing", func(c *DemandContent) { c.Requirements = []Requirement{{Metric: "口感"}} },
			"/requirements/0/value"},
		{"words and half a value", func(c *DemandContent) {
			c.Requirements = []Requirement{{Metric: "口感", Text: "不苦",
				Value: "5"}}
		}, "/requirements/0/value"},
		{"words and half a comparison", func(c *DemandContent) {
			c.Requirements = []Requirement{{Metric: "口感",
				Text: "不苦", Op: ">="}}
		}, "/requirements/0/value"},
		{"words for no field", func(c *DemandContent) { c.Words = map[string]string{"colour": "红"} }, "/words"},
	} {
		c := DemandContent{Common: Common{Title: "降低蔗渣水分", Text: "压榨后的蔗渣含水偏高，希望降低。", Industry: "0104"}}
		tt.change(&c)
		if got := pointers(CheckDraft(&c)); got != tt.want {
			t.Errorf("%s: faults at %q, want %q", tt.rule, got, tt.want)
		}
	}
	// The sentence quotes an unknown field of at most 30 characters whole.
	for n, want := range map[int]string{30: "“" + strings.Repeat("栏", 30) + "”",
		31: "“" + strings.Repeat("栏", 30) + "…”"} {
		c := DemandContent{Common: Common{Title: "题", Text: "文", Words: map[string]string{strings.Repeat("栏", n): "红"}}}
		if err := CheckDraft(&c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d characters: %v does not quote %s", n, err, want)
		}
	}
}

func TestSubmitNeedsMore(t *testing.T) {
	for text, want := range map[string]string{"压榨后蔗渣含水偏高要降": "", "压榨后蔗渣含水偏高要": "", "压榨后蔗渣含水偏高": "/text",
		" 压榨后蔗渣含水偏高 ": "/text", "": "/text"} {
		c := DemandContent{Common: Common{Title: "题", Text: text, Industry: "0104"}}
		if got := pointers(CheckSubmit(&c)); got != want {
			t.Errorf("%d characters: faults at %q, want %q", len([]rune(text)), got, want)
		}
	}
	c := DemandContent{Common: Common{Title: "题", Text: "压榨后的蔗渣含水偏高，希望降低。"}}
	if got := pointers(CheckSubmit(&c)); got != "/industry" {
		t.Errorf("no industry: faults at %q", got)
	}
}

func TestAchievementLimits(t *testing.T) {
	line := Indicator{Metric: "水分", Op: "<=", Value: "48", Unit: "%"}
	for _, tt := range []struct {
		rule   string
		change func(*AchievementContent)
		want   string
	}{
		{"as it is", func(*AchievementContent) {}, ""},
		{"indicators at their limit", func(c *AchievementContent) {
			c.Indicators = slices.Repeat([]Indicator{line},
				MaxLines)
		}, ""},
		{"one indicator more", func(c *AchievementContent) {
			c.Indicators = slices.Repeat([]Indicator{line},
				MaxLines+1)
		}, "/indicators"},
		{"an indicator without a value", func(c *AchievementContent) { c.Indicators = []Indicator{{Metric: "水分"}} },
			"/indicators/0/value"},
		{"TRL 10", func(c *AchievementContent) { c.TRL = 10 }, "/trl"},
		{"an unknown right", func(c *AchievementContent) { c.IP = []IP{{Kind: "idea"}} }, "/ip/0/kind"},
		{"one price", func(c *AchievementContent) { c.PriceFen, c.PriceHighFen = fenOf(5), fenOf(5) }, ""},
		{"a range turned round", func(c *AchievementContent) { c.PriceFen, c.PriceHighFen = fenOf(6), fenOf(5) },
			"/priceHighFen"},
		{"a high end alone", func(c *AchievementContent) { c.PriceHighFen = fenOf(5) }, "/priceFen"},
		{"a negative price", func(c *AchievementContent) { c.PriceFen = fenOf(-1) }, "/priceFen"},
	} {
		c := AchievementContent{Common: Common{Title: "高效压榨脱水技术", Text: "降低蔗渣水分。"}}
		tt.change(&c)
		if got := pointers(CheckDraft(&c)); got != tt.want {
			t.Errorf("%s: faults at %q, want %q", tt.rule, got, tt.want)
		}
	}
}

// A listing counts under its industries and regions and the wider ones.
func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		rule, industry, region string
		more                   []string
		industries, regions    []string
	}{
		{"two levels and a county", "0104", "530924", nil, []string{"01", "0104"}, []string{"53", "5309", "530924"}},
		{"the first level and a prefecture", "01", "5309", nil, []string{"01"}, []string{"53", "5309"}},
		{"a province", "", "53", nil, nil, []string{"53"}},
		{"further industries, each once", "0104", "", []string{"0105", "0205"},
			[]string{"01", "0104", "0105", "02", "0205"}, nil},
	} {
		i, r := places(&Common{Industry: tt.industry, MoreIndustries: tt.more, Region: tt.region})
		if !slices.Equal(i, tt.industries) || !slices.Equal(r, tt.regions) {
			t.Errorf("%s: under %v and %v, want %v and %v", tt.rule, i, r, tt.industries, tt.regions)
		}
	}
}

func TestWhoOwns(t *testing.T) {
	org := Demand{Meta: store.Meta{Market: "m1"}, OwnerOrg: "o1", OwnerPerson: "p1"}
	person := Demand{Meta: store.Meta{Market: "m1"}, OwnerPerson: "p1"}
	lead := Demand{Meta: store.Meta{Market: "m1"}}
	for _, tt := range []struct {
		who  string
		a    actor.Actor
		l    *Demand
		want bool
	}{
		{"anybody of the unit", actor.Actor{Person: "p9", Market: "m1", Role: actor.Enterprise, Org: "o1"}, &org, true},
		{"its person at another unit", actor.Actor{Person: "p1", Market: "m1", Role: actor.Enterprise, Org: "o9"}, &org,
			false},
		{"an officer of the unit", actor.Actor{Person: "p9", Market: "m1", Role: actor.Officer, Org: "o1"}, &org,
			false},
		{"the unit in another market", actor.Actor{Person: "p9", Market: "m2", Role: actor.Enterprise, Org: "o1"}, &org,
			false},
		{"the researcher", actor.Actor{Person: "p1", Market: "m1", Role: actor.Researcher}, &person, true},
		{"another researcher", actor.Actor{Person: "p9", Market: "m1", Role: actor.Researcher}, &person, false},
		{"nobody owns a lead", actor.Actor{Market: "m1", Role: actor.Enterprise}, &lead, false},
	} {
		if got := owns(tt.a, tt.l); got != tt.want {
			t.Errorf("%s: owns %v", tt.who, got)
		}
	}
}

// A shown listing without a draft has nothing to publish or submit. A held one is published with a reason.
func TestSteps(t *testing.T) {
	officer := actor.Actor{Person: "p3", Market: "m1", Role: actor.Officer}
	firm := actor.Actor{Person: "p1", Market: "m1", Role: actor.Enterprise, Org: "o1"}
	c := &DemandContent{}
	for _, tt := range []struct {
		rule, state string
		draft       *DemandContent
		source      *Source
		publish     bool // the officer may publish
		reason      bool // with a reason
		submit      bool // the owner may submit
	}{
		{"a draft", Draft, c, nil, true, false, true},
		{"a held draft", Draft, c, &Source{NoConsent: true}, true, true, true},
		{"shown, nothing new", Open, nil, nil, false, false, false},
		{"shown, with a draft", Open, c, nil, true, false, true},
	} {
		l := Demand{Meta: store.Meta{Market: "m1"}, State: tt.state, Draft: tt.draft, Published: c, OwnerOrg: "o1",
			Source: tt.source}
		var publish, reason, submit bool
		for _, e := range Steps(officer, &l) {
			if e.Step == StepPublish {
				publish, reason = true, e.Reason
			}
		}
		for _, e := range Steps(firm, &l) {
			submit = submit || e.Step == StepSubmit
		}
		if publish != tt.publish || reason != tt.reason || submit != tt.submit {
			t.Errorf("%s: publish %v with a reason %v, submit %v", tt.rule, publish, reason, submit)
		}
	}
}

// An import may change drafts and shown listings without an owner, of the same owner, or of an owner that an import
// gave.
func TestTakes(t *testing.T) {
	for _, tt := range []struct {
		rule  string
		l     Demand
		owner string
		want  bool
	}{
		{"a lead", Demand{State: Open, Source: &Source{Lead: true}}, "", true},
		{"a lead that the row gives an owner", Demand{State: Draft, Source: &Source{Lead: true}}, "o1", true},
		{"a lead in review", Demand{State: InReview, Source: &Source{Lead: true}}, "", false},
		{"the same owner", Demand{State: Open, OwnerOrg: "o1"}, "o1", true},
		{"another owner", Demand{State: Open, OwnerOrg: "o1"}, "o2", false},
		{"the owner an import gave", Demand{State: Open, OwnerOrg: "o1", Source: &Source{Owner: "o1"}}, "", true},
		{"an owner who claimed it", Demand{State: Open, OwnerOrg: "o2", Source: &Source{Owner: "o1"}}, "", false},
		{"an own listing without a source", Demand{State: Open, OwnerOrg: "o1"}, "", false},
		{"a person's listing", Demand{State: Open, OwnerPerson: "p1", Source: &Source{Owner: ""}}, "o1", false},
	} {
		if got := tt.l.Takes(tt.owner); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.rule, got, tt.want)
		}
	}
}

// The consent of a unit stays as an import stated it, until a later import changes it.
func TestAgain(t *testing.T) {
	for _, tt := range []struct {
		rule       string
		was, next  Source
		said       Said
		no, closed bool
		turns      bool
	}{
		{"nothing is said", Source{}, Source{}, Said{}, false, false, false},
		{"a no", Source{}, Source{NoConsent: true}, Said{}, true, false, true},
		{"a no stays", Source{NoConsent: true}, Source{}, Said{}, true, false, false},
		{"a yes after a no", Source{NoConsent: true}, Source{}, Said{Consents: true}, false, false, true},
		{"closed", Source{}, Source{Closed: true}, Said{}, false, true, true},
		{"closed stays", Source{Closed: true}, Source{}, Said{Consents: true}, false, true, false},
		{"opened", Source{Closed: true}, Source{}, Said{Opened: true}, false, false, true},
	} {
		got := tt.was.again(tt.next, tt.said)
		if got.NoConsent != tt.no || got.Closed != tt.closed || tt.was.turns(tt.next, tt.said) != tt.turns {
			t.Errorf("%s: %+v, turns %v", tt.rule, got, tt.was.turns(tt.next, tt.said))
		}
	}
	if (*Source)(nil).turns(Source{NoConsent: true}, Said{}) {
		t.Error("a listing without a source is turned")
	}
}

func TestWhoClaims(t *testing.T) {
	unit, person := Claim{Org: "o1", Person: "p1"}, Claim{Person: "p1"}
	unit.Market, person.Market = "m1", "m1"
	for _, tt := range []struct {
		who  string
		a    actor.Actor
		c    *Claim
		want bool
	}{
		{"a colleague", actor.Actor{Person: "p9", Market: "m1", Role: actor.Enterprise, Org: "o1"}, &unit, true},
		{"the person at another unit", actor.Actor{Person: "p1", Market: "m1", Role: actor.Enterprise, Org: "o9"},
			&unit, false},
		{"the researcher", actor.Actor{Person: "p1", Market: "m1", Role: actor.Researcher}, &person, true},
		{"another researcher", actor.Actor{Person: "p9", Market: "m1", Role: actor.Researcher}, &person, false},
		{"in another market", actor.Actor{Person: "p1", Market: "m2", Role: actor.Researcher}, &person, false},
	} {
		if got := tt.c.mine(tt.a); got != tt.want {
			t.Errorf("%s: the claim is his %v", tt.who, got)
		}
	}
}

// Names agree from 80 % on, and in part from 40 % on.
func TestFits(t *testing.T) {
	if (Likeness{Percent: 79}).Fits() || !(Likeness{Percent: 80}).Fits() {
		t.Error("names fit from 80 % on")
	}
	for _, tt := range []struct {
		name, words, verdict string
		percent              int
	}{
		{"甲乙丙丁戊己", "甲乙丙丁戊庚", "near", 80}, {"甲乙丙丁戊己", "甲乙壬丁戊庚", "part", 40}, {"甲乙丙丁戊己庚", "甲乙壬丁戊辛癸", "other", 33},
		{"甲乙丙丁", "甲乙丙丁戊己庚辛壬癸", "near", 85}, {"甲乙丙", "甲乙丙丁戊己庚辛壬癸", "other", 36}, {"甲乙丙丁戊己庚辛壬癸", "甲乙丙丁", "near", 85},
	} {
		if got := LikenessOf(tt.name, "", tt.words); got.Verdict != tt.verdict || got.Percent != tt.percent {
			t.Errorf("%s and %s: %d %%, %s; want %d, %s", tt.name, tt.words, got.Percent, got.Verdict, tt.percent,
				tt.verdict)
		}
	}
}

func TestNumbersOfCards(t *testing.T) {
	for digits, want := range map[string]bool{"4539578763621486": true, "4539578763621487": false,
		"0000000000000000": false, "59": true, "18": true, "5x": false} {
		if luhn(digits) != want {
			t.Errorf("%s is a card's number: %v", digits, !want)
		}
	}
	for run, want := range map[string]string{"4539578763621486": "银行卡号", "453957876362148": "",
		"6222021234567890128": "银行卡号", "１３８００００００００": "手机号", "１３９９９９９９９９９": "手机号"} {
		if got := personalKind(run); got != want {
			t.Errorf("%s is %q, want %q", run, got, want)
		}
	}
	if got := hideMiddle("13800000012"); got != "138******12" {
		t.Errorf("hidden as %s", got)
	}
	c := DemandContent{Common: Common{Title: "甲", Text: "电话 13800000000 或 13900000000"}}
	if got := PersonalNumbers(&c); len(got) != 2 {
		t.Errorf("two numbers in one text: %v", got)
	}
}
