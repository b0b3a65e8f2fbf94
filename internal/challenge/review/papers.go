package review

import (
	"context"
	"fmt"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/document"
	"kebang/internal/expert"
	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// The papers of a review.
const (
	SheetPaper   = "sheets"
	AgendaPaper  = "agenda"
	OpinionPaper = "opinion"
	SummaryPaper = "summary"
	FeePaper     = "fees"
)

// Papers are the papers in the order of the work.
var Papers = vocab.List{
	{Code: AgendaPaper, Zh: "评审会议程", En: "Agenda of the meeting"},
	{Code: SheetPaper, Zh: "专家评分表", En: "Score sheets"},
	{Code: OpinionPaper, Zh: "专家组意见", En: "Opinion of the panel"},
	{Code: SummaryPaper, Zh: "上会材料", En: "Papers for the deciders"},
	{Code: FeePaper, Zh: "专家咨询费发放表", En: "Form of the experts' fees"},
}

var textPaperLater = fault.T("review-paper-later", "上会材料在评审完成后生成。",
	"The papers for the deciders follow the end of the review.")

// facts are what the papers are made of.
type facts struct {
	r     Review
	c     challenge.Challenge
	bids  map[string]bid.Bid
	seats []Seat
	draw  *expert.Draw
}

// Paper makes one of the Papers. The asker has the papers for the deciders too.
func (s *Service) Paper(ctx context.Context, a actor.Actor, id, paper string) (*document.Document, Review, error) {
	f, err := store.Read(ctx, s.db, func(tx store.Tx) (facts, error) { return gather(tx, a, id, paper) })
	if err != nil {
		return nil, f.r, err
	}
	switch paper {
	case AgendaPaper:
		return f.agenda(), f.r, nil
	case SheetPaper:
		return f.sheets(), f.r, nil
	case OpinionPaper:
		return f.opinion(), f.r, nil
	case FeePaper:
		return f.fees(), f.r, nil
	case SummaryPaper:
		if f.r.State != Done {
			return nil, f.r, fault.Of(fault.WrongState, textPaperLater)
		}
		return f.summary(), f.r, nil
	}
	return nil, f.r, fault.Absent()
}

func gather(tx store.Tx, a actor.Actor, id, paper string) (f facts, err error) {
	if f.r, err = Reviews.Get(tx, a.Market, id); err != nil {
		return f, err
	}
	if !f.r.keeps(a) && (paper != SummaryPaper || !f.r.asks(a)) {
		return f, fault.Absent()
	}
	if f.c, err = challenge.Challenges.Get(tx, a.Market, f.r.Challenge); err != nil {
		return f, err
	}
	bs, err := bids(tx, &f.r)
	if err != nil {
		return f, err
	}
	f.bids = map[string]bid.Bid{}
	for _, b := range bs {
		f.bids[b.ID] = b
	}
	all, err := seatsOf(tx, &f.r)
	for _, x := range all {
		if x.standing() && x.State != Invited {
			f.seats = append(f.seats, x)
		}
	}
	if f.r.Draw != "" && err == nil {
		d, err := expert.Draws.Get(tx, a.Market, f.r.Draw)
		f.draw = &d
		return f, err
	}
	return f, err
}

func head(level int, text string) document.Block { return document.Heading{Level: level, Text: text} }
func para(format string, args ...any) document.Block {
	return document.Paragraph{Text: fmt.Sprintf(format, args...)}
}

// rules are the criteria and the arithmetic in words, as the terms froze them.
func (f *facts) rules() []document.Block {
	t := document.Table{Columns: []document.Column{{Head: "评审指标", Width: 2}, {Head: "评审要点", Width: 4},
		{Head: "权重", Width: 1, Align: document.Center}, {Head: "满分", Width: 1, Align: document.Center}}}
	for _, c := range f.r.Rules.Criteria {
		t.Rows = append(t.Rows, []string{c.Name, c.Text, fmt.Sprintf("%d%%", c.Weight), Decimal(c.Most)})
	}
	how := "全部专家的总分计入平均分"
	if f.r.Rules.DropEnds {
		how = "去掉一个最高分和一个最低分"
	}
	return []document.Block{t, para("计算办法：每位专家对每家的总分＝各项得分除以满分乘以权重后相加，满分 100 分，四舍五入保留两位小数；%s，"+
		"平均分按各专家总分计算，四舍五入保留两位小数；平均分低于 %s 分的不能选定。指标和算法随榜单公布，校验值 %s。", how,
		Decimal(f.r.Rules.PassMark), f.r.TermsHash)}
}

func (f *facts) agenda() *document.Document {
	m := f.r.Meeting
	if m == nil {
		m = &Meeting{}
	}
	d := &document.Document{Title: "“" + f.r.Title + "”\n评审会议程"}
	d.Blocks = append(d.Blocks, para("榜单编号：%s", f.r.Serial), para("时间：%s %s", blank(m.On.Chinese()), m.Time),
		para("地点：%s", blank(m.Place)), head(1, "一、会议程序"),
		para("1. 主持人宣布会议纪律，逐一询问专家与发榜方、揭榜方有无须回避的关系，专家签署声明。"),
		para("2. 专家组推选组长。"), para("3. 揭榜方按下列顺序答辩，专家提问。"), para("4. 专家独立打分并签字。"),
		para("5. 汇总，专家组形成意见，组长签字。"))
	if m.Agenda != "" {
		d.Blocks = append(d.Blocks, para("%s", m.Agenda))
	}
	d.Blocks = append(d.Blocks, head(1, "二、答辩顺序"))
	t := document.Table{Columns: []document.Column{{Head: "顺序", Width: 1, Align: document.Center},
		{Head: "揭榜方", Width: 4}, {Head: "编号", Width: 3}}}
	for i, b := range f.order(m) {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), b.Name, b.Serial})
	}
	d.Blocks = append(d.Blocks, t)
	return d
}

