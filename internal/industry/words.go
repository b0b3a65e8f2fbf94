package industry

import (
	"fmt"
	"slices"
	"strings"
)

// FromWords maps the industry column of a flat table to a level-1 or level-2 code. It understands codes, names of the
// taxonomy, the words of words.txt and "其他(…)" around any of them. "甲/乙" counts when both lie in one level-1 group.
// When ok is false the caller proposes a code from the text and asks a person; it never guesses.
func FromWords(words string) (code string, ok bool) {
	t := loaded()
	s := wordKey(words)
	if s == "" {
		return "", false
	}
	if code, ok := t.lookup(s); ok {
		return code, true
	}
	if inner, ok := strings.CutPrefix(s, "其他("); ok {
		if code, ok := t.lookup(strings.TrimSuffix(inner, ")")); ok {
			return code, true
		}
		return Other, true
	}
	return t.common(s)
}

// lookup tries the word unchanged and without the endings of official tables.
func (t *tables) lookup(s string) (string, bool) {
	if i, ok := t.byCode[s]; ok {
		return i.Code, true
	}
	for _, ending := range []string{"", "产业", "行业", "领域", "业", "技术", "类"} {
		if short, ok := strings.CutSuffix(s, ending); ok {
			if code, ok := t.words[short]; ok {
				return code, true
			}
		}
	}
	return "", false
}

// common reads "A/B" when every part is known and all lie in one group. It gives the code when the parts agree, else
// the group.
func (t *tables) common(s string) (string, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/·、,;>-—|", r) })
	if len(parts) < 2 {
		return "", false
	}
	result := ""
	for _, p := range parts {
		code, ok := t.lookup(p)
		switch {
		case !ok || result != "" && code[:2] != result[:2]:
			return "", false
		case result == "" || len(result) == 2 && strings.HasPrefix(code, result):
			result = code // the level-2 code of "新材料/镁铝合金"
		case len(code) == 4 && len(result) == 4 && code != result:
			result = code[:2]
		}
	}
	return result, true
}

// wordKey folds width, case and spaces: "新 材 料", "新材料" and "新材料 " are one word.
func wordKey(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, s)
	s = strings.ReplaceAll(s, "其它", "其他")
	return strings.ToLower(strings.Join(strings.Fields(s), ""))
}

func readWords(text string, list []Industry, byCode map[string]Industry) (map[string]string, error) {
	words := map[string]string{}
	err := eachLine("words", text, func(line string) error {
		cols := columns(line)
		if len(cols) != 2 {
			return fmt.Errorf("%q is not word | code", line)
		}
		key := wordKey(cols[0])
		if _, ok := byCode[cols[1]]; !ok {
			return fmt.Errorf("code %s of %s is not in the taxonomy", cols[1], cols[0])
		}
		if _, double := words[key]; double {
			return fmt.Errorf("word %s is there twice", cols[0])
		}
		words[key] = cols[1]
		return nil
	})
	if err != nil {
		return nil, err
	}
	// Names of the taxonomy follow where a name has one code. For 粪污 and 果汁, which have two, words.txt decides.
	names := map[string][]string{}
	for _, i := range list {
		plain, _, _ := strings.Cut(i.Name, "（")
		for _, n := range []string{i.Name, plain, i.Short, fullNameOf(i, byCode)} {
			if key := wordKey(n); key != "" && !slices.Contains(names[key], i.Code) {
				names[key] = append(names[key], i.Code)
			}
		}
	}
	for n, codes := range names {
		if _, written := words[n]; !written && len(codes) == 1 {
			words[n] = codes[0]
		}
	}
	return words, nil
}

// fullNameOf is FullName while the table is still being read.
func fullNameOf(i Industry, byCode map[string]Industry) string {
	if len(i.Code) == 2 {
		return i.Name
	}
	return byCode[i.Code[:2]].Name + " / " + i.Name
}
