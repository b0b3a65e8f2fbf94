package matcher

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/listing"
)

// Diagnosis lists the gaps of a listing for its owner before submission. It asks and proposes; it changes nothing.
type Diagnosis struct {
	Score       int              // 0..100, the sum of the parts
	Parts       []DiagnosisPart  // in the order of the form
	Questions   []Question       // missing or vague facts, the most valuable first
	Suggestions []Suggestion     // found in the owner's own text
	Near        []NearlyTheSame  // published listings of the same kind
	Examples    DiagnosisExample // of the same industry
}

// DiagnosisPart is one share of the completeness.
type DiagnosisPart struct {
	Name   string // one of DiagnosisParts
	Points int    // 0..Of
	Of     int
}

// Question asks for one thing in plain words.
type Question struct {
	Part    string // of which part
	Field   string // JSON name of the field for the answer
	Vague   bool   // the field has a text, but nobody could check it
	Text    fault.Said
	Why     fault.Text // the benefit of an answer
	Example string     // a line of the same industry; never filled in automatically
}

// Suggestion is a value read from the owner's own text, which he may accept. Kind says which of the values is set.
type Suggestion struct {
	Kind        string // one of SuggestionKinds
	Label       fault.Spoken
	Why         fault.Said // the words from which it was read
	Code        string     // industry, mode
	Text        string     // keyword, deadline (YYYY-MM-DD)
	Number      int64      // budget and price in fen, trl
	Requirement *listing.Requirement
	Indicator   *listing.Indicator
	IP          *listing.IP
}

// NearlyTheSame is a published listing with nearly the same text, or much of it.
type NearlyTheSame struct {
	Twin
	Duplicate bool // at least NearAlike
}

// DiagnosisExample are good lines of one industry.
type DiagnosisExample struct{ Object, Present, Target, Indicator string }

//go:embed examples.txt
var exampleText string

var examples = sync.OnceValue(func() map[string]DiagnosisExample {
	out := map[string]DiagnosisExample{}
	for line := range strings.Lines(exampleText) {
		f := strings.Split(strings.TrimSpace(line), " | ")
		if len(f) == 5 && !strings.HasPrefix(line, "#") {
			out[f[0]] = DiagnosisExample{f[1], f[2], f[3], f[4]}
		}
	}
	return out
})

// exampleFor gives the lines of an industry, the general ones for an unknown industry.
func exampleFor(code string) DiagnosisExample {
	if e, ok := examples()[industry.Level1(code)]; ok {
		return e
	}
	return examples()[industry.Other]
}

// diagnosing is a diagnosis in progress. Said is the whole text of the owner.
type diagnosing struct {
	Diagnosis
	common    *listing.Common
	said      string
	proposals []industry.Proposal
}

func begin(c *listing.Common, more ...string) *diagnosing {
	d := &diagnosing{common: c, said: strings.TrimSpace(c.Title + "。\n" + c.Text + "\n" + strings.Join(more, "\n"))}
	d.proposals = industry.Propose(strings.ToLower(d.said))
	code := c.Industry
	if code == "" && len(d.proposals) > 0 {
		code = d.proposals[0].Code
	}
	d.Examples = exampleFor(code)
	return d
}

// part gives points and, when they are not all, asks the question.
func (d *diagnosing) part(name string, points, of int, q *Question) {
	d.Parts = append(d.Parts, DiagnosisPart{name, points, of})
	d.Score += points
	if q != nil && points < of {
		q.Part, q.Vague = name, q.Vague || points > 0
		d.Questions = append(d.Questions, *q)
	}
}

// object checks the subject: a title that names a thing and a problem, and words of some industry.
func (d *diagnosing) object(of int, ask fault.Text) {
	title := strings.TrimSpace(d.common.Title)
	points := 0
	if n := utf8.RuneCountInString(title); n >= 6 {
		points += of / 2
	}
	if len(d.proposals) > 0 {
		points += of - of/2
	}
	if general(title) {
		points = min(points, of/2)
	}
	d.part("object", points, of, &Question{Field: "title", Text: ask.With(), Why: whyObject,
		Example: d.Examples.Object})
}

// general reports whether a title would fit any firm.
func general(title string) bool {
	rest := title
	for _, w := range strings.Fields("技术 需求 升级 改造 合作 研发 项目 相关 关于 解决 问题 难题 产品 工艺 设备 企业 公司 成果 转化 一种 的 与 和 及 、 , ， 提升 优" +
		"化 创新 开发 研究 应用 方面 有关") {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return utf8.RuneCountInString(strings.TrimSpace(rest)) < 2
}

// text checks that there is enough text to compare.
func (d *diagnosing) text(of int, ask fault.Text) {
	n := utf8.RuneCountInString(strings.TrimSpace(d.common.Text))
	points := min(of, n*of/80)
	d.part("text", points, of, &Question{Field: "text", Text: ask.With(), Why: whyText})
}

func (d *diagnosing) chosen() {
	c := d.common
	if c.Industry != "" && (len(c.Industry) == 2 || c.IndustryConfirmed) {
		return
	}
	for _, p := range d.likely(3) {
		if c.Industry != "" && p.Code != c.Industry {
			continue
		}
		d.Suggestions = append(d.Suggestions,
			Suggestion{Kind: "industry", Code: p.Code, Label: fault.Plain(industry.FullName(p.Code)),
				Why: readIn.With(strings.Join(p.Why, "、"))})
	}
}

// likely are the first n proposals with at least a third of the evidence of the best.
func (d *diagnosing) likely(n int) []industry.Proposal {
	for i, p := range d.proposals {
		if i == n || p.Score < d.proposals[0].Score/3 {
			return d.proposals[:i]
		}
	}
	return d.proposals
}

// ranked puts the questions worth most points first.
func (d *diagnosing) ranked() Diagnosis {
	lost := map[string]int{}
	for _, p := range d.Parts {
		lost[p.Name] = p.Of - p.Points
	}
	slices.SortStableFunc(d.Questions, func(a, b Question) int { return lost[b.Part] - lost[a.Part] })
	return d.Diagnosis
}

const maxKeywords = 6

// keywords proposes technical terms from the text itself.
func (d *diagnosing) keywords() {
	have := strings.ToLower(strings.Join(d.common.Keywords, " "))
	n := 0
	seen := " "
	for _, p := range d.likely(2) {
		for _, w := range p.Why {
			// 机械 adds nothing to 机械化收获. The most specific words come first.
			if utf8.RuneCountInString(w) < 2 || strings.Contains(seen, w) || strings.Contains(have, w) ||
				n == maxKeywords || len(d.common.Keywords)+n >= listing.MaxKeywords {
				continue
			}
			seen, n = seen+w+" ", n+1
			d.Suggestions = append(d.Suggestions, Suggestion{Kind: "keyword", Text: w, Label: fault.Plain(w),
				Why: readKeyword.With(w, industry.Name(p.Code))})
		}
	}
}
