package matcher

import (
	"slices"
	"unicode/utf8"

	"kebang/internal/pinyin"
	"kebang/internal/text"
)

// Field is one text of a listing that a reader may see.
type Field struct{ Name, Text string }

// Marked is a piece of a field with marks on the found words. Marks count UTF-16 code units, as browsers do.
type Marked struct {
	Field string   `json:"field"` // title, keywords, text or present
	Text  string   `json:"text"`  // the whole title, of other fields a piece; an ellipsis marks a cut
	Marks [][2]int `json:"marks" doc:"start and end of each word found, in UTF-16 code units of text"`
}

// pieceRunes is the length of a piece in characters, frontRunes the length of the part before its first word.
const (
	pieceRunes = 64
	frontRunes = 16
)

// Highlight marks the typed words in the given fields, in their original spelling. It marks the title when it holds a
// word, and the first other field that does. It sees only these fields, so it shows nothing that the reader does not
// see anyway.
func Highlight(typed string, fields []Field) []Marked {
	asked := ReadTyped(typed)
	if out := mark(fields, func(_, s string) []text.Span { return asked.Spans(s) }); len(out) > 0 {
		return out
	}
	q, ok := pinyin.Parse(asked.Normal)
	if !ok {
		return nil
	}
	return mark(fields, func(field, s string) []text.Span {
		// Initials are searched only in the fields where the index searches them.
		if m, ok := q.Find(s); ok && (m.Full || field == "title" || field == "keywords") {
			return []text.Span{{Start: m.Start, End: m.End}}
		}
		return nil
	})
}

func mark(fields []Field, find func(field, normal string) []text.Span) []Marked {
	var out []Marked
	other := false
	for _, f := range fields {
		if f.Name != "title" && other {
			continue
		}
		normal, at := traced(f.Text)
		spans := find(f.Name, normal)
		if len(spans) == 0 {
			continue
		}
		for i, sp := range spans {
			spans[i] = text.Span{Start: at[sp.Start], End: at[sp.End]}
		}
		out = append(out, piece(f, spans))
		other = other || f.Name != "title"
	}
	return out
}

// traced is the normal form of a text rune by rune, with the position in the text of each of its bytes.
func traced(s string) (normal string, at []int) {
	b := make([]byte, 0, len(s))
	at = make([]int, 0, len(s)+1)
	for i, r := range s {
		n := len(b)
		switch {
		case r == utf8.RuneError, r < ' ':
			b = append(b, ' ')
		case r >= 0x4e00 && r <= 0x9fff, r < utf8.RuneSelf && (r < 'A' || r > 'Z'):
			b = utf8.AppendRune(b, r)
		default:
			b = append(b, text.Normal(string(r))...)
		}
		for range len(b) - n {
			at = append(at, i)
		}
	}
	return string(b), append(at, len(s))
}

// piece cuts the part of a field around its first word and counts the marks in UTF-16.
func piece(f Field, spans []text.Span) Marked {
	from, to := 0, len(f.Text)
	if f.Name != "title" {
		from = spans[0].Start
		for n := 0; n < frontRunes && from > 0; n++ {
			_, w := utf8.DecodeLastRuneInString(f.Text[:from])
			from -= w
		}
		to = from
		for n := 0; n < pieceRunes && to < len(f.Text); n++ {
			_, w := utf8.DecodeRuneInString(f.Text[to:])
			to += w
		}
	}
	out := Marked{Field: f.Name, Marks: [][2]int{}}
	if from > 0 {
		out.Text = "…"
	}
	shift := units(out.Text)
	out.Text += f.Text[from:to]
	if to < len(f.Text) {
		out.Text += "…"
	}
	for _, sp := range slices.DeleteFunc(spans, func(sp text.Span) bool { return sp.End > to || sp.Start >= sp.End }) {
		start := shift + units(f.Text[from:sp.Start])
		out.Marks = append(out.Marks, [2]int{start, start + units(f.Text[sp.Start:sp.End])})
	}
	return out
}

// units is the length in UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
