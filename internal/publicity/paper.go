package publicity

import (
	"context"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/document"
	"kebang/internal/party"
	"kebang/internal/store"
)

// Paper is the notice for the portal of the office: title, text, period, how to object, and the office that signs.
// A notice that is not posted yet leaves the first day open. It is for the office.
func (s *Service) Paper(ctx context.Context, a actor.Actor, id string) (*document.Document, Notice, error) {
	var office party.Market
	n, err := store.Read(ctx, s.db, func(tx store.Tx) (n Notice, err error) {
		if n, err = s.kept(tx, a, id, 0); err == nil {
			office, err = party.Markets.Get(tx, store.National, n.Market)
		}
		return n, err
	})
	return n.paper(office.BureauName), n, err
}

func (n *Notice) paper(office string) *document.Document {
	d := &document.Document{Title: n.Title}
	for _, line := range strings.Split(n.Text, "\n") {
		d.Blocks = append(d.Blocks, document.Paragraph{Text: line})
	}
	period, day := "公示期：自发布之日起"+n.Rule.Period().In("zh")+"。", "年　　月　　日"
	if p := n.Posting; p != nil {
		period, day = "公示期："+p.First.Chinese()+"至"+p.Last.Chinese()+"。", p.First.Chinese()
	}
	d.Blocks = append(d.Blocks,
		document.Paragraph{Text: period + "期限依据：" + n.Rule.Source + "。"},
		document.Paragraph{Text: "对公示内容有异议的，请在公示期内以书面、电话、来访或者网页方式向" + office +
			"提出，写明事实依据和联系方式。异议由经办人核查，异议人信息保密。"},
		document.Paragraph{Text: "受理电话：＿＿＿＿＿＿＿＿　地址：＿＿＿＿＿＿＿＿＿＿＿＿"},
		document.Signature{Columns: [][]string{{office, day}}})
	return d
}
