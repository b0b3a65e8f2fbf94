package matcher

import (
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Match is one scored pair of published listings, unique for (demand, achievement) in a market. Both sides read the
// same number.
type Match struct {
	store.Meta
	Demand             string `json:"demand"`
	Achievement        string `json:"achievement"`
	DemandVersion      int64  `json:"demandVersion"` // content versions of the score
	AchievementVersion int64  `json:"achievementVersion"`
	Points             int64  `json:"points"` // total in hundredths, 0..10000
	// GoodOnly says that the two share the good, not the problem; see ThresholdAlone.
	GoodOnly   bool      `json:"goodOnly,omitempty"`
	Confidence float64   `json:"confidence"`
	Parts      Parts     `json:"parts"`
	Verdicts   []Verdict `json:"verdicts,omitempty"`
	Why
	Corpus int64 `json:"corpus"` // number of the corpus snapshot
	At     int64 `json:"at"`     // UTC ms
}

// Total is the score in 0..100.
func (m *Match) Total() float64 { return float64(m.Points) / 100 }

// Unasked reports whether the pair is shown unasked.
func (m *Match) Unasked() bool {
	return m.Total() >= ThresholdAlone || m.Total() >= Threshold && !m.GoodOnly
}

// unaskedRank is the least Rank of a pair shown unasked, above all points.
const unaskedRank = 20000

// Rank orders pairs: those shown unasked first, then by points.
func (m *Match) Rank() int64 {
	if m.Unasked() {
		return unaskedRank + m.Points
	}
	return m.Points
}

// Features are the scores of the parts by name, as a deal stores them.
func (m *Match) Features() map[string]float64 {
	out := make(map[string]float64, len(m.Parts))
	for _, p := range m.Parts {
		if p.Known {
			out[p.Name] = p.Score
		}
	}
	return out
}

// MatchID is the id of the match of a pair. A retry and the other direction therefore write the same record.
func MatchID(demand, achievement string) string { return demand + "." + achievement }

// Matches is the collection of scored pairs. The id makes each pair unique. Shape 5 holds the sentences of Why as code
// and arguments; those of shape 4 stay plain.
var Matches = store.Define(store.Def[Match]{
	Name: "matches", Shape: 5, Oldest: 4, Noun: vocab.Noun("匹配", "match"),
	Meta: func(m *Match) *store.Meta { return &m.Meta },
	Fields: []store.FieldSpec{{Name: "demand", Type: store.String}, {Name: "achievement", Type: store.String},
		{Name: "points", Type: store.Int}, {Name: "rank", Type: store.Int}},
	Values: func(m *Match) store.Values {
		return store.Values{"demand": m.Demand, "achievement": m.Achievement, "points": m.Points, "rank": m.Rank()}
	},
	Indexes: [][]string{{"demand", "rank"}, {"achievement", "rank"}, {"rank"}},
	Upgrade: asWritten,
})

var asWritten = map[int]func([]byte) ([]byte, error){4: func(b []byte) ([]byte, error) { return b, nil }}

// stub is the part of a stored match that a rematch needs. A rematch reads many and shows none.
type stub struct {
	store.Meta
	Demand             string `json:"demand"`
	Achievement        string `json:"achievement"`
	DemandVersion      int64  `json:"demandVersion"`
	AchievementVersion int64  `json:"achievementVersion"`
	Points             int64  `json:"points"`
	GoodOnly           bool   `json:"goodOnly"`
	Corpus             int64  `json:"corpus"`
}

// stubs reads the documents of Matches as stubs. It is used to read and to remove, never to write.
var stubs = store.Define(store.Def[stub]{Name: Matches.Spec().Name, Shape: Matches.Spec().Shape,
	Oldest: Matches.Spec().Oldest, Upgrade: asWritten,
	Noun: vocab.Noun("匹配", "match"), Meta: func(m *stub) *store.Meta { return &m.Meta }})

func (m *stub) otherID(kind Kind) string { return otherOf(kind, m.Demand, m.Achievement) }

func (m *Match) otherID(kind Kind) string { return otherOf(kind, m.Demand, m.Achievement) }

func otherOf(kind Kind, demand, achievement string) string {
	if kind == Demand {
		return achievement
	}
	return demand
}

// same reports whether the stored match equals the next one in score and sources.
func (m *stub) same(next *Match) bool {
	return m.Points == next.Points && m.GoodOnly == next.GoodOnly && m.Corpus == next.Corpus &&
		m.DemandVersion == next.DemandVersion && m.AchievementVersion == next.AchievementVersion
}

// newer reports whether the stored match was made from a newer content of a side.
func (m *stub) newer(next *Match) bool {
	return m.DemandVersion > next.DemandVersion || m.AchievementVersion > next.AchievementVersion
}

// Snapshot is one piece of a stored corpus.
type Snapshot struct {
	store.Meta
	Number int64  `json:"number"`
	Piece  int64  `json:"piece"`
	Pieces int64  `json:"pieces"`
	Data   []byte `json:"data"`
}

// Snapshots holds the corpora, in the national market, because all published records count.
var Snapshots = store.Define(store.Def[Snapshot]{
	Name: "corpora", Shape: 2, Oldest: 2, Noun: vocab.Noun("语料快照", "corpus snapshot"),
	Meta:    func(s *Snapshot) *store.Meta { return &s.Meta },
	Fields:  []store.FieldSpec{{Name: "number", Type: store.Int}, {Name: "piece", Type: store.Int}},
	Values:  func(s *Snapshot) store.Values { return store.Values{"number": s.Number, "piece": s.Piece} },
	Unique:  [][]string{{"number", "piece"}},
	Indexes: [][]string{{"number", "piece"}},
})

// Collections lists the collections of this package.
func Collections() []store.Spec {
	return []store.Spec{Matches.Spec(), Snapshots.Spec(), Lessons.Spec(), Tunings.Spec(), Declines.Spec(),
		Standings.Spec()}
}
