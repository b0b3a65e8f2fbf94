package matcher

import (
	_ "embed"
	"math"
	"slices"
	"sync"
)

//go:embed objects.txt
var objectSource string

//go:embed steps.txt
var stepSource string

// objects are the things that texts are about, by families; steps are the places in the chain from field to market.
var (
	objects = sync.OnceValue(func() *vocabulary { return newVocabulary(objectSource, true) })
	steps   = sync.OnceValue(func() *vocabulary { return newVocabulary(stepSource, false) })
)

// topic is what a text is about: its objects, each an entryID with the mark inHead when the title names it, then its
// steps, each with how often the text tells of it. It depends on the text and the two tables alone.
type topic struct {
	all     []uint16
	objects uint16 // so many of all are objects, the rest are steps
	told    uint16 // sum of the counts of the steps
	named   bool   // the title names an object
}

const (
	inHead    = 1 << 15
	stepShift = 8
	mostTold  = 1<<stepShift - 1
)

func topicOf(title, body string) topic {
	var t topic
	var buf [32]uint16
	found := buf[:0]
	for i, s := range []string{title, body} {
		objects().find(s, func(w word, _ int) {
			id := uint16(w.entry)
			if slices.Contains(found, id) || slices.Contains(found, id|inHead) {
				return
			}
			if i == 0 {
				id |= inHead
				t.named = true
			}
			found = append(found, id)
		})
	}
	t.objects = uint16(len(found))
	var counts [64]uint16
	for i, s := range []string{title, body} {
		// a word of the title counts twice
		steps().find(s, func(w word, _ int) { counts[w.entry.line()] += uint16(2 - i) })
	}
	for l, n := range counts {
		if n > 0 {
			n = min(n, mostTold)
			found = append(found, uint16(l)<<stepShift|n)
			t.told += n
		}
	}
	t.all = slices.Clone(found)
	return t
}

// How near two objects are: one family's whole and one of its members, two members of one family, and how much an
// object counts that only the body names.
const (
	wholeAndMember = .7
	siblings       = .4
	inBody         = .8
)

func alikeness(a, b uint16) float64 {
	x, y := entryID(a&^inHead), entryID(b&^inHead)
	n := 0.0
	switch {
	case x == y:
		n = 1
	case x.line() != y.line():
		return 0
	case x.head() || y.head():
		n = wholeAndMember
	default:
		n = siblings
	}
	if b&inHead == 0 {
		n *= inBody
	}
	return n
}

// sameObject compares what two texts are about, 0..1; ok is false when one names nothing that the table knows. The main
// objects of a text are those of its title, else all of them; each is held against all objects of the other text. Half
// of the score is the nearest pair, a quarter each is how many of the main objects of one side the other knows.
func sameObject(a, b *topic) (score float64, ok bool) {
	if a.objects == 0 || b.objects == 0 {
		return 0, false
	}
	best, x := a.known(b)
	other, y := b.known(a)
	return (max(best, other) + (x+y)/2) / 2, true
}

// known gives the nearest of the main objects of t to any object of other, and their mean.
func (t *topic) known(other *topic) (best, mean float64) {
	n := 0
	for _, x := range t.all[:t.objects] {
		if t.named && x&inHead == 0 {
			continue
		}
		near := 0.0
		for _, y := range other.all[:other.objects] {
			near = max(near, alikeness(x, y))
		}
		best = max(best, near)
		mean += near
		n++
	}
	return best, mean / float64(n)
}

// families is how many families of the title's objects another text names, too.
func (t *topic) families(other *topic) int {
	var lines []int
	for _, x := range t.all[:t.objects] {
		l := entryID(x &^ inHead).line()
		if x&inHead != 0 && !slices.Contains(lines, l) &&
			slices.ContainsFunc(other.all[:other.objects],
				func(y uint16) bool { return entryID(y&^inHead).line() == l }) {
			lines = append(lines, l)
		}
	}
	return len(lines)
}

// sameStep compares where in the chain two texts stand, 0..1: the cosine of the roots of how often they tell of each
// step; ok is false when one tells of none.
func sameStep(a, b *topic) (score float64, ok bool) {
	if a.told == 0 || b.told == 0 {
		return 0, false
	}
	x, y := a.all[a.objects:], b.all[b.objects:]
	for len(x) > 0 && len(y) > 0 {
		switch p, q := x[0]>>stepShift, y[0]>>stepShift; {
		case p < q:
			x = x[1:]
		case p > q:
			y = y[1:]
		default:
			score += math.Sqrt(float64(x[0]&mostTold) * float64(y[0]&mostTold))
			x, y = x[1:], y[1:]
		}
	}
	return score / math.Sqrt(float64(a.told)*float64(b.told)), true
}

// object is the name of the first main object; empty without one.
func (t *topic) object() string {
	if t.objects == 0 {
		return ""
	}
	return objects().names[entryID(t.all[0]&^inHead)]
}

// step is the name of the step that the text tells of most; empty without one.
func (t *topic) step() string {
	most, at := uint16(0), -1
	for _, x := range t.all[t.objects:] {
		if n := x & mostTold; n > most {
			most, at = n, int(x>>stepShift)
		}
	}
	if at < 0 {
		return ""
	}
	return steps().heads[at]
}
