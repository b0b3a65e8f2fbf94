package matcher

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/money"
	"kebang/internal/quantity"
	"kebang/internal/workday"
)

// presentWords mark the present state, which is no target.
var presentWords = []string{"目前", "现有", "现状", "现在", "当前", "现用", "原来", "传统", "只有", "仅为", "以往", "一般为", "约为", "现为", "仍"}

// firmWords mark a must-have.
var firmWords = []string{"必须", "须", "不得", "不能低于", "不能超过", "要求", "不低于", "不高于", "不超过", "应达到", "≥", "≤"}

var moneyWords = []string{"预算", "投入", "投资", "经费", "资金", "费用", "出资", "报价", "价格", "转让费", "许可费"}

func hasAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// wanted proposes the targets in the text that are no lines yet.
func (d *diagnosing) wanted(lines []listing.Requirement) {
	must := 0
	var have []string
	for _, r := range lines {
		if r.Must {
			must++
		}
		have = append(have, r.Metric)
	}
	for _, m := range quantity.Parse(d.said) {
		sentence, clause := quantity.Sentence(d.said, m.Start, m.End)
		w, ok := m.AsWanted()
		if !ok || hasAny(clause, presentWords) ||
			hasAny(m.Metric, moneyWords) && strings.HasSuffix(string(m.Kind), "元") || plain(m) ||
			taken(have, m.Metric) {
			continue
		}
		if len(have) >= listing.MaxLines {
			return
		}
		have = append(have, m.Metric)
		firm := hasAny(clause, firmWords) && must < listing.MaxMust
		if firm {
			must++
		}
		r := listing.Requirement{Must: firm, Metric: w.Metric, Op: string(w.Op), Value: w.LowText(), High: w.HighText(),
			Unit: w.Unit}
		d.Suggestions = append(d.Suggestions,
			Suggestion{Kind: "requirement", Requirement: &r, Label: fault.Plain(w.String()),
				Why: readIn.With(short(sentence))})
	}
}

// claimed proposes the indicators that the text states of its own subject.
func (d *diagnosing) claimed(lines []listing.Indicator) {
	var have []string
	for _, i := range lines {
		have = append(have, i.Metric)
	}
	for _, c := range quantity.Claims(d.said) {
		if c.Open || taken(have, c.Metric) || quantity.Process(c.Metric) || plain(c.Measure) ||
			len(have) >= listing.MaxLines {
			continue
		}
		have = append(have, c.Metric)
		i := listing.Indicator{Metric: c.Metric, Op: string(c.Op), Value: c.LowText(), High: c.HighText(), Unit: c.Unit}
		d.Suggestions = append(d.Suggestions,
			Suggestion{Kind: "indicator", Indicator: &i, Label: fault.Plain(c.String()),
				Why: readIn.With(short(c.Sentence))})
	}
}

// plain reports whether a measure counts people, places or years. Those are no indicators.
func plain(m quantity.Measure) bool {
	switch m.Kind {
	case quantity.DimNumber, "人", "户", "家", "项", "year", "榨季", "条", "份", "次":
		return !strings.Contains(m.Metric, "寿命") && !strings.Contains(m.Metric, "期") && m.Kind != quantity.DimNumber ||
			m.Kind == quantity.DimNumber && !strings.Contains(strings.ToLower(m.Metric), "ph")
	}
	return false
}

