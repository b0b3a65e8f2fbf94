package matcher

// Kind tells the two sides apart.
type Kind string

// The two sides of a match. The words are those of package listing.
const (
	Demand      Kind = "demand"
	Achievement Kind = "achievement"
)

// Other is the side that a kind is matched with.
func (k Kind) Other() Kind {
	if k == Demand {
		return Achievement
	}
	return Demand
}

// Doc is what the matcher may know of one published listing: its public and members fields.
type Doc struct {
	Kind     Kind     `json:"kind"`
	ID       string   `json:"id"`
	Revision int64    `json:"revision"` // content version of the listing
	Market   string   `json:"market"`
	Title    string   `json:"title"`
	Keywords []string `json:"keywords,omitempty"`
	Text     string   `json:"text"`
	// Industry is a code of package industry, level 1 ("09") or 2 ("0903"); empty when unknown. A level-2 code that
	// nobody confirmed counts half.
	Industry          string `json:"industry,omitempty"`
	IndustryConfirmed bool   `json:"industryConfirmed,omitempty"`
	// others it is listed under; they filter and count, and score nothing
	MoreIndustries []string `json:"moreIndustries,omitempty"`
	// requirements of a demand, indicators of an achievement
	Lines []Line `json:"lines,omitempty"`
	// of an achievement, or the lowest a demand can use; 1..9, 0 unknown
	TRL   int      `json:"trl,omitempty"`
	Modes []string `json:"modes,omitempty"` // codes of listing.Mode
	// Budget of a demand or price of an achievement: both ends, the same for one figure, 0 and the bound for 不超过. Both
	// are 0 when nothing is stated.
	LowFen    int64  `json:"lowFen,omitempty"`
	HighFen   int64  `json:"highFen,omitempty"`
	Region    string `json:"region,omitempty"`    // GB/T 2260 code, 2, 4 or 6 digits that count
	UpdatedAt int64  `json:"updatedAt,omitempty"` // UTC ms
	Trusted   bool   `json:"trusted,omitempty"`   // a verified unit stands behind it (no 公开线索)
	State     string `json:"state,omitempty"`     // of listing.State, as readers see it
	// For list searches alone: what everybody may find it by beside its texts, and what only members may.
	Serial     string   `json:"serial,omitempty"`
	Unit       string   `json:"unit,omitempty"`       // name of who stands behind it, where everybody may see it
	Closed     []string `json:"closed,omitempty"`     // kept from visitors: ClosedKeywords, ClosedIndustry …
	ClosedText int      `json:"closedText,omitempty"` // bytes at the end of Text that are kept from visitors
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
