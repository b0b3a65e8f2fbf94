package listing

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// State is the state of a listing.
type State = string

// The states of a listing.
const (
	Draft     State = "draft"     // 草稿
	InReview  State = "review"    // 待审核
	Open      State = "open"      // 已发布
	Changing  State = "changing"  // 已发布，变更待审核: readers see Published, the officer reviews Draft
	Withdrawn State = "withdrawn" // 已撤下
	Closed    State = "closed"    // 已办结
)

// The steps of a listing.
const (
	StepSubmit   = "submit"
	StepPublish  = "publish"
	StepReturn   = "return"
	StepRecall   = "recall"
	StepWithdraw = "withdraw"
	StepReopen   = "reopen"
	StepClose    = "close"

	// In histories only: a claim was accepted or undone; see ClaimFlow.
	StepClaim   = "claim"
	StepUnclaim = "unclaim"
)

var owners = []string{string(actor.Enterprise), string(actor.Institute), string(actor.Researcher), string(actor.Agency),
	string(actor.Commissioner)}
var owningRoles = actor.RolesOf(owners)
var officers = []string{string(actor.Officer)}
var ownersAndOfficers = append(append([]string{}, owners...), officers...)

// Flow is the lifecycle of both kinds. Owner here means a role that can own listings; may checks the ownership of this
// one. An officer publishes straight from a draft only a listing that he entered or imported himself. It counts as
// approved by him, by name.
var Flow = flow.Table{
	Noun: vocab.Noun("供需信息", "Listing"), Start: Draft, Finals: []string{Closed},
	Names: vocab.List{
		{Code: Draft, Zh: "草稿", En: "Draft"},
		{Code: InReview, Zh: "待审核", En: "In review"},
		{Code: Open, Zh: "已发布", En: "Published"},
		{Code: Changing, Zh: "变更待审核", En: "Change in review"},
		{Code: Withdrawn, Zh: "已撤下", En: "Withdrawn"},
		{Code: Closed, Zh: "已办结", En: "Closed"},
	},
	Labels: vocab.List{
		{Code: StepSubmit, Zh: "提交审核", En: "Submit"},
		{Code: StepPublish, Zh: "发布", En: "Publish"},
		{Code: StepReturn, Zh: "退回修改", En: "Return"},
		{Code: StepRecall, Zh: "撤回修改", En: "Recall"},
		{Code: StepWithdraw, Zh: "撤下", En: "Withdraw"},
		{Code: StepReopen, Zh: "重新编辑", En: "Edit again"},
		{Code: StepClose, Zh: "办结", En: "Close"},
		{Code: "create", Zh: "新建", En: "Create"},
		{Code: "save", Zh: "保存", En: "Save"},
		{Code: "import", Zh: "导入", En: "Import"},
		{Code: "import-undo", Zh: "撤回导入的更新", En: "Import taken back"},
		{Code: "delete", Zh: "删除", En: "Delete"},
		{Code: StepClaim, Zh: "同意认领", En: "Claim accepted"},
		{Code: StepUnclaim, Zh: "撤销认领", En: "Claim undone"},
	},
	Edges: []flow.Edge{
		{From: Draft, Step: StepSubmit, To: InReview, By: ownersAndOfficers},
		{From: Draft, Step: StepPublish, To: Open, By: officers},
		{From: InReview, Step: StepPublish, To: Open, By: officers},
		{From: InReview, Step: StepReturn, To: Draft, By: officers, Reason: true},
		{From: InReview, Step: StepRecall, To: Draft, By: ownersAndOfficers},
		{From: Open, Step: StepSubmit, To: Changing, By: ownersAndOfficers,
			Label: vocab.Noun("提交变更", "Submit the change")},
		{From: Open, Step: StepPublish, To: Open, By: officers, Label: vocab.Noun("发布变更", "Publish the change")},
		{From: Changing, Step: StepPublish, To: Open, By: officers},
		{From: Changing, Step: StepReturn, To: Open, By: officers, Reason: true},
		{From: Changing, Step: StepRecall, To: Open, By: ownersAndOfficers},
		{From: Open, Step: StepWithdraw, To: Withdrawn, By: ownersAndOfficers, Reason: true},
		{From: Changing, Step: StepWithdraw, To: Withdrawn, By: ownersAndOfficers, Reason: true},
		{From: Withdrawn, Step: StepReopen, To: Draft, By: ownersAndOfficers},
		{From: Open, Step: StepClose, To: Closed, By: ownersAndOfficers, Reason: true},
	},
}

// Source is the origin of an imported row. Lead marks a 公开线索: no owner, 未经单位确认, matched like any other. It takes no
// deal until a verified unit claims it, and counts in no indicator.
type Source struct {
	Lead bool   `json:"lead,omitempty"`
	Link string `json:"link,omitempty"`
	Name string `json:"name,omitempty"` // file the row came in
	Ref  string `json:"ref,omitempty"`  // the row's own id there
	// Import is the newest import that wrote the listing, and Owner the unit in its row. The office entered such a
	// listing, not the unit.
	Import string `json:"import,omitempty"`
	Owner  string `json:"owner,omitempty"`
	// NoConsent and Closed are the reasons against its publication; see Held.
	NoConsent bool `json:"noConsent,omitempty"`
	Closed    bool `json:"closed,omitempty"`
}

// Content are the two contents.
type Content interface {
	DemandContent | AchievementContent
}

