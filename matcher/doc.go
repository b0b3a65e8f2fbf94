package matcher

// Kind is the kind of a listing: demand or achievement.
type Kind string

// The two sides of a match. The words are those of package listing.
const (
	Demand      Kind = "demand"
	Achievement Kind = "achievement"
)

// Other is the kind with which k is matched.
func (k Kind) Other() Kind {
	if k == Demand {
		return Achievement
	}
	return Demand
}

// Doc is the content of one published listing that the matcher may know: its public and members fields.
type Doc struct {
	Kind     Kind     `json:"kind"`
	ID       string   `json:"id"`
	Revision int64    `json:"revision"` // content version of the listing
	Market   string   `json:"market"`
	Title    string   `json:"title"`
	Keywords []string `json:"keywords,omitempty"`
	Text     string   `json:"text"`
	// Industry is a code of package industry, level 1 ("09") or 2 ("0903"); empty when unknown. A level-2 code without
	// confirmation counts half.
	Industry          string `json:"industry,omitempty"`
	IndustryConfirmed bool   `json:"industryConfirmed,omitempty"`
	// further industries of the listing; they filter and count, but do not score
	MoreIndustries []string `json:"moreIndustries,omitempty"`
	// requirements of a demand, indicators of an achievement
	Lines []Line `json:"lines,omitempty"`
	// of an achievement, or the lowest that a demand can use; 1..9, 0 for unknown
	TRL   int      `json:"trl,omitempty"`
	Modes []string `json:"modes,omitempty"` // codes of listing.Mode
	// Budget of a demand or price of an achievement, in fen. Both ends are set: equal for one figure, 0 and the bound
	// for 不超过. Both are 0 when nothing is stated.
	LowFen    int64  `json:"lowFen,omitempty"`
	HighFen   int64  `json:"highFen,omitempty"`
	Region    string `json:"region,omitempty"`    // GB/T 2260 code, 2, 4 or 6 significant digits
	UpdatedAt int64  `json:"updatedAt,omitempty"` // UTC ms
	Trusted   bool   `json:"trusted,omitempty"`   // a verified unit owns it (no 公开线索)
	State     string `json:"state,omitempty"`     // of listing.State, as readers see it
	// For list searches only: further words for everybody, and further words for members.
	Serial     string   `json:"serial,omitempty"`
	Unit       string   `json:"unit,omitempty"`       // name of the unit, where everybody may see it
	Closed     []string `json:"closed,omitempty"`     // fields closed to visitors: ClosedKeywords, ClosedIndustry …
	ClosedText int      `json:"closedText,omitempty"` // bytes at the end of Text that are closed to visitors
}

// Line is one measurable line: a requirement or an indicator.
type Line struct {
	Must   bool   `json:"must,omitempty"` // 必备指标; of demands only
	Metric string `json:"metric"`
	Op     string `json:"op,omitempty"` // >= <= > < = range
	Value  string `json:"value,omitempty"`
	High   string `json:"high,omitempty"`
	Unit   string `json:"unit,omitempty"`
	Text   string `json:"text,omitempty"` // the line in words, or the evidence
}
