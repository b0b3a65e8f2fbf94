package matcher

// Outcome is what is known of one requirement.
type Outcome string

// The outcomes. A requirement with no indicator of the same metric in comparable units is unknown.
const (
	Met     Outcome = "met"
	Unmet   Outcome = "unmet"
	Unknown Outcome = "unknown"
)

// Verdict is one line of the requirement table.
type Verdict struct {
	Requirement Line    `json:"requirement"`
	Indicator   *Line   `json:"indicator,omitempty"` // the line of the achievement that decided
	Outcome     Outcome `json:"outcome"`
	Must        bool    `json:"must"`
	Evidence    string  `json:"evidence,omitempty"` // sentence of the achievement the value was read in
}

// Check compares every requirement with the indicators of the same metric.
func Check(requirements []Line, achievement *Doc) []Verdict {
	return nil
}

// verdictScore is the share of decided requirements that are met; must-haves count double. ok is false when none is
// decided.
func verdictScore(vs []Verdict) (float64, bool) {
	var met, all float64
	for _, v := range vs {
		w := 1.0
		if v.Must {
			w = 2
		}
		switch v.Outcome {
		case Met:
			met, all = met+w, all+w
		case Unmet:
			all += w
		}
	}
	return met / max(all, 1), all > 0
}
