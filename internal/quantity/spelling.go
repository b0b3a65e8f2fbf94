package quantity

import "strings"

// spelt are metrics and parts of metrics with two spellings, the usual one first.
var spelt = [][2]string{{"灰分", "灰份"}, {"水分", "水份"}, {"成分", "成份"}, {"养分", "养份"}, {"糖分", "糖份"}, {"盐分", "盐份"},
	{"油分", "油份"}, {"肥分", "肥份"},
	{"组分", "组份"}, {"挥发分", "挥发份"}, {"黏度", "粘度"}, {"黏性", "粘性"}, {"黏结", "粘结"}, {"黏接", "粘接"}, {"黏附", "粘附"}, {"粒径",
		"粒迳"}, {"直径", "直迳"}}

// shares are metrics that already mean a share: 灰分含量 is 灰分.
var shares = []string{"灰分", "水分", "挥发分", "糖分", "盐分"}

var usualSpelling = func() *strings.Replacer {
	var pairs []string
	for _, p := range spelt {
		pairs = append(pairs, p[1], p[0])
	}
	return strings.NewReplacer(pairs...)
}()

// oneSpelling writes a metric in its usual spelling.
func oneSpelling(s string) string {
	s = usualSpelling.Replace(s)
	for _, w := range shares {
		if s == w+"含量" {
			return w
		}
	}
	return s
}

// Spellings are all spellings of a metric in the form of MetricKey, the given one first. A search for a metric in a
// text looks for each of them.
func Spellings(key string) []string {
	out := []string{key}
	for _, p := range spelt {
		if other := strings.Replace(key, p[0], p[1], 1); other != key {
			out = append(out, other)
		}
	}
	return out
}
