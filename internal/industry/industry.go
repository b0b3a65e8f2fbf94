// Package industry holds the two-level industry taxonomy with its classes of GB/T 4754—2017. It also holds the synonyms
// of each industry, and the profiles and goals of the counties that Kebang was made for. All of it comes from the text
// files beside this one, read once. The package must not know listings, scores or the matcher: it proposes codes and
// words only.
package industry

import (
	"strings"

	"kebang/internal/vocab"
)

// Industry is one line of the taxonomy.
type Industry struct {
	Code    string // "09" (level 1) or "0903" (level 2)
	Name    string // as shown to people: 纳米碳酸钙、石灰、金属钙
	Short   string // one character for level 1 (糖, 胶, 茶 …), empty for level 2
	English string
	GB      []Class  // classes of GB/T 4754—2017; empty where no class is safe
	Words   []string // words of texts in this industry; used only to propose a code
}

// Class is a class of GB/T 4754—2017 that an industry belongs to.
type Class struct {
	Code  string // two to four digits
	Mark  string // "C" confirmed in a public copy, "m" from memory, "i" our own reading
	Label string // the part of the industry in this class; empty for all of it
}

// Other is the level-1 code for texts outside the taxonomy.
const Other = "99"

// Level is 1 or 2.
func (i Industry) Level() int { return len(i.Code) / 2 }

// All lists the taxonomy in code order, each level-1 line before its level-2 lines. The result is the caller's.
func All() []Industry { return append([]Industry(nil), loaded().list...) }

// Groups lists the level-1 lines in code order.
func Groups() []Industry { return children("") }

// Children lists the level-2 lines of a level-1 code in code order. The list is empty for an unknown code.
func Children(code string) []Industry {
	if len(code) != 2 {
		return nil
	}
	return children(code)
}

func children(parent string) []Industry {
	var out []Industry
	for _, i := range loaded().list {
		if len(i.Code) == len(parent)+2 && strings.HasPrefix(i.Code, parent) {
			out = append(out, i)
		}
	}
	return out
}

// ByCode finds a level-1 or level-2 line.
func ByCode(code string) (Industry, bool) {
	i, ok := loaded().byCode[code]
	return i, ok
}

// Valid reports whether the code is a line of the taxonomy.
func Valid(code string) bool {
	_, ok := loaded().byCode[code]
	return ok
}

// Name is the shown name of a code; the code itself when it is unknown.
func Name(code string) string {
	if i, ok := ByCode(code); ok {
		return i.Name
	}
	return code
}

// Find is the line of a code as a word in both languages.
func Find(code string) (vocab.Term, bool) {
	i, ok := ByCode(code)
	return vocab.Term{Code: code, Zh: i.Name, En: i.English}, ok
}

// FullName is "新材料 / 镁铝合金" for a level-2 code and the plain name for a level-1 code.
func FullName(code string) string {
	if len(code) == 4 && Valid(code) {
		return Name(code[:2]) + " / " + Name(code)
	}
	return Name(code)
}

// Level1 is the level-1 code of a code of either level; empty for an unknown code.
func Level1(code string) string {
	if !Valid(code) {
		return ""
	}
	return code[:2]
}
