package meili

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

// document is the form of one listing in Meilisearch.
type document struct {
	Key string          `json:"key"`
	Sum string          `json:"sum"` // matcher.Doc.Sum in hexadecimal
	Rev int64           `json:"rev"`
	Doc json.RawMessage `json:"doc"` // the Doc as a string of JSON, returned unchanged

	By   string `json:"by,omitempty"`   // the program that wrote the form
	Form string `json:"form,omitempty"` // the analysed document, see forms

	Mark string `json:"mark"` // facet value that names the document; see markOf

	Market   string   `json:"market"`
	Industry []string `json:"industry"` // every prefix of the codes
	Region   []string `json:"region"`
	TRL      int      `json:"trl"`
	Modes    []string `json:"modes"`
	Low      int64    `json:"low"`  // lower end of a budget or price, fen
	High     int64    `json:"high"` // the other end
	State    string   `json:"state"`
	Trusted  bool     `json:"trusted"`
	Updated  int64    `json:"updated"` // UTC ms

	Industry1  []string `json:"industry1"` // facets: level 1, province, classes of money; "-" for none
	Province   string   `json:"province"`
	MoneyClass []string `json:"moneyClass"`
	StateName  string   `json:"stateName"`

	// Shut names the fields that visitors may not read; the facets below leave those out.
	Shut          []string `json:"shut"`
	OpenIndustry1 []string `json:"openIndustry1"`
	OpenProvince  string   `json:"openProvince"`
	OpenModes     []string `json:"openModes"`
	OpenTRL       int      `json:"openTrl"`

	Head   string `json:"head"`   // terms of the title, as words
	Body   string `json:"body"`   // the other terms
	Beside string `json:"beside"` // matcher.Analysed.Beside
	Hidden string `json:"hidden"` // matcher.Analysed.Hidden; these terms are in none of the fields above

	// Sound are neighbouring syllables of all texts and initials of title and keywords, as words. The other field has
	// those of hidden fields.
	Sound       string `json:"sound"`
	HiddenSound string `json:"hiddenSound"`
}

const none = "-" // value of a facet for an empty field

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}

func stored(d *matcher.Analysed, f forms) (*document, error) {
	b, err := json.Marshal(d.Doc())
	if err != nil {
		return nil, err
	}
	if b, err = json.Marshal(string(b)); err != nil {
		return nil, err
	}
	key, sum := keyOf(d.ID), sumOf(d)
	out := &document{Key: key, Sum: sum, Rev: d.Revision, Doc: b, By: f.by(), Form: f.write(d, sum),
		Mark: markOf(key, sum,
			max(1, d.Whole.Length())), Market: d.Market,
		Industry: prefixes(append([]string{d.Industry}, d.MoreIndustries...)...), Region: prefixes(d.Region),
		TRL: d.TRL, Modes: append([]string{},
			d.Modes...), Low: d.LowFen, High: d.HighFen, State: d.State, Trusted: d.Trusted, Updated: d.UpdatedAt,
		Province: orNone(facet("region", d, false)), StateName: orNone(d.State),
		Shut: append([]string{}, d.ClosedFields...), OpenProvince: orNone(facet("region", d,
			true)), OpenModes: append([]string{}, matcher.FacetValues("mode", d, true)...)}
	out.OpenTRL, _ = strconv.Atoi(facet("trl", d, true))
	out.Sound, out.HiddenSound = sounds(d)
	for _, v := range matcher.FacetValues("industry", d, false) {
		out.Industry1 = append(out.Industry1, orNone(v))
	}
	for _, v := range matcher.FacetValues("money", d, false) {
		out.MoneyClass = append(out.MoneyClass, orNone(v))
	}
	for _, v := range matcher.FacetValues("industry", d, true) {
		out.OpenIndustry1 = append(out.OpenIndustry1, orNone(v))
	}
	var head, body, beside, hidden []byte
	for t, n := range d.Whole.All() {
		switch {
		case d.Hidden.Has(t):
		case n.InTitle():
			head = append(appendToken(head, uint32(t)), ' ')
		default:
			body = append(appendToken(body, uint32(t)), ' ')
		}
	}
	for t := range d.Beside.All() {
		if !d.Hidden.Has(t) {
			beside = append(appendToken(beside, uint32(t)), ' ')
		}
	}
	for t := range d.Hidden.All() {
		hidden = append(appendToken(hidden, uint32(t)), ' ')
	}
	out.Head, out.Body, out.Beside, out.Hidden = string(head), string(body), string(beside), string(hidden)
	return out, nil
}

