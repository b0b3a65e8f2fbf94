package sheet

import "strings"

func box(checked bool) string {
	if checked {
		return "☑"
	}
	return "□"
}

// wingdings are the marks of Wingdings and Wingdings 2 in forms, by character code. A cross in a box is a choice like a
// tick.
var wingdings = map[rune]string{
	0xFE: "☑", 0x52: "☑", 0xFD: "☑", 0x78: "☑", 0x53: "☑", 0x54: "☑",
	0xA8: "□", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0xA3: "□",
	0x6E: "■", 0xA7: "■", 0xA2: "■",
	0xFC: "√", 0x50: "√", 0xFB: "×", 0x4F: "×",
	0x6C: "●", 0x9F: "●", 0xA1: "○",
}

// symbols replaces the marks of symbol fonts by characters of every font. Such marks are letters in a run of the font,
// or lie in the private area from U+F000.
func symbols(s string, font bool) string {
	private := func(r rune) bool { return r >= 0xF020 && r <= 0xF0FF }
	if !font && strings.IndexFunc(s, private) < 0 {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		code := r
		if private(r) {
			code -= 0xF000
		}
		switch mark, ok := wingdings[code]; {
		case ok && (font || private(r)):
			out.WriteString(mark)
		case !private(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}
