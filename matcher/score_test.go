package matcher

import (
	"math"
	"testing"

	"kebang/internal/text"
)

// pair makes a demand and an achievement ready in a corpus of the two and some others.
func pair(d, a Doc) (*Ready, *Ready) {
	d.Kind, a.Kind = Demand, Achievement
	docs := []*Analysed{Analyse(d), Analyse(a)}
	for _, s := range []string{"甘蔗收获机械", "锅炉余热回收", "茶叶加工工艺", "核桃脱壳设备"} {
		docs = append(docs, Analyse(Doc{Kind: Achievement, ID: s, Title: s, Text: s + "的研究与应用。"}))
	}
	c := NewCorpus(0, docs)
	return c.Ask(docs[0]), c.Prepare(docs[1])
}

func near(x, y float64) bool { return math.Abs(x-y) < 1e-9 }

// TestTotal: the total is the mean of the known parts by their weights. The confidence is the known share of the weight
// times the share of text there was. All other parts are left out, not counted as nothing.
func TestTotal(t *testing.T) {
	d, a := pair(Doc{ID: "d", Title: "蔗渣脱水", Text: "蔗渣脱水"}, Doc{ID: "a", Title: "蔗渣脱水", Text: "蔗渣脱水"})
	terms := float64(min(d.Whole.Len(), a.Whole.Len()))
	var all float64
	for _, w := range weights {
		all += w
	}
	for _, tt := range []struct {
		rule               string
		text, title        float64 // below 0: not known
		total, knownWeight float64
	}{
		{"nothing known", -1, -1, 0, 0},
		{"one part", .5, -1, 50, 2},
		{"two parts, of weights 2 and 1", .9, .3, 70, 3},
		{"all of a part", 1, -1, 100, 2},
		{"a part that is nothing", 0, 1, 33.33, 3},
	} {
		var s Scored
		if tt.text >= 0 {
			s.set(partText, tt.text)
		}
		if tt.title >= 0 {
			s.set(partTitle, tt.title)
		}
		s.finish(d, a)
		if !near(s.Total, tt.total) || !near(s.Confidence, round(tt.knownWeight/all*terms/(terms+40), 100)) {
			t.Errorf("%s: total %v, confidence %v", tt.rule, s.Total, s.Confidence)
		}
		if most := s.most(d); most < s.Total || most > s.Total+.02 || tt.knownWeight == 0 && most != 0 {
			t.Errorf("%s: may come to %v, is %v", tt.rule, most, s.Total)
		}
	}
}

// TestWeightOfAGuess: an industry that is read from the text counts half, and the meaning of texts without titles an
// eighth; other parts keep their weights.
func TestWeightOfAGuess(t *testing.T) {
	for _, tt := range []struct {
		guessed, untitled        bool
		industry, meaning, words float64
	}{{false, false, 1, .8, 2}, {true, false, .5, .8, 2}, {false, true, 1, .1, 2}, {true, true, .5, .1, 2}} {
		s := Scored{guessed: tt.guessed, untitled: tt.untitled}
		got := [3]float64{s.weight(partIndustry), s.weight(partMeaning), s.weight(partText)}
		if got != [3]float64{tt.industry, tt.meaning, tt.words} {
			t.Errorf("%+v: %v", tt, got)
		}
		s.set(partIndustry, .12345)
		p := s.Parts()
		if p[partIndustry].Weight != tt.industry || p[partIndustry].Score != .123 || !p[partIndustry].Known ||
			p[partText].Known {
			t.Errorf("%+v: %+v", tt, p[partIndustry])
		}
	}
	s := Scored{tuned: &tuning{partIndustry: 4}}
	if s.guessed = true; s.weight(partIndustry) != 2 {
		t.Errorf("half of what a market learned is %v", s.weight(partIndustry))
	}
	s.set(partText, 7)
	s.set(partTitle, -7)
	if s.scores[partText] != 1 || s.scores[partTitle] != 0 {
		t.Errorf("a part lies in 0..1: %v", s.scores)
	}
}

