package intake

import "kebang/internal/intake/wording"

// hideIDs masks ID-card numbers in everything that a plan shows of the file.
func (p *Plan) hideIDs() {
	for i := range p.Problems {
		p.Problems[i] = p.Problems[i].Safe()
	}
	for i := range p.Warnings {
		p.Warnings[i] = p.Warnings[i].Safe()
	}
	for i := range p.Samples {
		s := &p.Samples[i]
		s.Title = wording.WithoutIDs(s.Title)
		for key, v := range s.Values {
			s.Values[key] = wording.WithoutIDs(v)
		}
	}
	for _, r := range p.Rows { // samples and updates share these changes
		for i := range r.Changes {
			r.Changes[i].Old, r.Changes[i].New = wording.WithoutIDs(r.Changes[i].Old),
				wording.WithoutIDs(r.Changes[i].New)
		}
	}
	for i := range p.Updates {
		p.Updates[i].Title = wording.WithoutIDs(p.Updates[i].Title)
	}
	for i := range p.Unknown {
		p.Unknown[i] = wording.WithoutIDs(p.Unknown[i])
	}
	for _, h := range p.Sheets {
		for i := range h.Columns {
			h.Columns[i].Heading = wording.WithoutIDs(h.Columns[i].Heading)
		}
	}
}
