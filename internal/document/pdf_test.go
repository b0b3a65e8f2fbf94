package document_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"kebang/internal/document"
	"kebang/internal/fault"
	"kebang/internal/soak"
)

// put are the words of a document, in reading order.
func put(d *document.Document) string {
	all := []string{d.Title}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case document.Heading:
			all = append(all, b.Text)
		case document.Paragraph:
			all = append(all, b.Text)
		case document.Table:
			for _, c := range b.Columns {
				all = append(all, c.Head)
			}
			for _, r := range b.Rows {
				all = append(all, r...)
			}
		case document.Signature:
			for _, c := range b.Columns {
				all = append(all, c...)
			}
		}
	}
	return strings.ReplaceAll(strings.Join(all, ""), "\n", "")
}

func pdf(t testing.TB, d *document.Document) ([]mark, int) {
	t.Helper()
	var b bytes.Buffer
	if err := d.PDF(&b); err != nil {
		t.Fatal(err)
	}
	return marks(t, b.Bytes())
}

const point = 72 / 25.4 // points of a millimetre

// inside fails when a text leaves the type area of GB/T 9704-2012, 5.2.1.
func inside(t *testing.T, ms []mark) {
	t.Helper()
	const left, right, bottom, top = 28 * point, 184 * point, 35 * point, 260 * point
	for _, m := range ms {
		width := m.width - blanks(m)
		if m.artifact != "Pagination" && (m.x < left-0.1 || m.x+width > right+0.1 || m.y < bottom-0.1 ||
			m.y+m.size > top+5) {
			t.Errorf("page %d: %q leaves the type area: x %.1f, width %.1f, y %.1f", m.page+1, m.text, m.x, width, m.y)
		}
	}
}

// blanks is the width of the spaces at the end of a line, which may lie in the margin.
func blanks(m mark) float64 {
	n := len(m.text) - len(strings.TrimRight(m.text, " "))
	return float64(n) * m.size * 0.35
}

func TestWordsOfPDF(t *testing.T) {
	d := sample(t)
	ms, _ := pdf(t, d)
	if got, want := words(ms), put(d); got != want {
		t.Errorf("the words differ from the %d-th byte on", len(common(got, want)))
	}
	inside(t, ms)
}

func common(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[:i]
}

// TestSoakWordsOfAnyPDF sets random blocks. The words come out unchanged, inside the type area, by Docx and HTML too.
func TestSoakWordsOfAnyPDF(t *testing.T) {
	for i := range soak.Rounds(t, 40) {
		rng := soak.Rand(uint64(i)) //nolint:gosec // counts from 0
		d := &document.Document{Title: anyText(rng, 30)}
		for range rng.IntN(12) {
			d.Blocks = append(d.Blocks, anyBlock(rng))
		}
		ms, _ := pdf(t, d)
		if got, want := words(ms), put(d); got != want {
			t.Fatalf("round %d: the words differ behind %q", i, common(got, want))
		}
		inside(t, ms)
		if t.Failed() {
			t.Fatalf("round %d", i)
		}
		var b bytes.Buffer
		if err := d.Docx(&b); err != nil {
			t.Fatal(err)
		}
		if got, want := docxWords(t, b.Bytes()), put(d); got != want {
			t.Fatalf("round %d: the .docx differs behind %q", i, common(got, want))
		}
	}
}

// alphabets of text: Chinese, its marks, Latin with blanks, long words, characters above U+FFFF.
var alphabets = [][]rune{[]rune("技术合同认定登记边城县科学局蔗渣脱水项目堃珺龘"), []rune("，。；：、！？（）《》“”‘’—…〔〕%℃·≤≥"),
	[]rune("abcdefgh IJKL mnop "), []rune("XYZ0123456789./-_"), []rune("𬭎𫖯𪩘𫄧"), []rune("  　\u00a0-‐"), []rune("\n")}

func anyText(rng *rand.Rand, most int) string {
	var b strings.Builder
	for n := rng.IntN(most + 1); n > 0; n-- {
		a := alphabets[min(rng.IntN(len(alphabets)+6), 24)%len(alphabets)]
		for range 1 + rng.IntN(12) {
			b.WriteRune(a[rng.IntN(len(a))])
		}
	}
	return b.String()
}

func anyBlock(rng *rand.Rand) document.Block {
	align := document.Align(rng.IntN(3))
	switch rng.IntN(7) {
	case 0:
		return document.Heading{Level: rng.IntN(6), Text: anyText(rng, 8)}
	case 1:
		t := document.Table{Columns: make([]document.Column, 1+rng.IntN(4)), Rows: make([][]string, rng.IntN(30))}
		for i := range t.Columns {
			t.Columns[i] = document.Column{Head: anyText(rng, 1), Width: float64(1 + rng.IntN(2)), Align: align}
		}
		for i := range t.Rows {
			for range rng.IntN(len(t.Columns) + 1) {
				t.Rows[i] = append(t.Rows[i], anyText(rng, 1+rng.IntN(4)*rng.IntN(2)))
			}
		}
		return t
	case 2:
		s := document.Signature{Columns: make([][]string, rng.IntN(4))}
		for i := range s.Columns {
			for range rng.IntN(4) {
				s.Columns[i] = append(s.Columns[i], anyText(rng, 2))
			}
		}
		return s
	case 3:
		return document.PageBreak{}
	}
	return document.Paragraph{Text: anyText(rng, 80), Align: align, Flush: rng.IntN(2) == 0}
}

