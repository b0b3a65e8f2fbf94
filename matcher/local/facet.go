package local

import (
	"slices"
	"strings"

	"kebang/matcher"
)

// facetNames are the facets that an index counts, as in matcher.Query.
var facetNames = []string{"industry", "region", "mode", "trl", "money", "state"}

// classes number the combinations of facet values of documents. There are far fewer combinations than documents, so
// counting adds one number a document and reads none. An unused combination costs a few bytes.
type classes struct {
	number map[string]uint32
	values [][2][][]string // by class, for members and for visitors, and by facet
}

func newClasses() classes { return classes{number: map[string]uint32{}} }

func (c *classes) of(d *matcher.Analysed) uint32 {
	var key strings.Builder
	for _, name := range facetNames {
		for _, v := range matcher.FacetValues(name, d, false) {
			key.WriteString(v)
			key.WriteByte(0)
		}
		key.WriteByte(1)
	}
	for _, name := range d.ClosedFields {
		key.WriteString(name)
		key.WriteByte(0)
	}
	n, ok := c.number[key.String()]
	if !ok {
		n = uint32(len(c.values))
		c.number[key.String()] = n
		var all [2][][]string
		for k, public := range []bool{false, true} {
			all[k] = make([][]string, len(facetNames))
			for i, name := range facetNames {
				for _, v := range matcher.FacetValues(name, d, public) {
					all[k][i] = append(all[k][i], strings.Clone(v)) // a copy, so that it does not keep the document
				}
			}
		}
		c.values = append(c.values, all)
	}
	return n
}

// facets counts the hits under the values of the given facets; for visitors only by public fields.
func (s *side) facets(names []string, hits []hit, public bool) map[string]map[string]int {
	out := make(map[string]map[string]int, len(names))
	if len(names) == 0 {
		return out
	}
	reader := 0
	if public {
		reader = 1
	}
	counts := make([]int, len(s.kinds.values))
	for _, h := range hits {
		counts[s.blocks[h.at>>16].kind[h.at&0xffff]]++
	}
	for _, name := range names {
		out[name] = map[string]int{}
		facet := slices.Index(facetNames, name)
		if facet < 0 {
			continue
		}
		for class, n := range counts {
			if n == 0 {
				continue
			}
			for _, v := range s.kinds.values[class][reader][facet] {
				out[name][v] += n
			}
		}
	}
	return out
}
