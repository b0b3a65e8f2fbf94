package challenge

import (
	"fmt"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// ReviewTerms say how experts review the bids of a reviewed challenge: criteria and arithmetic. They are part of the
// terms, so the hash of the terms freezes them. Points are int64 hundredths.
type ReviewTerms struct {
	Form     string      `json:"form"` // code of ReviewForms
	Seats    int         `json:"seats"`
	Criteria []Criterion `json:"criteria"`
	DropEnds bool        `json:"dropEnds,omitempty"` // the highest and the lowest total of a bid do not count
	PassMark int64       `json:"passMark"`           // least mean with which a bid can be chosen
}

// Criterion is one line of the score sheet.
type Criterion struct {
	Name   string `json:"name"`
	Text   string `json:"text,omitempty"` // what to look at
	Weight int    `json:"weight"`         // percent; all weights make 100
	Most   int64  `json:"most"`           // highest score
}

// ReviewForms are how the experts work.
var ReviewForms = vocab.List{
	{Code: "online", Zh: "网评", En: "Online"},
	{Code: "meeting", Zh: "会评", En: "In a meeting"},
	{Code: "both", Zh: "网评加会评", En: "Online, then a meeting"},
}

// Bounds of the review. Dropping the ends leaves three totals at least.
const (
	LeastSeats    = 3
	MostSeats     = 15
	SeatsForEnds  = 5
	Points        = 100_00 // of a whole sheet
	mostCriteria  = 20
	hundredPoints = 100
)

// usualReview is the review of terms that say nothing else.
func usualReview() *ReviewTerms {
	return &ReviewTerms{Form: "online", Seats: LeastSeats, PassMark: 60_00, Criteria: []Criterion{
		{Name: "技术方案与考核指标", Text: "方案是否可行，指标承诺有无依据", Weight: 40, Most: Points},
		{Name: "团队与研究基础", Text: "团队能力、已有成果和试验条件", Weight: 25, Most: Points},
		{Name: "实施计划与知识产权", Text: "里程碑、风险和产权安排是否合理", Weight: 15, Most: Points},
		{Name: "经费与产业带动", Text: "经费是否合理，成果能否在本地用起来", Weight: 20, Most: Points}}}
}

var (
	textReviewSeats = fault.T("review-seats", "评审专家须为 %d 至 %d 人的单数；去掉最高分和最低分时至少 %d 人。",
		"There are %d to %d experts, an odd number; at least %d when the highest and lowest are dropped.")
	textReviewSum = fault.T("review-weights", "各项权重合计须为 100%%，现为 %d%%。",
		"The weights add up to 100%%, now %d%%.")
	textReviewMost = fault.T("review-most", "每项须有名称、权重（1 至 100）和满分（1 至 100 分）。",
		"Each criterion has a name, a weight of 1 to 100 and a maximum of 1 to 100 points.")
	textReviewPass = fault.T("review-pass-mark", "最低分须在 0 到 100 之间。", "The pass mark is 0 to 100.")
)

func (c *checker) review(t *ReviewTerms) {
	if t == nil {
		return
	}
	c.code("/review/form", vocab.Noun("评审方式", "form of the review"), ReviewForms, t.Form, true)
	if t.Seats < LeastSeats || t.Seats > MostSeats || t.Seats%2 == 0 || t.DropEnds && t.Seats < SeatsForEnds {
		c.Note("/review/seats", textReviewSeats, LeastSeats, MostSeats, SeatsForEnds)
	}
	if len(t.Criteria) == 0 || len(t.Criteria) > mostCriteria {
		c.Note("/review/criteria", textMany, vocab.Noun("评审指标", "Criteria"), mostCriteria)
	}
	sum := 0
	for i, x := range t.Criteria {
		sum += x.Weight
		if x.Name == "" || x.Weight < 1 || x.Weight > hundredPoints || x.Most < hundredPoints || x.Most > Points {
			c.Note(fmt.Sprintf("/review/criteria/%d", i), textReviewMost)
		}
		c.text(fmt.Sprintf("/review/criteria/%d/text", i), vocab.Noun("说明", "Text"), x.Text, 0, MaxLine)
	}
	if sum != hundredPoints && len(t.Criteria) > 0 {
		c.Note("/review/criteria", textReviewSum, sum)
	}
	if t.PassMark < 0 || t.PassMark > Points {
		c.Note("/review/passMark", textReviewPass)
	}
}
