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

// objects are the things that texts are about, by families. Steps are the stages of the chain from field to market.
var (
	objects = sync.OnceValue(func() *vocabulary { return newVocabulary(objectSource, true) })
	steps   = sync.OnceValue(func() *vocabulary { return newVocabulary(stepSource, false) })
)

// topic is the subject of a text: first its objects, then its steps. An object is an entryID, with the mark inHead when
// the title names it. A step has the number of its mentions. A topic depends on the text and the two tables alone.
type topic struct {
	all     []uint16
	objects uint16 // number of objects; the others are steps
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
		// A word of the title counts twice.
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

// The nearness of two objects: a whole family and one of its members, two members of one family. The last one is the
// value of an object outside the title.
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

// sameObject compares the objects of two texts, 0..1. Ok is false when one text has no object of the table. The main
// objects of a text are those of its title, else all of them. Each is compared with all objects of the other text. The
// nearest pair is half of the score. The known share of the main objects of each side is a quarter.
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

// families is the number of families of the title's objects that another text names, too.
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

// sameStep compares the steps of two texts, 0..1. It is the cosine of the roots of the numbers of mentions. Ok is false
// when one text mentions no step.
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

// step is the name of the most frequent step; empty without one.
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
