package matcher

import "sync"

// words are the texts of the asking side that Explain needs for every pair. They are read once.
type words struct {
	texts       sync.Once
	title, body string // in normal form

	lines  sync.Once
	wanted []string // the requirements in their written form
}

// normal gives title and body in normal form.
func (r *Ready) normal() (title, body string) {
	if r.words == nil {
		return r.NormTitle(), r.NormBody()
	}
	r.words.texts.Do(func() { r.words.title, r.words.body = r.NormTitle(), r.NormBody() })
	return r.words.title, r.words.body
}

// wanted is the i-th requirement in its written form.
func (r *Ready) wanted(i int) string {
	if r.words == nil {
		return r.Lines[i].String()
	}
	r.words.lines.Do(func() {
		for i := range r.Lines {
			r.words.wanted = append(r.words.wanted, r.Lines[i].String())
		}
	})
	return r.words.wanted[i]
}