func taken(have []string, metric string) bool {
	return slices.ContainsFunc(have, func(h string) bool { return quantity.SameMetric(h, metric) })
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// sum proposes an amount of money that the text names as budget or price.
func (d *diagnosing) sum(kind string, words []string) {
	for _, m := range quantity.Parse(d.said) {
		if m.Kind != "元" || m.Op == quantity.Range || !hasAny(m.Metric, words) {
			continue
		}
		fen, err := money.ParseWan(m.LowText() + m.Unit)
		if err != nil || fen == 0 {
			continue
		}
		sentence, _ := quantity.Sentence(d.said, m.Start, m.End)
		d.Suggestions = append(d.Suggestions,
			Suggestion{Kind: kind, Number: fen, Label: money.Fen(fen), Why: readIn.With(short(sentence))})
		return
	}
}

var day = regexp.MustCompile(`(20\d\d)年(?:(\d{1,2})月(?:(\d{1,2})[日号])?|底|末|年底)(?:之?前|底前|完成|以前|投产|建成)`)

// deadline proposes the day in the text; of a month or a year it is the last day.
func (d *diagnosing) deadline(today workday.Date) {
	m := day.FindStringSubmatch(d.said)
	if m == nil {
		return
	}
	month, of := m[2], m[3]
	if month == "" {
		month, of = "12", "31"
	}
	if of == "" {
		n, _ := strconv.Atoi(month)
		of = map[bool]string{true: "30", false: "31"}[slices.Contains([]int{4, 6, 9, 11}, n)]
		if n == 2 {
			of = "28"
		}
	}
	date, err := workday.Parse(m[1] + "-" + month + "-" + of)
	if err != nil || today != "" && date < today {
		return
	}
	d.Suggestions = append(d.Suggestions,
		Suggestion{Kind: "deadline", Text: string(date), Label: fault.Plain(string(date)), Why: readIn.With(m[0])})
}

var modeWords = []struct {
	word string
	mode listing.Mode
}{{"委托开发", listing.ModeDevelop}, {"委托研发", listing.ModeDevelop}, {"合作开发", listing.ModeCooperate}, {"联合攻关",
	listing.ModeCooperate},
	{"联合研发", listing.ModeCooperate}, {"共同研发", listing.ModeCooperate}, {"产学研合作", listing.ModeCooperate}, {"技术转让",
		listing.ModeTransfer}, {"专利转让", listing.ModeTransfer},
	{"专利许可", listing.ModeLicence}, {"许可使用", listing.ModeLicence}, {"实施许可", listing.ModeLicence}, {"作价入股",
		listing.ModeEquity}, {"技术入股", listing.ModeEquity},
	{"技术咨询", listing.ModeConsult}, {"技术服务", listing.ModeService}, {"引进人才", listing.ModeTalent}, {"引进团队",
		listing.ModeTalent}, {"先用后转", listing.ModeTrial}, {"先试用", listing.ModeTrial}}

func (d *diagnosing) modes() {
	have := slices.Clone(d.common.Modes)
	for _, w := range modeWords {
		if strings.Contains(d.said, w.word) && !slices.Contains(have, w.mode) {
			have = append(have, w.mode)
			name, _ := listing.Modes.Find(string(w.mode))
			d.Suggestions = append(d.Suggestions, Suggestion{Kind: "mode", Code: name.Code, Label: name,
				Why: readWord.With(w.word)})
		}
	}
}

// wishes are words of an aim that nobody can check without a number.
var wishes = []string{"提高效率", "提升效率", "降低成本", "节约成本", "提高质量", "提升品质", "提高产量", "降低能耗", "节能降耗", "减少污染", "提高收率", "延长保质期",
	"提高自动化", "减少人工", "降低劳动强度", "提高附加值", "提升性能", "提高利用率", "降低损耗", "提高成活率", "改善品质", "增强性能"}

// vague asks for the number of each wish without one in its clause, three at most.
func (d *diagnosing) vague(part, field string) {
	n := 0
	for _, w := range wishes {
		at := strings.Index(d.said, w)
		if at < 0 || n == 3 {
			continue
		}
		if _, clause := quantity.Sentence(d.said, at, at+len(w)); strings.ContainsAny(clause, "0123456789０１２３４５６７８９") ||
			strings.Contains(clause, "百分之") {
			continue
		}
		n++
		d.Questions = append(d.Questions,
			Question{Part: part, Field: field, Vague: true, Text: askVague.With(w), Why: whyVague,
				Example: d.Examples.Target})
	}
}
