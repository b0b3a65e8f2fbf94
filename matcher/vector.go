package matcher

import (
	"cmp"
	"math"
	"slices"

	"kebang/internal/text"
)

// dims is the length of a term vector. In the judged half 50 was as good as 150 and 250, and it is the cheapest.
const dims = 48

const (
	trainDocs  = 20000 // most documents in use, evenly spread; more do not change the vectors
	trainTerms = 60000 // most pairs and words with a vector, the most frequent ones
	trainSteps = 6     // subspace iterations; the figures are stable after four
)

// space holds a vector for terms that occur together in enough documents. It is a truncated singular value
// decomposition of the tf-idf matrix by subspace iteration. Terms of similar use have similar vectors, so texts with
// the same meaning in other words still match.
//
// Rows are kept in steps of 1/127 of their largest number. That takes a quarter of the memory, and the stored snapshot
// equals the one in use.
type space struct {
	terms []text.Term // sorted, one a row
	vec   []int8      // dims a row
	scale []float32   // one a row
}

type cell struct {
	row int32
	v   float32
}

func train(c *Corpus, docs []*Analysed) space {
	var s space
	var chosen []int32
	for i, t := range c.terms {
		if !t.IsChar() {
			chosen = append(chosen, int32(i))
		}
	}
	slices.SortStableFunc(chosen, func(a, b int32) int { return cmp.Compare(c.df[b], c.df[a]) })
	chosen = chosen[:min(len(chosen), trainTerms)]
	for _, p := range chosen {
		s.terms = append(s.terms, c.terms[p])
	}
	slices.Sort(s.terms)
	rows := make(map[text.Term]int32, len(s.terms))
	for i, t := range s.terms {
		rows[t] = int32(i)
	}
	step := max(1, (len(docs)+trainDocs-1)/trainDocs)
	matrix := make([][]cell, (len(docs)+step-1)/step)
	Parallel(len(matrix), func(i int) { matrix[i] = cells(c, rows, docs[i*step].Whole) })
	matrix = slices.DeleteFunc(matrix, func(r []cell) bool { return len(r) < 2 })
	if len(matrix) < 2*dims {
		return space{} // too few texts to learn from, so the part is left out of every score
	}
	s.quantise(decompose(matrix, len(s.terms)))
	return s
}

func (s *space) quantise(full []float32) {
	s.vec, s.scale = make([]int8, len(full)), make([]float32, len(full)/dims)
	for r := range s.scale {
		row := full[r*dims : r*dims+dims]
		var largest float32
		for _, v := range row {
			largest = max(largest, v, -v)
		}
		if s.scale[r] = largest / 127; largest == 0 {
			continue
		}
		for j, v := range row {
			s.vec[r*dims+j] = int8(math.Round(float64(v / s.scale[r])))
		}
	}
}

// cells is the tf-idf row of a document, of length one.
func cells(c *Corpus, rows map[text.Term]int32, b Terms) []cell {
	var out []cell
	var norm float64
	for t, n := range b.All() {
		if r, ok := rows[t]; ok {
			v := (1 + math.Log(float64(n.Times()))) * math.Sqrt(float64(c.Weight(t)))
			norm += float64(v * v)
			out = append(out, cell{r, float32(v)})
		}
	}
	norm = 1 / math.Sqrt(max(norm, 1e-12))
	for i := range out {
		out[i].v = float32(float64(out[i].v) * norm)
	}
	return out
}

// direction is the mean vector of a text, in steps of 1/127 of its largest number. It takes a quarter of the memory of
// floats. The product of two is a whole number, the same on every machine.
type direction struct {
	v       [dims]int8
	inverse float32 // 1 over the length of v; 0 when no term has a vector
}

// cos compares two directions, -1..1. Ok is false when one is unknown.
func (a *direction) cos(b *direction) (float64, bool) {
	if a.inverse == 0 || b.inverse == 0 {
		return 0, false
	}
	var s int32
	for j, v := range a.v {
		s += int32(v) * int32(b.v[j])
	}
	return float64(s) * float64(a.inverse) * float64(b.inverse), true
}

// located is a term of a text with a vector.
type located struct {
	*fact
	n Count
}

// of gives the directions of a whole bag of terms and of its title, where each term counts once.
func (s *space) of(terms []located) (whole, title direction) {
	if len(s.vec) == 0 {
		return
	}
	var all, head [dims]float32
	for _, f := range terms {
		n := f.n
		once := float32(math.Sqrt(float64(f.weight))) * s.scale[f.row]
		w := float32(logTF[n.Times()]) * once
		row := s.vec[int(f.row)*dims:][:dims]
		for j, v := range row {
			all[j] += float32(float32(v) * w)
		}
		if n.InTitle() {
			for j, v := range row {
				head[j] += float32(float32(v) * once)
			}
		}
	}
	return pointing(&all), pointing(&head)
}

func pointing(full *[dims]float32) (d direction) {
	var largest float32
	for _, v := range full {
		largest = max(largest, v, -v)
	}
	if largest < 1e-6 {
		return
	}
	var norm int32
	for j, v := range full {
		d.v[j] = int8(math.Round(float64(v / largest * 127)))
		norm += int32(d.v[j]) * int32(d.v[j])
	}
	d.inverse = float32(1 / math.Sqrt(float64(norm)))
	return
}