func facet(name string, d *matcher.Analysed, public bool) string {
	return matcher.FacetValues(name, d, public)[0]
}

func sumOf(d *matcher.Analysed) string { return strconv.FormatUint(d.Sum(), 16) }

// read makes the document from the output of stored.
func read(raw json.RawMessage) (*matcher.Analysed, error) {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, err
	}
	var d matcher.Doc
	if err := json.Unmarshal([]byte(s), &d); err != nil {
		return nil, err
	}
	return matcher.Analyse(d), nil
}

func prefixes(codes ...string) []string {
	out := []string{}
	for _, code := range codes {
		for i := range code {
			if p := code[:i+1]; !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// tokenLetters letters write any term in Latin. Every tokenizer of Meilisearch reads one such word, in all versions and
// builds.
const tokenLetters = 7

func appendToken(b []byte, v uint32) []byte {
	var s [tokenLetters]byte
	for i := tokenLetters - 1; i >= 0; i-- {
		s[i] = 'a' + byte(v%26)
		v /= 26
	}
	return append(b, s[:]...)
}

func token(t text.Term) string { return string(appendToken(nil, uint32(t))) }

// syllables and initials are words of other lengths than terms, so that they never collide.
func syllables(a, b string) string { return string(appendSyllables(nil, syllablesOf(a, b))) }

func syllablesOf(a, b string) text.Term {
	var buf [16]byte // the longest syllable has six letters
	return text.Word(string(append(append(append(buf[:0], a...), ' '), b...)))
}

func appendSyllables(b []byte, t text.Term) []byte { return append(appendToken(b, uint32(t)), 's') }

func initials(a, b byte) string { return string([]byte{'i', a, b}) }

// sounds are the words under which pinyin finds a document: for everybody, and for members only.
func sounds(d *matcher.Analysed) (open, hidden string) {
	open, all := soundsOf(d, true), ""
	if d.Hidden.Len() > 0 {
		all = soundsOf(d, false)
	}
	return open, all
}

func soundsOf(d *matcher.Analysed, public bool) string {
	keywords, body := d.Open(public)
	long := make([]text.Term, 0, 1024)
	var short []uint16
	add := func(s string, brief bool) {
		var before []string
		for _, r := range s {
			now := pinyin.Of(r)
			for _, a := range before {
				for _, b := range now {
					long = append(long, syllablesOf(a, b))
					if brief {
						short = append(short, uint16(a[0])<<8|uint16(b[0]))
					}
				}
			}
			before = now
		}
	}
	add(d.NormTitle(), true)
	for _, k := range keywords {
		add(text.Normal(k), true)
	}
	add(text.Normal(body), false)
	slices.Sort(long)
	slices.Sort(short)
	long, short = slices.Compact(long), slices.Compact(short)
	words := make([]byte, 0, len(long)*(tokenLetters+2)+4*len(short))
	for _, t := range long {
		words = append(appendSyllables(words, t), ' ')
	}
	for _, ab := range short {
		words = append(words, 'i', byte(ab>>8), byte(ab), ' ')
	}
	return string(words)
}

// keyOf writes an id in the letters that Meilisearch allows and compares. Capitals and other bytes are escaped. The key
// starts with a letter, so that it never looks like a number.
func keyOf(id string) string {
	b := []byte{'k'}
	for i := range len(id) {
		switch c := id[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-':
			b = append(b, c)
		default:
			b = hex.AppendEncode(append(b, '_'), []byte{c})
		}
	}
	return string(b)
}

func idOf(key string) string {
	var b []byte
	for i := 1; i < len(key); i++ {
		if key[i] == '_' && i+2 < len(key) {
			if c, err := hex.DecodeString(key[i+1 : i+3]); err == nil {
				b = append(b, c...)
				i += 2
				continue
			}
		}
		b = append(b, key[i])
	}
	return string(b)
}