// order are the teams as they are heard.
func (f *facts) order(m *Meeting) (out []Team) {
	for _, id := range m.Order {
		for _, t := range f.r.Teams {
			if t.Bid == id {
				out = append(out, t)
			}
		}
	}
	if len(out) == 0 {
		return f.r.Teams
	}
	return out
}

func blank(s string) string {
	if strings.TrimSpace(s) == "" {
		return "＿＿＿＿＿＿＿＿"
	}
	return s
}

// sheets are the score sheets: a page for each expert, the teams as columns.
func (f *facts) sheets() *document.Document {
	d := &document.Document{Title: "“" + f.r.Title + "”\n专家评分表"}
	for i, x := range f.seats {
		if i > 0 {
			d.Blocks = append(d.Blocks, document.PageBreak{})
		}
		t := document.Table{Columns: []document.Column{{Head: "评审指标（权重，满分）", Width: 3}}}
		for _, b := range f.r.Teams {
			t.Columns = append(t.Columns, document.Column{Head: b.Name, Width: 2, Align: document.Center})
		}
		for _, c := range f.r.Rules.Criteria {
			t.Rows = append(t.Rows, []string{fmt.Sprintf("%s（%d%%，%s分）", c.Name, c.Weight, Decimal(c.Most))})
		}
		t.Rows = append(t.Rows, []string{"评语（最高、最低和低于最低分数线的必填）"})
		d.Blocks = append(d.Blocks, para("榜单编号：%s　　专家：%s　　单位：%s", f.r.Serial, x.Name, x.Unit), t,
			para("声明：%s", strings.TrimPrefix(DeclarationText.Zh, "我声明：")),
			document.Signature{Columns: [][]string{{"专家签字：", "日期：　　年　　月　　日"}}})
	}
	return d
}

func (f *facts) opinion() *document.Document {
	m := f.r.Meeting
	if m == nil {
		m = &Meeting{}
	}
	d := &document.Document{Title: "“" + f.r.Title + "”\n专家组意见"}
	d.Blocks = append(d.Blocks, para("%s，专家组在%s对榜单“%s”（%s）的 %d 份揭榜申报进行了评审，听取答辩，审阅材料，形成如下意见：",
		blank(m.On.Chinese()), blank(m.Place), f.r.Title, f.r.Serial, len(f.r.Teams)), para("%s", blank(m.Opinion)))
	t := document.Table{Columns: []document.Column{{Head: "专家", Width: 1}, {Head: "单位", Width: 3},
		{Head: "职称", Width: 1}, {Head: "签字", Width: 2}}}
	for _, x := range f.seats {
		t.Rows = append(t.Rows, []string{x.Name, x.Unit, x.Title, ""})
	}
	d.Blocks = append(d.Blocks, t, document.Signature{Columns: [][]string{{"专家组组长签字：", "日期：　　年　　月　　日"}}})
	return d
}

// fees is a form with blanks: neither numbers of ID cards nor of bank accounts are kept.
func (f *facts) fees() *document.Document {
	d := &document.Document{Title: "“" + f.r.Title + "”\n专家咨询费发放表"}
	t := document.Table{Columns: []document.Column{{Head: "姓名", Width: 2}, {Head: "单位", Width: 4},
		{Head: "职称", Width: 2}, {Head: "身份证号", Width: 3}, {Head: "开户行和账号", Width: 3}, {Head: "税前金额（元）", Width: 2},
		{Head: "签字", Width: 2}}}
	for _, x := range f.seats {
		t.Rows = append(t.Rows, []string{x.Name, x.Unit, x.Title, "", "", "", ""})
	}
	t.Rows = append(t.Rows, []string{"合计", "", "", "", "", "", ""})
	d.Blocks = append(d.Blocks, para("榜单编号：%s。空栏由本人手写，本系统不保存身份证号和银行账号。", f.r.Serial), t,
		document.Signature{Columns: [][]string{{"经办人："}, {"负责人："}, {"财务："}}})
	return d
}