// TestTextPart: a tenth of the demand's own weight in common gives .55, a third .846, all of it 1. The title part is
// the mean of the shares of both titles.
func TestTextPart(t *testing.T) {
	d, a := pair(Doc{ID: "d", Title: "蔗渣深度脱水", Text: "出榨蔗渣水分高，锅炉燃烧不稳，需要降低水分。"},
		Doc{ID: "a", Title: "蔗渣脱水压辊", Text: "末座重辊降低蔗渣水分。"})
	o := meet(d, a)
	if o.text <= 0 || o.demandHead <= 0 || o.achievementHead <= 0 {
		t.Fatalf("nothing in common: %+v", o)
	}
	for share, want := range map[float64]float64{.1: .55, 1.0 / 3: 1.1 / 1.3, 1: 1} {
		x := *d
		x.own = o.text / share
		if s := unchecked(&x, a); !near(s.scores[partText], want) {
			t.Errorf("%v in common gives %v, want %v", share, s.scores[partText], want)
		}
	}
	x, y := *d, *a
	x.head, y.head = o.demandHead*2, o.achievementHead*4
	if s := unchecked(&x, &y); !near(s.scores[partTitle], .375) {
		t.Errorf("half and a quarter of the titles give %v", s.scores[partTitle])
	}
	for _, tt := range []struct {
		rule                     string
		dOwn, aOwn, dHead, aHead float64
		text, title              bool
	}{{"all", 1, 1, 1, 1, true, true}, {"an empty demand", 0, 1, 1, 1, false, true},
		{"an empty achievement", 1, 0, 1, 1, false, true},
		{"a demand without a title", 1, 1, 0, 1, true, false},
		{"an achievement without one", 1, 1, 1, 0, true, false}} {
		x, y := *d, *a
		x.own, y.own, x.head, y.head = tt.dOwn, tt.aOwn, tt.dHead, tt.aHead
		s := unchecked(&x, &y)
		if s.known[partText] != tt.text || s.known[partTitle] != tt.title {
			t.Errorf("%s: text %v, title %v", tt.rule, s.known[partText], s.known[partTitle])
		}
		if s.known[partObject] && !tt.title || s.known[partStep] && !tt.title {
			t.Errorf("%s: object and step stand in titles", tt.rule)
		}
	}
}

// TestMeaningPart: the mean of the directions of whole and title; without a title that of the whole.
func TestMeaningPart(t *testing.T) {
	d, a := pair(Doc{ID: "d", Title: "蔗渣脱水"}, Doc{ID: "a", Title: "蔗渣脱水"})
	to := func(first, second int8) (v direction) {
		v.v[0], v.v[1] = first, second
		v.inverse = float32(1 / math.Hypot(float64(first), float64(second)))
		return v
	}
	x, y := *d, *a
	x.whole, y.whole, x.title, y.title = to(3, 4), to(3, 4), to(1, 0), to(0, 1)
	s := unchecked(&x, &y)
	if got := s.scores[partMeaning]; math.Abs(got-.5) > 1e-6 || s.untitled {
		t.Errorf("the same whole under unlike titles: %v", got)
	}
	x.title = direction{}
	s = unchecked(&x, &y)
	if got := s.scores[partMeaning]; math.Abs(got-1) > 1e-6 || !s.untitled {
		t.Errorf("the same whole, a title is missing: %v", got)
	}
	y.whole = direction{}
	if s = unchecked(&x, &y); s.known[partMeaning] {
		t.Error("a whole is missing")
	}
}

// TestIndustryPart: two guesses say nothing; one guess counts as one.
func TestIndustryPart(t *testing.T) {
	for _, tt := range []struct {
		d, a           string
		known, guessed bool
	}{{"0104", "0104", true, false}, {"0104", "", true, true}, {"", "0104", true, true}, {"", "", false, false}} {
		d, a := pair(Doc{ID: "d", Title: "蔗渣脱水", Industry: tt.d}, Doc{ID: "a", Title: "蔗渣脱水", Industry: tt.a})
		d.group, a.group = "0104", "0104" // as the texts are read
		s := unchecked(d, a)
		if s.known[partIndustry] != tt.known || s.guessed != tt.guessed {
			t.Errorf("stated %q and %q: known %v, a guess %v", tt.d, tt.a, s.known[partIndustry], s.guessed)
		}
	}
}

// TestMostIsNeverBelow: what a pair may come to with all requirements met is at least what it comes to.
func TestMostIsNeverBelow(t *testing.T) {
	line := func(op, value string) []Line {
		return []Line{{Must: true, Metric: "水分", Op: op, Value: value, Unit: "%"}}
	}
	for _, tt := range []struct {
		offered string
		met     float64
	}{{"40", 1}, {"60", 0}} {
		d, a := pair(Doc{ID: "d", Title: "蔗渣脱水", Lines: line("<=", "50")},
			Doc{ID: "a", Title: "蔗渣干燥", Lines: line("=", tt.offered)})
		s := unchecked(d, a)
		most := s.most(d)
		s.finish(d, a)
		if s.scores[partRequirements] != tt.met || most < s.Total || tt.met == 1 && most > s.Total+.02 {
			t.Errorf("offered %s: may come to %v, is %v; requirements %v", tt.offered, most, s.Total,
				s.scores[partRequirements])
		}
		verdicts := s.Verdicts
		if s.check(d, a); &s.Verdicts[0] != &verdicts[0] {
			t.Error("the requirements are compared again")
		}
	}
	var none Scored
	d, a := pair(Doc{ID: "d", Title: "蔗渣脱水"}, Doc{ID: "a", Title: "蔗渣干燥"})
	if none.check(d, a); none.Verdicts != nil {
		t.Error("a demand without requirements has verdicts")
	}
}

