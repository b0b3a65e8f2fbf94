package contracts

import (
	"kebang/internal/contract"
	"kebang/internal/registry"
	"kebang/internal/vocab"
)

// CheckView is one point of a registrar's review. The program warns and never decides.
type CheckView struct {
	Code     string          `json:"code"`
	Ground   registry.Ground `json:"ground" doc:"ground of a refusal when the point fails"`
	Head     string          `json:"head" doc:"head of the rule set in force with that ground"`
	HeadText string          `json:"headText" doc:"the head in words"`
	Text     string          `json:"text"`
	Verdict  string          `json:"verdict" doc:"of the program: ok, bad, or ask when a person must look"`
	Hint     string          `json:"hint,omitempty" doc:"the finding, or the next action"`
	Not      bool            `json:"not,omitempty" doc:"the point is a property that the class must not have"`
	Pointer  string          `json:"pointer,omitempty" doc:"JSON pointer of the field to correct"`
	Evidence []EvidenceView  `json:"evidence"`
}

// EvidenceView is a place in a contract for or against a point.
type EvidenceView struct {
	Quote     string `json:"quote" doc:"as written"`
	Phrase    string `json:"phrase,omitempty" doc:"the matched words inside the quote"`
	Field     string `json:"field" doc:"JSON pointer of the field, /text for the wording"`
	Place     string `json:"place" doc:"name of the field, or the paragraph of the wording"`
	Paragraph int    `json:"paragraph,omitempty" doc:"number of the paragraph of the wording, from 1"`
}

// FindingView is the conclusion of a registrar on one point.
type FindingView struct {
	Code     string         `json:"code"`
	Text     string         `json:"text"`
	Not      bool           `json:"not,omitempty"`
	Machine  string         `json:"machine" doc:"verdict of the program: ok, bad or ask"`
	Evidence []EvidenceView `json:"evidence"`
	Verdict  string         `json:"verdict" codes:"findingVerdicts"`
	Note     string         `json:"note,omitempty"`
	How      string         `json:"how" codes:"findingWays"`
	By       contract.Actor `json:"by"`
	At       int64          `json:"at"`
}

func viewChecks(cs []registry.Check, l vocab.Lang) []CheckView {
	out := make([]CheckView, len(cs))
	for i, c := range cs {
		out[i] = CheckView{c.Code, c.Ground, c.Head, c.HeadText.In(l), c.Text.In(l), c.Verdict, c.Hint.In(l),
			c.Not, c.Pointer,
			viewEvidence(c.Evidence, l)}
	}
	return out
}

func viewFindings(fs []registry.Finding, l vocab.Lang) []FindingView {
	out := make([]FindingView, len(fs))
	for i, f := range fs {
		out[i] = FindingView{f.Code, f.Text.In(l), f.Not, f.Machine, viewEvidence(f.Evidence, l), f.Verdict,
			f.Note, f.How,
			f.By, f.At}
	}
	return out
}

func viewEvidence(es []registry.Evidence, l vocab.Lang) []EvidenceView {
	out := make([]EvidenceView, len(es))
	for i, e := range es {
		out[i] = EvidenceView{e.Quote, e.Phrase, e.Field, e.Place.In(l), e.Paragraph()}
	}
	return out
}