// summary are the papers for the deciders: the ranking, the scores, the money and the reasons.
func (f *facts) summary() *document.Document {
	t := &f.c.Terms
	d := &document.Document{Title: "关于“" + f.r.Title + "”\n揭榜评审情况的汇报"}
	d.Blocks = append(d.Blocks, head(1, "一、榜单"),
		para("编号：%s；发榜方：%s；揭榜截止：%s；申报材料开启：%s。", f.r.Serial, f.r.Asker, t.Deadline.Chinese(),
			workday.Of(f.c.Opening.At).Chinese()),
		para("榜单金额 %s 元，其中自筹 %s 元，财政资金 %s 元。", money.FormatYuan(t.TotalFen()), money.FormatYuan(t.OwnFen),
			money.FormatYuan(t.PublicFen)), head(1, "二、评审办法"))
	d.Blocks = append(d.Blocks, f.rules()...)
	d.Blocks = append(d.Blocks, head(1, "三、专家和抽取"))
	d.Blocks = append(d.Blocks, f.panel()...)
	d.Blocks = append(d.Blocks, head(1, "四、评审结果"))
	ranks := document.Table{Columns: []document.Column{{Head: "名次", Width: 1, Align: document.Center},
		{Head: "揭榜方", Width: 3}, {Head: "平均分", Width: 1, Align: document.Center}, {Head: "各专家总分", Width: 4},
		{Head: "方案金额（元）", Width: 2, Align: document.Right}}}
	for _, l := range f.r.Result {
		b := f.bids[l.Bid]
		votes := make([]string, len(l.Votes))
		for i, v := range l.Votes {
			votes[i] = v.Name + " " + Decimal(v.Total)
			if v.Dropped {
				votes[i] += "（去掉）"
			}
			if v.Outlier {
				votes[i] += "（偏离）"
			}
		}
		mean := Decimal(l.Mean)
		if !l.Passes {
			mean += "\n低于最低分"
		}
		ranks.Rows = append(ranks.Rows, []string{fmt.Sprint(l.Rank), l.Team + "\n" + l.Serial, mean,
			strings.Join(votes, "；"), money.FormatYuan(b.Scheme.OwnFen + b.Scheme.PublicFen)})
	}
	d.Blocks = append(d.Blocks, ranks, para("“偏离”指与各专家总分的中位数相差 %s 分及以上，只作提示，不影响名次。", Decimal(Outlier)))
	d.Blocks = append(d.Blocks, head(1, "五、评语"))
	for _, l := range f.r.Result {
		d.Blocks = append(d.Blocks, head(2, fmt.Sprintf("（第 %d 名）%s", l.Rank, l.Team)))
		for _, v := range l.Votes {
			if v.Comment != "" {
				d.Blocks = append(d.Blocks, para("%s（%s 分）：%s", v.Name, Decimal(v.Total), v.Comment))
			}
		}
	}
	if m := f.r.Meeting; m != nil && m.Opinion != "" {
		d.Blocks = append(d.Blocks, head(1, "六、专家组意见"), para("%s", m.Opinion))
	}
	d.Blocks = append(d.Blocks, document.Signature{Columns: [][]string{{"县科技主管部门",
		workday.Of(f.r.DoneAt).Chinese()}}})
	return d
}

// panel says who reviewed, how they were drawn, and which relations rest on a declaration alone.
func (f *facts) panel() []document.Block {
	t := document.Table{Columns: []document.Column{{Head: "专家", Width: 2}, {Head: "单位", Width: 4},
		{Head: "职称", Width: 2}, {Head: "未查、由本人声明的关系", Width: 5}}}
	for _, x := range f.seats {
		if x.State != Submitted {
			continue
		}
		by := map[string][]string{}
		var units []string
		for _, k := range x.Relations {
			if by[k.Unit] == nil {
				units = append(units, k.Unit)
			}
			by[k.Unit] = append(by[k.Unit], relation.People.Name(k.Kind))
		}
		lines := make([]string, len(units))
		for i, u := range units {
			lines[i] = u + "：" + strings.Join(by[u], "、")
		}
		t.Rows = append(t.Rows, []string{x.Name, x.Unit, x.Title, strings.Join(lines, "\n")})
	}
	out := []document.Block{t}
	if f.draw != nil {
		out = append(out, para("专家由第 %d 次抽取产生，监督人：%s（%s）；名单校验值 %s，随机数校验值 %s，种子 %s，任何人可以复算。", f.draw.No,
			f.draw.Witness.Name, f.draw.Witness.Unit, f.draw.PoolHash, f.draw.NonceHash, f.draw.Seed))
	}
	return out
}