// Listing is a demand or an achievement.
type Listing[C Content] struct {
	store.Meta
	Serial      string  `json:"serial"`
	OwnerOrg    string  `json:"ownerOrg,omitempty"`
	OwnerName   string  `json:"ownerName,omitempty"` // name of the organisation or person at the last change of owner
	OwnerPerson string  `json:"ownerPerson,omitempty"`
	State       State   `json:"state"`
	Draft       *C      `json:"draft,omitempty"`     // content that the owner edits; nil when it equals Published
	Published   *C      `json:"published,omitempty"` // content for readers; nil before the first publication
	Version     int64   `json:"version"`             // content version, plus 1 at every publication
	Source      *Source `json:"source,omitempty"`
	Claim       string  `json:"claim,omitempty"` // the accepted claim by which this unit owns a former 公开线索
	// hash of the imported row, so that the same file again changes nothing
	RowHash     string `json:"rowHash,omitempty"`
	CreatedBy   string `json:"createdBy"`
	CreatedAt   int64  `json:"createdAt"`   // UTC ms
	UpdatedAt   int64  `json:"updatedAt"`   // UTC ms
	PublishedAt int64  `json:"publishedAt"` // UTC ms of the newest publication; 0 for never
	PassedBy    string `json:"passedBy,omitempty"`
	ReturnedFor string `json:"returnedFor,omitempty"` // reason of the newest return, until submitted again
}

// Demand is a technology demand with its lifecycle.
type Demand = Listing[DemandContent]

// Achievement is an achievement with its lifecycle.
type Achievement = Listing[AchievementContent]

// Visible reports whether readers can see it.
func (l *Listing[C]) Visible() bool {
	return l.Published != nil && (l.State == Open || l.State == Changing)
}

// Lead reports whether it is a 公开线索.
func (l *Listing[C]) Lead() bool { return l.Source != nil && l.Source.Lead }

// Current is the owner's working content: the draft, else the published one.
func (l *Listing[C]) Current() C {
	switch {
	case l.Draft != nil:
		return *l.Draft
	case l.Published != nil:
		return *l.Published
	}
	var zero C
	return zero
}

// CommonOf gives the shared part of either content.
func CommonOf[C Content](c *C) *Common {
	switch v := any(c).(type) {
	case *DemandContent:
		return &v.Common
	case *AchievementContent:
		return &v.Common
	}
	return nil
}

func define[C Content](name string, noun vocab.Term) *store.Collection[Listing[C]] {
	return store.Define(store.Def[Listing[C]]{
		Name: name, Shape: 2, Oldest: 2, Noun: noun, Meta: func(l *Listing[C]) *store.Meta { return &l.Meta },
		Fields: []store.FieldSpec{{Name: "state", Type: store.String}, {Name: "visible", Type: store.Bool},
			{Name: "org", Type: store.String},
			{Name: "person", Type: store.String}, {Name: "industry", Type: store.String}, {Name: "industries",
				Type: store.Set}, {Name: "regions", Type: store.Set},
			{Name: "openIndustries", Type: store.Set}, {Name: "openRegions", Type: store.Set},
			{Name: "lead", Type: store.Bool}, {Name: "published", Type: store.Int}, {Name: "updated",
				Type: store.Int}, {Name: "serial", Type: store.String}, {Name: "import", Type: store.String}},
		Values: values[C],
		Unique: [][]string{{"serial"}},
		Indexes: [][]string{{"state", "updated"}, {"visible", "published"}, {"org", "updated"}, {"person", "updated"},
			{"import", "state"}},
	})
}

// Demands and Achievements are the two collections.
var (
	Demands      = define[DemandContent]("demands", vocab.Noun("技术需求", "demand"))
	Achievements = define[AchievementContent]("achievements", vocab.Noun("科技成果", "achievement"))
)

func values[C Content](l *Listing[C]) store.Values {
	c := l.Current()
	if l.Visible() {
		c = *l.Published
	}
	common := CommonOf(&c)
	v := store.Values{"state": l.State, "visible": l.Visible(), "lead": l.Lead(), "updated": l.UpdatedAt,
		"serial": l.Serial}
	set := func(name, value string) {
		if value != "" {
			v[name] = value
		}
	}
	set("org", l.OwnerOrg)
	set("person", l.OwnerPerson)
	set("industry", common.Industry)
	if l.Source != nil {
		set("import", l.Source.Import)
	}
	if l.PublishedAt > 0 {
		v["published"] = l.PublishedAt
	}
	v["industries"], v["regions"] = places(common)
	if l.Visible() { // values for the filters of visitors
		open := Cut(*l.Published, common.Levels, disclosure.Public)
		v["openIndustries"], v["openRegions"] = places(CommonOf(&open))
	}
	return v
}

// places are the industries and regions of a listing, with the wider ones that contain them.
func places(common *Common) (industries, regions []string) {
	for _, code := range append([]string{common.Industry}, common.MoreIndustries...) {
		if len(code) >= 2 {
			industries = append(industries, code[:2])
		}
		if len(code) == 4 {
			industries = append(industries, code)
		}
	}
	for _, n := range []int{2, 4, 6} {
		if len(common.Region) >= n {
			regions = append(regions, common.Region[:n])
		}
	}
	return dedupe(industries), dedupe(regions)
}

func dedupe(in []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range in {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec {
	return []store.Spec{Demands.Spec(), Achievements.Spec(), Claims.Spec(), Looks.Spec()}
}
