package registry

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/text"
)

// clause is a wording that a registrar must see. A hit is a hint, not a judgement: he reads the sentence and decides.
type clause struct {
	code  string // the point against which it speaks
	words *regexp.Regexp
}

// within matches a few characters of the same clause.
const within = `[^，。；;,\n]`

const giver = `(卖方|许可方|许可人|让与人|转让方|出让方|研究开发人|受托方|受托人)`

// clauses are wordings of terms that monopolise technology, hinder its progress or infringe the results of others
// (民法典 art. 850; 最高人民法院关于审理技术合同纠纷案件适用法律若干问题的解释 art. 10).
var clauses = []clause{
	{"monopoly", regexp.MustCompile(`(不得|禁止|限制|不准|不允许|无权)` + within + `{0,12}?(改进|改良|二次开发|后续研发|后续开发)`)},
	{"monopoly", regexp.MustCompile(`(无偿|独占|排他|免费)` + within + `{0,8}?回授`)},
	{"monopoly", regexp.MustCompile(`(改进|后续)` + within + `{0,16}?(归|属于)` + giver + `(独家|单独)?(所有|享有|拥有)`)},
	{"monopoly", regexp.MustCompile(`归` + giver + `(独家|单独)?(所有|享有)的(改进|后续)`)},
	{"monopoly", regexp.MustCompile(`(不得|禁止|限制|不准)` + within + `{0,8}?(从|采用|使用|取得|获取|引进|购买)` + within +
		`{0,4}?(其他|第三方|第三人|他方|竞争)` + within + `{0,10}?(技术|渠道|来源|获取|购买|取得|获得)`)},
	{"monopoly", regexp.MustCompile(`(只能|必须|应当|须|仅可)(从|向)` + giver + within + `{0,10}?(购买|采购|购进)`)},
	{"monopoly", regexp.MustCompile(`(必须|应当|须)(同时|一并)(购买|接受)` + within + `{0,12}`)},
	{"monopoly", regexp.MustCompile(`(限制|限定|不得超过|不得超出|不得在)` + within + `{0,10}?(产量|生产数量|销售区域|销售地区|销售价格|销售渠道|出口)`)},
	{"monopoly", regexp.MustCompile(`(不得|禁止|放弃)` + within + `{0,10}?(专利权?|知识产权|技术)的?有效性` + within + `{0,8}`)},
	{"monopoly", regexp.MustCompile(`(不得|禁止|放弃)` + within + `{0,10}?(宣告无效|无效宣告|宣告` + within + `{0,6}无效)`)},
	{"infringes", regexp.MustCompile(`(仿制|抄袭|破解|反向工程|窃取)` + within + `{0,10}?(他人|第三方|第三人|竞争对手|同行)`)},
	{"infringes", regexp.MustCompile(`(第三方|第三人|他人)` + within + `{0,10}?(专利|技术秘密|著作权)` + within +
		`{0,10}?(未经许可|无需授权|概不负责|不承担)`)},
}

// protective are words that turn a hit into its opposite: 不限制, 不得限制.
var (
	protectsBefore = regexp.MustCompile(`(不|未|无|没有|不得|不应|避免)$`)
	protectsInside = regexp.MustCompile(`^(不得|禁止|不准|不允许)(限制|限定|妨碍|阻碍|要求)`)
)

// passage is one run of words of a contract, with its place.
type passage struct {
	field string
	place fault.Said
	text  string
}

// passages are all binding words of a contract: the fields, and the paragraphs of an uploaded wording. A generated
// wording only repeats the fields.
func passages(c *contract.Contract, w contract.Wording) []passage {
	var out []passage
	for _, x := range [][2]string{{"/title", c.Title}, {"/subject", c.Subject}, {"/targets", c.Targets},
		{"/acceptance", c.Acceptance}, {"/ipOwner", c.IPOwner}, {"/secrecy", c.Secrecy}, {"/terms", c.Terms}} {
		out = append(out, passage{x[0], places[x[0]].With(), x[1]})
	}
	return append(out, wordingPassages(w)...)
}

func wordingPassages(w contract.Wording) []passage {
	if w.Generated {
		return nil
	}
	var out []passage
	for i, s := range w.Paragraphs {
		out = append(out, passage{"/text", placeParagraph.With(i + 1), s})
	}
	return out
}