// TestVerdictScore: must-haves count double, a bound that falls short half, and unknown ones not at all.
func TestVerdictScore(t *testing.T) {
	for _, tt := range []struct {
		rule string
		said []Outcome
		must []bool
		want float64
		ok   bool
	}{
		{"none", nil, nil, 0, false},
		{"unknown", []Outcome{Unknown}, []bool{true}, 0, false},
		{"met", []Outcome{Met}, []bool{false}, 1, true},
		{"short", []Outcome{Short}, []bool{false}, .5, true},
		{"a short must-have and a met one", []Outcome{Short, Met}, []bool{true, false}, 2.0 / 3, true},
		{"a met must-have and an unmet one", []Outcome{Met, Unmet}, []bool{true, false}, 2.0 / 3, true},
		{"an unmet must-have and a met one", []Outcome{Unmet, Met, Unknown}, []bool{true, false, true}, 1.0 / 3, true},
		{"two met must-haves", []Outcome{Met, Met}, []bool{true, true}, 1, true},
		{"unmet", []Outcome{Unmet}, []bool{false}, 0, true},
	} {
		var vs []Verdict
		for i, o := range tt.said {
			vs = append(vs, Verdict{Requirement: Line{Must: tt.must[i]}, Outcome: o})
		}
		if got, ok := verdictScore(vs); ok != tt.ok || !near(got, tt.want) {
			t.Errorf("%s: %v, %v", tt.rule, got, ok)
		}
	}
}

// TestLineAsPeopleWriteIt, and what a line without numbers measures.
func TestLineAsPeopleWriteIt(t *testing.T) {
	for want, l := range map[string]Line{
		"纯度≥99.9%": {Metric: "纯度", Op: ">=", Value: "99.9", Unit: "%", Text: "出厂检验"},
		"耐低温":      {Metric: "温度", Text: "耐低温"},
		"温度>=高°":   {Metric: "温度", Op: ">=", Value: "高", Unit: "°", Text: "耐低温"},
		"温度":       {Metric: "温度"},
	} {
		if got := l.String(); got != want {
			t.Errorf("%+v is written %q, want %q", l, got, want)
		}
	}
	for _, tt := range []struct {
		rule string
		l    Line
		ok   bool
	}{
		{"a number", Line{Metric: "纯度", Op: ">=", Value: "99", Unit: "%"}, true},
		{"no number", Line{Metric: "纯度", Op: ">=", Value: "高", Unit: "%"}, false},
		{"words with their metric", Line{Text: "纯度≥99%"}, true},
		{"words that name the metric", Line{Metric: "纯度", Text: "纯度≥99%"}, true},
		{"words without a metric", Line{Metric: "纯度", Text: "≥99%"}, true},
		{"words of another metric", Line{Metric: "纯度", Text: "水分≤5%"}, false},
		{"two measures", Line{Metric: "纯度", Text: "纯度≥99%，水分≤5%"}, false},
		{"nothing measured", Line{Metric: "纯度", Text: "要高"}, false},
		{"neither metric nor words", Line{Text: "≥99%"}, false},
	} {
		if m, ok := tt.l.measure(); ok != tt.ok || ok && m.Base() == "" {
			t.Errorf("%s: %v, %+v", tt.rule, ok, m)
		}
	}
}

// TestCanon: a synonym of the industry comes before one of all industries, and a word without synonyms is itself.
func TestCanon(t *testing.T) {
	l := &Lexicon{same: map[string]string{"01水份": "水分", "水份": "含水", "湿度": "含水"}}
	for _, tt := range [][3]string{{"0104", "水份", "水分"}, {"01", "水份", "水分"}, {"02", "水份", "含水"}, {"0", "水份", "含水"},
		{"", "湿度", "含水"}, {"01", "灰分", "灰分"}} {
		if got := l.canon(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%s in %q is %s, want %s", tt[1], tt[0], got, tt[2])
		}
	}
}

// TestSoughtWord: a text that lacks a pair of characters of a word is not looked through. Words of Latin letters may be
// written in either case and are looked for everywhere.
func TestSoughtWord(t *testing.T) {
	w := seek("水分")
	if len(w.terms) != 1 || w.terms[0] != text.Pair('水', '分') {
		t.Errorf("%+v", w)
	}
	if w := seek("水"); len(w.terms) != 0 {
		t.Errorf("a word of one character has pairs: %+v", w)
	}
	a := Analyse(Doc{Kind: Achievement, Title: "蔗渣水分测定"})
	bag := a.Whole.open()
	for word, in := range map[string]bool{"水分": true, "水": true, "灰分": false, "水分测": true, "水分高": false} {
		if w := seek(word); w.in(&bag) != in {
			t.Errorf("%s is in it: %v", word, !in)
		}
	}
}