// TestTableOverPages: the head is on every page of the table, no row is split, and amounts end at one line.
func TestTableOverPages(t *testing.T) {
	ms, pages := pdf(t, sample(t))
	heads, rows, serials := map[int]int{}, map[int]int{}, map[string]int{}
	var right []float64
	for _, m := range ms {
		switch {
		case m.text == "序号":
			heads[m.page]++
		case strings.HasSuffix(m.text, ".00"):
			right = append(right, m.x+m.width)
			rows[m.page]++
		case strings.HasPrefix(m.text, "蔗渣高效脱水装置第"):
			serials[m.text] = m.page
		}
	}
	if pages < 20 || len(right) != 200 || len(serials) != 200 {
		t.Fatalf("%d pages, %d amounts, %d names", pages, len(right), len(serials))
	}
	for page := range rows {
		if heads[page] != 1 {
			t.Errorf("page %d has %d heads over %d rows", page+1, heads[page], rows[page])
		}
	}
	for _, x := range right {
		if math.Abs(x-(184*point-5)) > 0.1 {
			t.Errorf("an amount ends at %.2f", x)
		}
	}
	inRow := -1
	for _, m := range ms { // texts between two names belong to one row, and so to one page
		if page, ok := serials[m.text]; ok {
			inRow = page
		}
		if inRow >= 0 && m.artifact == "" && (strings.HasPrefix(m.text, "X") || strings.HasSuffix(m.text, ".00")) &&
			m.page != inRow {
			t.Errorf("%q stands on page %d, its row on page %d", m.text, m.page+1, inRow+1)
		}
	}
}

// TestRowOfPages: a row longer than a page continues without loss.
func TestRowOfPages(t *testing.T) {
	long := strings.Repeat("条款内容。", 1500)
	d := &document.Document{Blocks: []document.Block{document.Table{Columns: []document.Column{{Head: "甲"},
		{Head: "乙"}},
		Rows: [][]string{{"短", long}}}}}
	ms, pages := pdf(t, d)
	if words(ms) != put(d) || pages < 3 {
		t.Errorf("%d pages; words kept: %v", pages, words(ms) == put(d))
	}
	inside(t, ms)
}

func TestLines(t *testing.T) {
	full := strings.Repeat("边", 28)
	ms, _ := pdf(t, &document.Document{Blocks: []document.Block{document.Paragraph{Text: full + full + "城",
		Flush: true}}})
	if len(ms) != 4 || ms[0].text != full || ms[1].text != full {
		t.Errorf("a line holds 28 characters: %+v", ms)
	}
	ms, pages := pdf(t, &document.Document{Blocks: []document.Block{document.Paragraph{Text: strings.Repeat("边\n",
		44)}}})
	last := 0
	for _, m := range ms {
		if m.page == 0 && m.artifact == "" {
			last++
		}
	}
	if last != 22 || pages != 3 {
		t.Errorf("a page holds 22 lines: %d on the first of %d", last, pages)
	}
	ms, _ = pdf(t, &document.Document{Blocks: []document.Block{document.Paragraph{Text: full[:27*3] + "（城），县。",
		Flush: true}}})
	for _, m := range ms {
		if strings.HasPrefix(m.text, "）") || strings.HasPrefix(m.text, "，") || strings.HasSuffix(m.text, "（") {
			t.Errorf("a line begins or ends with a mark: %q", m.text)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, tt := range map[string]struct{ text, say string }{
		"no glyph":    {"𠮷野家😀", "𠮷 (U+20BB7)、😀 (U+1F600)"},
		"control":     {"技术\x07合同", "U+0007"},
		"not UTF-8":   {"技术\xff", "UTF-8"},
		"private use": {"字\ue000", "U+E000"},
	} {
		for _, b := range []document.Block{document.Paragraph{Text: tt.text}, document.Heading{Text: tt.text},
			document.Table{Columns: []document.Column{{Head: tt.text}}},
			document.Table{Columns: make([]document.Column, 2), Rows: [][]string{{"", tt.text}}},
			document.Signature{Columns: [][]string{{tt.text}}}} {
			var out bytes.Buffer
			err := (&document.Document{Blocks: []document.Block{b}}).PDF(&out)
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.say) || out.Len() != 0 {
				t.Errorf("%s in %T: %v, %d bytes", name, b, err, out.Len())
			}
		}
	}
	d := &document.Document{Blocks: []document.Block{document.Table{Columns: make([]document.Column, 1),
		Rows: [][]string{{"a", "b"}}}}}
	if err := d.PDF(&bytes.Buffer{}); err == nil {
		t.Error("a row longer than the table is taken")
	}
}

// TestInvisible: invisible characters are left out, and a tab is a space.
func TestInvisible(t *testing.T) {
	ms, _ := pdf(t, &document.Document{Title: "甲\u200b乙\ufeff",
		Blocks: []document.Block{document.Paragraph{Text: "丙\t丁\r\n戊\u00ad己\ufe0e"}}})
	if got := words(ms); got != "甲乙丙 丁戊己" {
		t.Errorf("%q", got)
	}
}

// TestSameBytes: a paper has one hash.
func TestSameBytes(t *testing.T) {
	for name, write := range map[string]func(*document.Document, *bytes.Buffer) error{
		"docx": func(d *document.Document, b *bytes.Buffer) error { return d.Docx(b) },
		"pdf":  func(d *document.Document, b *bytes.Buffer) error { return d.PDF(b) },
		"html": func(d *document.Document, b *bytes.Buffer) error { return d.HTML(b) },
	} {
		var x, y bytes.Buffer
		if err := write(sample(t), &x); err != nil {
			t.Fatal(err)
		}
		if err := write(sample(t), &y); err != nil || !bytes.Equal(x.Bytes(), y.Bytes()) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
