package matcher_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/matcher"
	"kebang/matcher/local"
)

// Each verdict has the sentence of the demand and that of the achievement, word for word. Without a sentence in the
// text it has the structured line.
func TestBothSentences(t *testing.T) {
	must := func(metric, op, value, unit, how string) matcher.Line {
		return matcher.Line{Must: true, Metric: metric, Op: op, Value: value, Unit: unit, Text: how}
	}
	for _, x := range []struct {
		name         string
		demand       matcher.Doc
		achievement  matcher.Doc
		outcome      matcher.Outcome
		asked, said  *matcher.Quote
		evidence     string
		wantOffering string
	}{
		{"both in sentences",
			matcher.Doc{Title: "低聚木糖提纯", Text: "目前收率只有80%。希望产品纯度不低于95%，成本可控。年产500吨。",
				Lines: []matcher.Line{must("纯度", ">=", "95", "%", "")}},
			matcher.Doc{Title: "酶法制备低聚木糖", Text: "以蔗渣为原料。经中试，产品纯度为96.5%，已稳定运行。"},
			matcher.Met, &matcher.Quote{Field: "text", Text: "希望产品纯度不低于95%，成本可控"}, &matcher.Quote{Field: "text",
				Text: "经中试，产品纯度为96.5%，已稳定运行"}, "", "纯度＝96.5%"},
		{"a bare number asks too",
			matcher.Doc{Title: "鲜奶快速检测：检测时间5min", Text: "要快。",
				Lines: []matcher.Line{must("检测时间", "<=", "5", "min", "")}},
			matcher.Doc{Title: "试纸", Text: "用试纸条检测。",
				Lines: []matcher.Line{{Metric: "检测时间", Op: "=", Value: "300", Unit: "s", Text: "省质检院报告"}}},
			matcher.Met, &matcher.Quote{Field: "title", Text: "鲜奶快速检测：检测时间5min"}, &matcher.Quote{Field: "line",
				Text: "检测时间＝300s"}, "省质检院报告", "检测时间＝300s"},
		{"another value of the text is not what is asked",
			matcher.Doc{Title: "提高收率", Text: "现有收率80%，损失很大。",
				Lines: []matcher.Line{must("收率", ">=", "95", "%", "按GB/T 1.1测")}},
			matcher.Doc{Title: "连续萃取", Text: "采用连续萃取，收率为90%。"},
			matcher.Unmet, &matcher.Quote{Field: "line", Text: "收率≥95%（按GB/T 1.1测）"}, &matcher.Quote{Field: "text",
				Text: "采用连续萃取，收率为90%"}, "", "收率＝90%"},
		{"nothing said",
			matcher.Doc{Title: "防水膜", Text: "屋面用。", Lines: []matcher.Line{{Text: "不漏水"}}},
			matcher.Doc{Title: "防水涂料", Text: "屋面用。"},
			matcher.Unknown, &matcher.Quote{Field: "line", Text: "不漏水"}, nil, "", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.demand.Kind, x.demand.ID, x.achievement.Kind, x.achievement.ID = matcher.Demand, "d", matcher.Achievement,
				"a"
			d, a := matcher.Analyse(x.demand), matcher.Analyse(x.achievement)
			c := matcher.NewCorpus(1, []*matcher.Analysed{d, a})
			ix := local.New()
			if err := ix.Put(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			for range 2 { // a second call gives the same
				ps, err := matcher.Find(t.Context(), ix, c, d, matcher.Filter{}, 1)
				if err != nil || len(ps) != 1 {
					t.Fatalf("%d found, %v", len(ps), err)
				}
				v := ps[0].Verdicts[0]
				if v.Outcome != x.outcome || v.Evidence() != x.evidence || v.Offered() != x.wantOffering {
					t.Errorf("outcome %s, evidence %q, offered %q", v.Outcome, v.Evidence(), v.Offered())
				}
				if d := gocmp.Diff([]*matcher.Quote{x.asked, x.said}, []*matcher.Quote{v.Asked, v.Said}); d != "" {
					t.Errorf("quotes -want +got:\n%s", d)
				}
			}
		})
	}
}