// scan finds every phrase of a point, in the order of the passages.
func scan(ps []passage, code string) []Evidence {
	var out []Evidence
	for _, p := range ps {
		var hits [][]int
		for _, c := range clauses {
			if c.code != code {
				continue
			}
			for _, at := range c.words.FindAllStringIndex(p.text, -1) {
				if protectsBefore.MatchString(p.text[:at[0]]) || protectsInside.MatchString(p.text[at[0]:at[1]]) ||
					covered(hits, at) {
					continue
				}
				hits = append(hits, at)
			}
		}
		slices.SortFunc(hits, func(a, b []int) int { return a[0] - b[0] })
		for _, at := range hits {
			out = append(out, Evidence{Quote: sentenceAround(p.text, at), Phrase: p.text[at[0]:at[1]], Field: p.field,
				Place: p.place})
		}
	}
	return out
}

func covered(hits [][]int, at []int) bool {
	return slices.ContainsFunc(hits, func(h []int) bool { return at[0] < h[1] && h[0] < at[1] })
}

const sentenceEnds = "。；;\n！？"

// sentenceAround is the sentence of a hit, at most 120 characters of it.
func sentenceAround(s string, at []int) string {
	from := strings.LastIndexAny(s[:at[0]], sentenceEnds)
	if from >= 0 {
		_, n := utf8.DecodeRuneInString(s[from:])
		from += n
	} else {
		from = 0
	}
	to := len(s)
	if i := strings.IndexAny(s[at[1]:], sentenceEnds); i >= 0 {
		to = at[1] + i
	}
	if utf8.RuneCountInString(s[from:to]) > 120 {
		return "…" + text.Clip(s[from:at[0]], -30) + s[at[0]:at[1]] + text.Clip(s[at[1]:to], 60)
	}
	return strings.TrimSpace(s[from:to])
}

// quote is a filled field as evidence; empty for an empty field.
func quote(at, s string) []Evidence {
	if s = strings.TrimSpace(s); s == "" || s == "至" {
		return nil
	}
	return []Evidence{{Quote: text.Clip(s, 80), Field: at, Place: places[at].With()}}
}

// find quotes at most three paragraphs of an uploaded wording with one of the words.
func find(w contract.Wording, words ...string) []Evidence {
	var out []Evidence
	for _, p := range wordingPassages(w) {
		for _, x := range words {
			if i := strings.Index(p.text, x); i >= 0 && len(out) < 3 {
				at := []int{i, i + len(x)}
				out = append(out, Evidence{Quote: sentenceAround(p.text, at), Phrase: x, Field: p.field,
					Place: p.place})
				break
			}
		}
	}
	return out
}

func (p *points) clauses(c *contract.Contract, w contract.Wording) {
	ps := passages(c, w)
	for _, l := range []struct {
		code   string
		ground Ground
	}{{"monopoly", GroundMonopoly}, {"infringes", GroundInfringes}} {
		seen := scan(ps, l.code)
		if len(seen) > 0 {
			p.judge(l.code, l.ground, seen[0].Field, true, fault.T("point-clauses-found",
				"条款中有需要核对的表述，请逐处阅读。",
				"Some wordings must be checked; read each of them."), seen...)
			continue
		}
		p.ask(l.code, l.ground, "/terms", w.Note())
	}
}

// Words of a title that name another contract of the Code (买卖、承揽、租赁、建设工程), and words that name technology.
var (
	tradeWords = regexp.MustCompile(`采购|购销|买卖|供货|租赁|安装|装修|施工|运输|保洁|物业|广告|印刷|劳务`)
	techWords  = regexp.MustCompile(`技术|开发|研发|研究|研制|工艺|系统|软件|平台|咨询|论证|评估|转让|许可|培训|试验|检测|诊断|优化|设计|改造`)
)

// trade checks whether the title names a purchase, a lease or works instead of technology.
func (p *points) trade(c *contract.Contract) {
	found := tradeWords.FindAllString(c.Title, -1)
	if len(found) == 0 {
		p.ask("named", GroundMisnamed, "/title", fault.Text{}, quote("/title", c.Title)...)
		return
	}
	seen := Evidence{Quote: c.Title, Phrase: found[0], Field: "/title", Place: places["/title"].With()}
	if techWords.MatchString(c.Title) {
		p.ask("named", GroundNotTechnology, "/title", fault.T("point-title-mixed",
			"名称里有买卖、租赁或施工的字样，请核对技术内容是否可以单独登记。",
			"The title names a purchase, a lease or works; check whether the technology stands alone."), seen)
		return
	}
	p.judge("named", GroundNotTechnology, "/title", true, fault.T("point-title-no-technology",
		"名称像买卖、租赁或施工合同，看不出技术内容。",
		"The title reads like a purchase, a lease or works, without technology."), seen)
}
