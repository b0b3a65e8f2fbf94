package intake

import (
	"kebang/internal/fault"
	"kebang/internal/intake/form"
)

// sameNumbers refuses rows with the same 登记编号: it belongs to one contract, so at least one of them is wrong. A repeated
// row with the same content does not count.
func (p *Plan) sameNumbers() {
	first, again := map[string]*form.Row{}, map[string]int{}
	for _, r := range p.Rows {
		if n := r.Elsewhere.Number; n != "" {
			if first[n] == nil {
				first[n] = r
			} else if again[n] == 0 {
				again[n] = r.Number
			}
		}
	}
	if len(again) == 0 {
		return
	}
	kept := p.Rows[:0]
	for _, r := range p.Rows {
		n := r.Elsewhere.Number
		if again[n] == 0 {
			kept = append(kept, r)
			continue
		}
		other := first[n].Number
		if first[n] == r {
			other = again[n]
		}
		p.refuse(r, "number", sayRegistrationTwice.With(n, other))
	}
	p.Rows = kept
}

// refuse turns a good row into a bad one.
func (p *Plan) refuse(r *form.Row, key string, said fault.Said) {
	e := form.RowProblem{Sheet: r.Sheet, Row: r.Number, Msg: said}
	for _, h := range p.Sheets {
		for _, c := range h.Columns {
			if h.Name == r.Sheet && c.Key == key {
				e.Column, e.Heading = c.Letter, c.Heading
			}
		}
	}
	p.problem(e)
	if k := p.lines[r]; k != nil {
		k.reasons = append(k.reasons, e.Reason())
	}
	p.Counts.Good--
	p.Counts.Bad++
	if len(r.Warnings) > 0 {
		p.Counts.Warned--
	}
	p.States[r] = Bad
	for i := range p.Samples {
		if p.Samples[i].Row == r.Number && p.Samples[i].Sheet == r.Sheet {
			p.Samples[i].State = Bad
		}
	}
}

// What is told, stored with the import.
var (
	sayRegistrationTwice = fault.Kept("registration-twice",
		"登记编号 %s 与第 %d 行相同，一个编号只能登记一份合同；请按登记证明核对。",
		"The registration number %s is that of row %d too; one number registers one contract. See the certificates.")
)
