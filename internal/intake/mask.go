package intake

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/party"
)

var longRun = regexp.MustCompile(`[0-9０-９](?:[ \-－]?[0-9０-９]){16}[ \-－]?[0-9０-９xXＸｘ]`)

var joints = strings.NewReplacer(" ", "", "-", "")

// withoutIDs hides the middle of every ID-card number in a text, a mistyped one too: 5301**********1234. A number that
// was written into a wrong column is told, but kept nowhere beside the uploaded file (个人信息保护法 art 6).
func withoutIDs(s string) string {
	if len(s) < 18 {
		return s
	}
	return longRun.ReplaceAllStringFunc(s, func(run string) string {
		n := joints.Replace(width.Narrow.String(run))
		if len(n) != 18 || !party.LikeIDCard(n) {
			return run
		}
		if _, err := party.USCC(n); err == nil {
			return run
		}
		return n[:4] + strings.Repeat("*", 10) + n[14:]
	})
}

// hideIDs masks all that a plan shows of the file.
func (p *Plan) hideIDs() {
	for i := range p.Problems {
		p.Problems[i] = p.Problems[i].safe()
	}
	for i := range p.Warnings {
		p.Warnings[i] = p.Warnings[i].safe()
	}
	for i := range p.Samples {
		s := &p.Samples[i]
		s.Title = withoutIDs(s.Title)
		for key, v := range s.Values {
			s.Values[key] = withoutIDs(v)
		}
	}
	for _, r := range p.Rows { // the changes of samples and updates are these
		for i := range r.Changes {
			r.Changes[i].Old, r.Changes[i].New = withoutIDs(r.Changes[i].Old), withoutIDs(r.Changes[i].New)
		}
	}
	for i := range p.Updates {
		p.Updates[i].Title = withoutIDs(p.Updates[i].Title)
	}
	for i := range p.Unknown {
		p.Unknown[i] = withoutIDs(p.Unknown[i])
	}
	for _, h := range p.Sheets {
		for i := range h.Columns {
			h.Columns[i].Heading = withoutIDs(h.Columns[i].Heading)
		}
	}
}

func (p RowProblem) safe() RowProblem {
	p.Heading, p.Value, p.Msg = withoutIDs(p.Heading), withoutIDs(p.Value), withoutIDs(p.Msg)
	return p
}
