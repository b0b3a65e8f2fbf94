package listing

import "kebang/internal/workday"

// Kind is demand or achievement.
type Kind string

// The two kinds of listings.
const (
	DemandKind      Kind = "demand"
	AchievementKind Kind = "achievement"
)

// Common is the common part of both contents. Money is fen. Regions are GB/T 2260 codes. Industries are codes of
// package industry: two digits for level 1, four for level 2.
type Common struct {
	Title    string   `json:"title"`              // at most 200 characters
	Text     string   `json:"text"`               // at most 20,000 characters
	Keywords []string `json:"keywords,omitempty"` // at most 20
	Industry string   `json:"industry,omitempty"` // primary code
	// false for a level-2 code that was only proposed (待确认)
	IndustryConfirmed bool     `json:"industryConfirmed,omitempty"`
	MoreIndustries    []string `json:"moreIndustries,omitempty"` // at most 3
	Region            string   `json:"region,omitempty"`
	RegionWords       string   `json:"regionWords,omitempty"` // in the words of the source, when no code is known
	Township          string   `json:"township,omitempty"`
	Park              string   `json:"park,omitempty"`
	Modes             []Mode   `json:"modes,omitempty"`
	ModeWords         string   `json:"modeWords,omitempty"`
	Year              int      `json:"year,omitempty"`
	Tags              []string `json:"tags,omitempty"`     // free official tags (强链、省14个新兴产业集群 …)
	OrgWords          string   `json:"orgWords,omitempty"` // name of the unit in the source, for a 公开线索
	HideOrg           bool     `json:"hideOrg,omitempty"`  // readers see county and industry instead of the firm's name
	Detail            string   `json:"detail,omitempty"`   // protected: details for the parties of a deal
	Contact           Contact  `json:"contact"`            // private unless the owner opens it
	FloorFen          *int64   `json:"floorFen,omitempty"` // private: highest price to pay, or lowest to accept
	Levels            Levels   `json:"levels,omitempty"`   // fields that the owner closed further than their default
	// Words are the source's words for fields without room for them (面议, 2年), by JSON name of the field. They are shown
	// beside the field and cut with its level.
	Words map[string]string `json:"words,omitempty"`
}

// Contact is the contact person. It is private unless the owner opens it. Both sides of a deal read each other's after
// both consents. Before that, an officer and the broker of the deal read it by a recorded look.
type Contact struct {
	Name     string `json:"name,omitempty"`
	Phone    string `json:"phone,omitempty"` // mobile
	Email    string `json:"email,omitempty"`
	Office   string `json:"office,omitempty"` // office line
	WeChat   string `json:"wechat,omitempty"`
	BestTime string `json:"bestTime,omitempty"` // best time to call, in words
}

// Mode is a way to work together (转化法 art 16 and the 征集表).
type Mode string

// The modes, with their contract classes: transfer ZR, licence XK, development KF, consulting ZX, service FW, equity
// ZR.
const (
	ModeTransfer    Mode = "transfer"
	ModeLicence     Mode = "licence"
	ModeDevelop     Mode = "develop"
	ModeCooperate   Mode = "cooperate"
	ModeConsult     Mode = "consult"
	ModeService     Mode = "service"
	ModeEquity      Mode = "equity"
	ModeTalent      Mode = "talent"
	ModeTrial       Mode = "trial"
	ModeSelfOperate Mode = "selfoperate"
	ModeOther       Mode = "other"
)

// Requirement is one measurable line of a demand.
type Requirement struct {
	Must   bool   `json:"must"` // 必备指标 (at most 5) or 期望指标
	Metric string `json:"metric"`
	Op     string `json:"op"`              // one of quantity.Ops; empty for a line in words only
	Value  string `json:"value,omitempty"` // decimal text
	High   string `json:"high,omitempty"`  // upper end of a range
	Unit   string `json:"unit,omitempty"`
	Text   string `json:"text,omitempty"` // way of measurement, or the line in words
}

// Indicator is one measured line of an achievement.
type Indicator struct {
	Metric   string `json:"metric"`
	Op       string `json:"op"`
	Value    string `json:"value,omitempty"`
	High     string `json:"high,omitempty"`
	Unit     string `json:"unit,omitempty"`
	Evidence string `json:"evidence,omitempty"` // test report, user, standard
}

// DemandType is the kind of help that a demand asks for.
type DemandType string

// The types of the three-library demand form, plus management models.
const (
	NeedTechnology DemandType = "technology"
	NeedEquipment  DemandType = "equipment"
	NeedTalent     DemandType = "talent"
	NeedManagement DemandType = "management"
)

// DemandContent is a problem that an enterprise cannot solve alone.
type DemandContent struct {
	Common
	Type         DemandType    `json:"type,omitempty"`
	Present      string        `json:"present,omitempty"` // present state and earlier attempts
	Requirements []Requirement `json:"requirements,omitempty"`
	// BudgetFen is the expected investment, or the low end of a range; nil for unknown. BudgetHighFen is the high end,
	// nil for a single amount. A budget without a lower bound (不超过) has the low end 0.
	BudgetFen     *int64       `json:"budgetFen,omitempty"`
	BudgetHighFen *int64       `json:"budgetHighFen,omitempty"`
	Deadline      workday.Date `json:"deadline,omitempty"`
	MinTRL        int          `json:"minTrl,omitempty"` // lowest maturity that helps, 1..9; 0 for any
}

// IP is one right behind an achievement.
type IP struct {
	Kind   string `json:"kind"` // one of IPKinds
	Number string `json:"number,omitempty"`
	Status string `json:"status,omitempty"` // one of IPStatuses
}

// AchievementContent is a result that an institute can transfer.
type AchievementContent struct {
	Common
	Form       string      `json:"form,omitempty"` // 体现形式, one of Forms or the words of the source
	Indicators []Indicator `json:"indicators,omitempty"`
	IP         []IP        `json:"ip,omitempty"`
	TRL        int         `json:"trl,omitempty"`       // 1..9; 0 for unknown
	TRLScheme  string      `json:"trlScheme,omitempty"` // GB/T 37264-2018 when empty
	StageWords string      `json:"stageWords,omitempty"`
	// PriceFen is the asked price, or the low end of a range; nil for unknown. PriceHighFen is the high end, nil for a
	// single amount.
	PriceFen     *int64   `json:"priceFen,omitempty"`
	PriceHighFen *int64   `json:"priceHighFen,omitempty"`
	Pricing      string   `json:"pricing,omitempty"` // 协议定价, 挂牌, 拍卖 (转化法 art 18)
	Inventors    []string `json:"inventors,omitempty"`
	Holder       string   `json:"holder,omitempty"` // 权利人 in words
	Evidence     string   `json:"evidence,omitempty"`
}
