package document

import (
	"strings"

	"github.com/rivo/uniseg"
)

// run is one line of text with its width in points. Blanks at its end belong to the text but not to the width.
type run struct {
	text  string
	width float64
	last  bool // of its paragraph
}

// wrap breaks one paragraph at the places of UAX #14, so that no line begins with 。 or ends with （. A word longer than
// the line is broken between characters. Measure gives the width of a text. The first line is shorter by indent.
func wrap(text string, width, indent float64, measure func(string) float64) []run {
	var out []run
	var line strings.Builder
	room, used := width-indent, 0.0
	end := func() {
		out = append(out, run{text: line.String(), width: measure(trimEnd(line.String()))})
		line.Reset()
		room, used = width, 0
	}
	state := -1
	for rest := text; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		need := measure(trimEnd(segment))
		if used+need > room+fit && line.Len() > 0 {
			end()
		}
		if need > room+fit {
			for _, r := range segment {
				if w := measure(string(r)); used+w > room+fit && line.Len() > 0 && r != ' ' {
					end()
				}
				line.WriteRune(r)
				used += measure(string(r))
			}
			continue
		}
		line.WriteString(segment)
		used += measure(segment)
	}
	end()
	out[len(out)-1].last = true
	return out
}

// fit is the tolerated excess of a line in points, so that 28 characters fit in spite of rounding.
const fit = 0.01

func trimEnd(s string) string { return strings.TrimRight(s, " ") }
