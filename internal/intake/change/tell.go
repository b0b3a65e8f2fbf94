package change

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/money"
)

// shown is the content of a column in readable form, at most 200 characters.
func shown[C any](c *form.Column, k form.Kind, content C, o object) string {
	r := form.NewRow(k)
	switch v := any(content).(type) {
	case listing.DemandContent:
		r.Demand, r.Org = &v, v.OrgWords
	case listing.AchievementContent:
		r.Achievement, r.Org = &v, v.OrgWords
	case contract.Content:
		r.Contract = &v
	}
	s := ""
	if c.Show != nil {
		if v := c.Show(r); v != nil {
			s = fmt.Sprint(v)
		}
	}
	if s == "" {
		var parts []string
		for _, name := range c.Fields() {
			if v := field(o, name); full(v) {
				parts = append(parts, plain(name, v))
			}
		}
		s = strings.Join(parts, " ")
	}
	if words := field(o, "words"); words != nil && s == "" {
		for _, name := range c.Fields() {
			var all map[string]string
			if json.Unmarshal(words, &all) == nil && all[name] != "" {
				s = all[name]
			}
		}
	}
	if n := []rune(s); len(n) > 200 {
		s = string(n[:200]) + "…"
	}
	return s
}

// plain is a JSON value in words: money in 万元, places and lists by name.
func plain(name string, v json.RawMessage) string {
	var any any
	if json.Unmarshal(v, &any) != nil {
		return ""
	}
	switch x := any.(type) {
	case string:
		switch {
		case strings.HasSuffix(name, "region"):
			return fmt.Sprint(form.RegionName(x, ""))
		case name == "industry":
			return fmt.Sprint(form.IndustryNames(x))
		case name == "class", name == "subClass":
			return className(x)
		}
		return x
	case bool:
		return fmt.Sprint(form.YesNo(x))
	case float64:
		if strings.HasSuffix(name, "Fen") {
			var fen int64
			if json.Unmarshal(v, &fen) == nil {
				return money.FormatWan(fen)
			}
		}
		return strings.TrimSuffix(fmt.Sprintf("%.2f", x), ".00")
	case []interface{}:
		var out []string
		for _, one := range x {
			switch y := one.(type) {
			case string:
				out = append(out, y)
			case map[string]interface{}:
				for _, key := range slices.Sorted(maps.Keys(y)) {
					if f, ok := y[key].(float64); ok && strings.HasSuffix(key, "Fen") {
						out = append(out, money.FormatWan(int64(f)))
					} else if s, ok := y[key].(string); ok && s != "" {
						out = append(out, s)
					}
				}
			}
		}
		return strings.Join(out, "、")
	}
	return string(v)
}

func className(code string) string {
	if c, ok := contract.Classes.Find(code); ok {
		return c.Zh
	}
	return contract.SubClasses.Name(code)
}

// Tell is the sentence for a stored record that an import may no longer change.
func Tell(cs []form.FieldChange, why fault.Said) fault.Said {
	var parts []string
	for _, c := range cs {
		if !c.Kept && len(parts) < 3 {
			unit := ""
			if strings.Contains(c.Label, "万元") {
				unit = " 万元"
			}
			label, _, _ := strings.Cut(c.Label, "（")
			parts = append(parts, fmt.Sprintf("%s %s → %s%s", label, emptyWord(c.Old), emptyWord(c.New), unit))
		}
	}
	return sayRowDiffers.With(strings.Join(parts, "；"), why)
}

func emptyWord(s string) string {
	if s == "" {
		return "空"
	}
	return wording.Clip(s)
}

// What is told, stored with the import.
var (
	sayRowDiffers = fault.Kept("row-differs",
		"与系统中不同（%s），未更新：%s。",
		"Differs from what is here (%s), not updated: %s.")
)
