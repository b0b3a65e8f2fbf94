package stats

import (
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/ledger"
	"kebang/internal/money"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Measure is the amount that a target counts. A policy that says only 技术合同交易额 leaves it Undefined. Then both amounts
// are shown, each with its verdict.
type Measure string

// The measures.
const (
	Total     Measure = "total"     // 成交额
	Tech      Measure = "tech"      // 技术交易额
	Undefined Measure = "undefined" // 未定义
	Number    Measure = "number"    // a count or rate that the officer enters with evidence
)

// TargetForm is the input of the officer about a target.
type TargetForm struct {
	Indicator string  `json:"indicator"`
	Measure   Measure `json:"measure"`
	Op        string  `json:"op"`
	ValueFen  *int64  `json:"valueFen,omitempty"`
	Value     string  `json:"value,omitempty"`
	Actual    string  `json:"actual,omitempty"`
	Evidence  string  `json:"evidence,omitempty"`
	Unit      string  `json:"unit,omitempty"`
	Year      int     `json:"year,omitempty"`
	Scope     string  `json:"scope,omitempty"`
	Status    string  `json:"status"`
	Period    string  `json:"period"`
	Level     string  `json:"level"`
	Since     int     `json:"since,omitempty"`
	Quote     string  `json:"quote,omitempty"`
	Source    string  `json:"source,omitempty"`
}

// Target is a goal by which a county is assessed.
type Target struct {
	store.Meta
	TargetForm
	CreatedAt int64  `json:"createdAt"`
	UpdatedAt int64  `json:"updatedAt"`
	UpdatedBy string `json:"updatedBy"`
}

// Targets are kept per market.
var Targets = store.Define(store.Def[Target]{
	Name: "targets", Shape: 2, Oldest: 2, Noun: vocab.Noun("目标", "target"),
	Meta:    func(t *Target) *store.Meta { return &t.Meta },
	Fields:  []store.FieldSpec{{Name: "year", Type: store.Int}, {Name: "created", Type: store.Int}},
	Values:  func(t *Target) store.Values { return store.Values{"year": int64(t.Year), "created": t.CreatedAt} },
	Indexes: [][]string{{"year", "created"}},
})

// Collections are the collections of the package.
func Collections() []store.Spec { return []store.Spec{Targets.Spec()} }

// Fixed lists of targets.
var (
	MeasureNames = vocab.List{
		{Code: string(Total), Zh: "成交额", En: "Contract value"},
		{Code: string(Tech), Zh: "技术交易额", En: "Technology value"},
		{Code: string(Undefined), Zh: "未定义（两种都列出）", En: "The policy does not say which amount: both shown"},
		{Code: string(Number), Zh: "数量或比例", En: "Count or rate"},
	}
	StatusNames = vocab.List{{Code: "draft", Zh: "征求意见稿", En: "Draft policy"},
		{Code: "official", Zh: "正式", En: "Official"}}
	PeriodNames = vocab.List{
		{Code: "year", Zh: "年度", En: "Year"},
		{Code: "cumulative", Zh: "累计", En: "Cumulative"},
		{Code: "undefined", Zh: "期间未写明", En: "Period not stated"},
	}
	LevelNames = vocab.List{
		{Code: "local", Zh: "本地", En: "Local"},
		{Code: "province", Zh: "全省平均", En: "Average of the province"},
	}
	TargetSteps = vocab.List{
		{Code: "create", Zh: "新建", En: "Create"},
		{Code: "edit", Zh: "修改", En: "Edit"},
		{Code: "delete", Zh: "删除", En: "Delete"},
	}
	opNames = []string{"≥", ">", "≤"}
)

func (t *TargetForm) check() error {
	var f fault.Fields
	t.Indicator = strings.TrimSpace(t.Indicator)
	if t.Indicator == "" || len([]rune(t.Indicator)) > 60 {
		f.Note("/indicator", fault.T("name-indicator-at-most-60",
			"请填写指标名称，不超过60个字。",
			"Please name the indicator, at most 60 characters."))
	}
	for _, l := range []struct {
		at, v string
		list  vocab.List
	}{{"/measure", string(t.Measure), MeasureNames}, {"/status", t.Status, StatusNames}, {"/period", t.Period,
		PeriodNames}, {"/level", t.Level, LevelNames}} {
		if !l.list.Has(l.v) {
			f.Note(l.at, fault.T("choose-from-list", "请从列表中选择。", "Please choose from the list."))
		}
	}
	if t.Scope != "" && !ledger.Scopes.Has(t.Scope) {
		f.Note("/scope", fault.T("choose-registered-here-output-or",
			"请选择登记地、输出或吸纳，未定的留空。",
			"Choose registered here, output or input; leave it empty if open."))
	}
	if t.Op == "" {
		t.Op = "≥"
	}
	if !slices.Contains(opNames, t.Op) {
		f.Note("/op", fault.T("comparison-or", "比较方式应为≥、>或≤。", "The comparison is ≥, > or ≤."))
	}
	if t.Year != 0 && (t.Year < 2000 || t.Year > 2100) {
		f.Note("/year", fault.T("give-year-four-digits-leave",
			"请填写四位年份，原文未写明的留空。",
			"Please give a year of four digits; leave it empty if the text names none."))
	}
	if t.Since != 0 && (t.Since < 2000 || t.Since > 2100 || t.Year != 0 && t.Since > t.Year) {
		f.Note("/since", fault.T("first-year-cannot-lie-after",
			"起始年份不能晚于目标年份。",
			"The first year cannot lie after the target’s."))
	}
	t.checkValues(&f)
	for at, s := range map[string]string{"/quote": t.Quote, "/source": t.Source, "/evidence": t.Evidence} {
		if len([]rune(s)) > 500 {
			f.Note(at, fault.T("at-most-500-characters", "不能超过500个字。", "At most 500 characters."))
		}
	}
	return f.Fault(fault.T("target",
		"目标信息有误，请按提示修改。",
		"Something about the target is wrong; see the fields."))
}

func (t *TargetForm) checkValues(f *fault.Fields) {
	if t.ValueFen != nil && (*t.ValueFen <= 0 || *t.ValueFen > maxFen) {
		f.Note("/valueFen", fault.T("amount-lies-above-0-within",
			"目标数额应大于0且不超过1万亿元；没有数额的请留空，表示未量化。",
			"The amount lies above 0 and within 1 trillion yuan; leave it empty if there is none."))
	}
	if t.Measure == Number {
		if t.ValueFen != nil {
			f.Note("/valueFen", fault.T("indicator-numbers-takes-value-not",
				"数量型指标请填写目标值，不填金额。",
				"An indicator in numbers takes a value, not an amount."))
		}
		for at, s := range map[string]string{"/value": t.Value, "/actual": t.Actual} {
			if s != "" && decimal(s) == nil {
				f.Note(at, fault.T("give-number-0-or-more",
					"请填写不小于0的数字。",
					"Please give a number of 0 or more."))
			}
		}
		if t.Actual != "" && strings.TrimSpace(t.Evidence) == "" {
			f.Note("/evidence", fault.T("say-what-value-reached-taken",
				"请写明完成值的依据。",
				"Please say what the value reached is taken from."))
		}
	} else if t.Value != "" || t.Actual != "" {
		f.Note("/value", fault.T("amounts-counted-from-registered-contracts",
			"金额型指标的完成值由登记合同统计，不需填报。",
			"Amounts are counted from registered contracts and not reported by hand."))
	}
}

const maxFen = 1_000_000_000_000_00 // 1 万亿元, far above a province's year

// FromSeed makes a target form from a goal of a county profile.
func FromSeed(s industry.TargetSeed, source string) TargetForm {
	code := func(list vocab.List, name, other string) string {
		if c, ok := list.Read(name); ok {
			return c
		}
		return other
	}
	t := TargetForm{Indicator: s.Indicator, Op: s.Op, Unit: s.Unit, Year: s.Year, Quote: s.Quote, Source: source,
		Measure: Measure(code(MeasureNames, s.Measure, "undefined")), Scope: code(ledger.Scopes, s.Scope, ""),
		Status: code(StatusNames, s.Status, "draft"), Period: code(PeriodNames, s.Period,
			"undefined"), Level: code(LevelNames, s.Level, "local")}
	if s.Measure == "计数" || s.Measure == "比例" {
		t.Measure, t.Value = Number, s.Value
	} else if fen, err := money.ParseWan(s.Value + s.Unit); err == nil && s.Value != "" {
		t.ValueFen, t.Unit = &fen, "万元"
	}
	if t.Op == "" {
		t.Op = "≥"
	}
	return t
}

// Editors are the roles that set targets.
var Editors = []actor.Role{actor.Officer, actor.Admin}
