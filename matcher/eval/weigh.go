package eval

import "kebang/matcher"

// Weighing is the result of a judged set with some weights.
type Weighing struct {
	matcher.Figures
	Precision float64 // of the first three pairs shown unasked
}

// Weighed measures the collection with other weights of the parts and then restores those of the table.
func (c *Collection) Weighed(w matcher.Weights) Weighing {
	corpus := c.Demands[0].Corpus()
	corpus.Tune("", w)
	defer corpus.Tune("", nil)
	return Weighing{c.Report().Figures, c.Silence().Precision()}
}
