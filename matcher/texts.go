package matcher

import (
	"encoding/binary"
	"unicode/utf8"
)

// texts are the title, the keywords and the text of a document, exactly as written. The document's bag of terms holds
// nearly all of their characters already. A character is therefore stored as its number there, in one byte instead of
// three. Reading takes one or two microseconds; most comparisons need the bag alone.
//
// The form has the length of the title in bytes, the title and the number of keywords. Each keyword with its length
// follows, then the text up to the end. A character is its number in an alphabet made of usualSigns, the characters of
// the bag, and rareSigns. The number after the last one announces a raw byte of UTF-8, so every text can be kept.
// Numbers are one byte, or two where the alphabet has more than 256 (alphabet.write).
type texts struct{ form string }

// The signs beside Han characters, the most frequent of technical texts first. Those never take two bytes.
const (
	usualSigns = "，。、,. 0123456789\n()（）；：“”-;:/%abcdefghiklmnoprstuABCDEFMPST℃～×~"
	rareSigns  = "\t!\"#$&'*+<=>?@GHIJKLNOQRUVWXYZ[\\]^_`jqvwxyz{|}" +
		"·—…‘’《》【】〈〉「」！？％＋－／＜＝＞±≤≥≦≧∞√∑∶∈°′″‰㎡μαβγδεηθκλσφχψωΔΦΩⅠⅡⅢⅣⅤ①②③④⑤　"
)

// sign is the UTF-8 of a character in its low three bytes, and its length above.
type sign uint32

func signOf(r rune) sign {
	var b [4]byte
	n := utf8.EncodeRune(b[:3], r)
	return sign(binary.LittleEndian.Uint32(b[:])) | sign(n)<<24
}

// Both lists as signs and their places in them.
var (
	usualForm, usualPlace = signs(usualSigns)
	rareForm, rarePlace   = signs(rareSigns)
)

func signs(s string) (form []sign, place map[rune]int) {
	place = map[rune]int{}
	for _, r := range s {
		place[r] = len(form)
		form = append(form, signOf(r))
	}
	return form, place
}

// alphabet numbers the characters of one document.
type alphabet struct {
	packed
	rare, raw int // number of the first of rareSigns, and the one before a byte that stands for itself
	single    int // numbers under this are one byte
}

func (b Terms) alphabet() (a alphabet) {
	a.packed = b.open()
	a.rare = len(usualForm) + a.chars()
	a.raw = a.rare + len(rareForm)
	// n first bytes stand before a second one, so that there are 256-n + 256n numbers.
	a.single = 256 - max(0, a.raw+1-256+254)/255
	return a
}

func (a *alphabet) number(r rune) int {
	if r >= 0x4e00 && r <= 0x9fff {
		if i, ok := a.char(uint16(r - 0x4e00)); ok {
			return len(usualForm) + i
		}
	} else if i, ok := usualPlace[r]; ok {
		return i
	} else if i, ok := rarePlace[r]; ok {
		return a.rare + i
	}
	return -1
}

func (a *alphabet) append(b []byte, n int) []byte {
	if n < a.single {
		return append(b, byte(n))
	}
	n -= a.single
	return append(b, byte(a.single+n>>8), byte(n))
}

func (a *alphabet) write(b []byte, s string) []byte {
	for i, r := range s {
		if n := a.number(r); n >= 0 {
			b = a.append(b, n)
			continue
		}
		_, w := utf8.DecodeRuneInString(s[i:]) // an invalid byte stays one
		for _, c := range []byte(s[i : i+w]) {
			b = append(a.append(b, a.raw), c)
		}
	}
	return b
}

// read appends the text that write wrote.
func (a *alphabet) read(out []byte, s string) []byte {
	at := len(out)
	if need := at + 3*len(s) + 4; cap(out) < need {
		out = append(make([]byte, 0, need), out...)
	}
	out = out[:cap(out)]
	usual := len(usualForm)
	for i := 0; i < len(s); i++ {
		n := int(s[i])
		if n >= a.single {
			if i++; i == len(s) {
				break
			}
			n = a.single + (n-a.single)<<8 + int(s[i])
		}
		x := sign(0)
		switch {
		case n < usual:
			x = usualForm[n]
		case n < a.rare:
			c := uint32(a.place(n-usual)) + 0x4e00
			x = sign(0x8080e0 | c>>12 | c>>6&63<<8 | c&63<<16 | 3<<24)
		case n < a.raw:
			x = rareForm[n-a.rare]
		default:
			if i++; i == len(s) {
				continue
			}
			x = sign(s[i]) | 1<<24
		}
		binary.LittleEndian.PutUint32(out[at:], uint32(x))
		at += int(x >> 24)
	}
	return out[:at]
}

// appendTexts appends the form of texts whose characters are numbered by the bag made of them.
func appendTexts(b []byte, bag Terms, title string, keywords []string, body string) []byte {
	a := bag.alphabet()
	var buf [256]byte
	x := a.write(buf[:0], title)
	b = append(binary.AppendUvarint(b, uint64(len(x))), x...)
	b = binary.AppendVarint(b, int64(len(keywords)))
	for _, k := range keywords {
		x = a.write(x[:0], k)
		b = append(binary.AppendUvarint(b, uint64(len(x))), x...)
	}
	return a.write(b, body)
}

// parts are the forms of the title and of the text.
func (t texts) parts() [2]string {
	r := shelfReader{s: t.form}
	title := r.str()
	for range r.size(1) {
		r.str()
	}
	return [2]string{title, r.s}
}

// textBuffer is room for most texts while they are read.
type textBuffer [4096]byte

// Title is the title as it was written.
func (a *Analysed) Title() string {
	return a.written(a.texts.parts()[0])
}

// Keywords are the keywords as they were written; nil for none.
func (a *Analysed) Keywords() []string {
	r := shelfReader{s: a.texts.form}
	r.str()
	n := r.size(1)
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = a.written(r.str())
	}
	return out
}

// Text is the text as it was written.
func (a *Analysed) Text() string {
	return a.written(a.texts.parts()[1])
}

// titleAndText are both, a line each.
func (a *Analysed) titleAndText() string {
	x, parts := a.Whole.alphabet(), a.texts.parts()
	var buf textBuffer
	out := append(x.read(buf[:0], parts[0]), '\n')
	return string(x.read(out, parts[1]))
}

func (a *Analysed) written(form string) string {
	if form == "" {
		return ""
	}
	x := a.Whole.alphabet()
	var buf textBuffer
	return string(x.read(buf[:0], form))
}
