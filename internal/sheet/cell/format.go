package cell

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// look is the display of a numeric cell, as far as the meaning of the text depends on it.
type look struct {
	date    bool
	percent bool   // the format shows the number times 100 with a %
	sign    bool   // the format only writes % behind the number
	zeros   int    // least digits of a format such as 000000, which keeps leading zeros of codes
	unit    string // text of the format beside the number
	shift   int    // shift of the decimal point to the left: 3 for each scaling comma
}

// Format is a format code: up to four sections, each with an optional condition (ECMA-376 part 1, 18.8.31).
type Format []formatSection

type formatSection struct {
	op   string // <, <=, =, <>, >=, >; empty without a condition
	than float64
	look look
}

// look chooses the section for a number, by the conditions, else by its sign.
func (f Format) look(v float64) look {
	if len(f) == 0 {
		return look{}
	}
	conditions := false
	for _, s := range f {
		if conditions = conditions || s.op != ""; conditions && (s.op == "" || s.holds(v)) {
			return s.look
		}
	}
	switch {
	case conditions:
		return f[len(f)-1].look
	case len(f) > 2 && v == 0:
		return f[2].look
	case len(f) > 1 && v < 0:
		return f[1].look
	}
	return f[0].look
}

func (s formatSection) holds(v float64) bool {
	switch s.op {
	case "<":
		return v < s.than
	case "<=":
		return v <= s.than
	case "=":
		return v == s.than
	case "<>":
		return v != s.than
	case ">=":
		return v >= s.than
	}
	return v > s.than
}

// Builtin gives the number formats that a file names only by id (ECMA-376 part 1, 18.8.30). 27-36 and 50-58 are dates
// in the Chinese editions. The currency of 5-8 and 42-44 depends on the reading computer, so it means nothing.
func Builtin(id int) Format {
	switch {
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return Format{{look: look{date: true}}}
	case id == 9 || id == 10:
		return Format{{look: look{percent: true}}}
	}
	return nil
}

// Parse reads a format code such as yyyy"年"m"月"d"日", 0.00%, 000000, 0.00"万元" or [>=10000]0!.0,"万元";0"元".
func Parse(code string) Format {
	if len(code) > 1000 { // Excel allows 255 characters
		return nil
	}
	code = strings.ReplaceAll(code, "G/通用格式", "General") // Chinese editions of other programs write it so
	var f Format
	for len(f) < 4 {
		p := formatParser{rest: code}
		s := p.section()
		f = append(f, s)
		if code = p.rest; code == "" {
			break
		}
		code = code[1:]
	}
	return f
}

// formatParser parses one section. Bare is the format of the number itself; prefix and suffix are the texts beside it.
type formatParser struct {
	rest           string
	bare           strings.Builder
	prefix, suffix strings.Builder
	digits, faked  bool // placeholders were seen; a written point was seen between them
	fake           int  // placeholders after a written point
	s              formatSection
}

func (p *formatParser) section() formatSection {
	for p.rest != "" && p.rest[0] != ';' {
		p.step()
	}
	s := strings.ToLower(p.bare.String())
	l := &p.s.look
	number := strings.Map(func(r rune) rune {
		if strings.ContainsRune("0#?.,", r) {
			return r
		}
		return -1
	}, s)
	switch general := strings.Contains(s, "general"); {
	case !general && isDate(s):
		l.date = true
		return p.s
	case !p.digits && !general:
		return p.s
	}
	l.percent = strings.Contains(s, "%")
	if len(s) > 1 && strings.Trim(s, "0") == "" && p.fake == 0 {
		l.zeros = len(s)
	}
	l.shift = 3*(len(number)-len(strings.TrimRight(number, ","))) + p.fake
	if whole, _, ok := strings.Cut(number, "."); ok {
		l.shift += 3 * (len(whole) - len(strings.TrimRight(whole, ",")))
	}
	l.unit = unitWords(p.prefix.String(), p.suffix.String())
	if l.unit == "%" || l.unit == "％" {
		l.sign, l.unit = true, ""
	}
	return p.s
}

// isDate recognises a date format by letters of dates without digits. With digits it needs doubled letters, as in
// mm:ss.0.
func isDate(s string) bool {
	return strings.ContainsAny(s, "ymdhs") && !strings.ContainsAny(s, "0#?") || strings.Contains(s, "yy") ||
		strings.Contains(s, "ss")
}

func (p *formatParser) step() {
	r, n := utf8.DecodeRuneInString(p.rest)
	at := p.rest
	p.rest = p.rest[n:]
	switch {
	case r == '"':
		text, after, _ := strings.Cut(p.rest, `"`)
		p.rest = after
		p.literal(text)
	case r == '\\' || r == '!':
		p.literal(p.next())
	case r == '_' || r == '*': // a gap of the width of the next character, or filled with it
		p.next()
	case r == '[':
		inner, after, ok := strings.Cut(p.rest, "]")
		if p.rest = after; ok {
			p.bracket(inner)
		}
	case r == '0' || r == '#' || r == '?':
		p.digits = true
		if p.faked {
			p.fake++
		}
		p.bare.WriteRune(r)
	case len(at) >= 7 && strings.EqualFold(at[:7], "general"):
		p.digits, p.rest = true, at[7:]
		p.bare.WriteString("general")
	case r == '$' || r > 0x7f:
		p.literal(string(r))
	default:
		if r == '.' {
			p.faked = false
		}
		p.bare.WriteRune(r)
	}
}

func (p *formatParser) next() string {
	_, n := utf8.DecodeRuneInString(p.rest)
	text := p.rest[:n]
	p.rest = p.rest[n:]
	return text
}

// literal reads text beside the number. A written point between digits is the trick that shows 12345 as 1.2 万.
func (p *formatParser) literal(text string) {
	switch {
	case text == "." && p.digits && strings.ContainsAny(p.rest, "0#?"):
		p.faked = true
	case p.digits:
		p.suffix.WriteString(text)
	default:
		p.prefix.WriteString(text)
	}
}

// bracket reads [$US$-409], a condition, or elapsed times; [Red] and [DBNum1] are decoration.
func (p *formatParser) bracket(inner string) {
	if symbol, ok := strings.CutPrefix(inner, "$"); ok {
		symbol, _, _ = strings.Cut(symbol, "-")
		p.literal(symbol)
		return
	}
	for _, op := range []string{"<=", "<>", ">=", "<", "=", ">"} {
		if text, ok := strings.CutPrefix(inner, op); ok {
			if v, err := strconv.ParseFloat(strings.TrimSpace(text), 64); err == nil {
				p.s.op, p.s.than = op, v
			}
			return
		}
	}
	if inner = strings.ToLower(inner); inner != "" && strings.Trim(inner, "hms") == "" {
		p.bare.WriteString(inner)
	}
}

// unitWords joins the texts before and behind the number, without brackets and signs. A ¥ beside other words adds
// nothing.
func unitWords(prefix, suffix string) string {
	decoration := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`()（）+-:：/,，'`, r) }
	prefix, suffix = strings.TrimFunc(prefix, decoration), strings.TrimFunc(suffix, decoration)
	if suffix != "" && (prefix == "¥" || prefix == "￥") {
		prefix = ""
	}
	return Tidy(prefix + suffix)
}
