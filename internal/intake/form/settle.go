package form

import (
	"encoding/json"
	"errors"
	"strings"

	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/listing"
)

// settleLines brings the lines of requirements and indicators within the limits of a record, without loss. A must-have
// too many becomes a wish. A line too many or too long moves into the text.
func settleLines(r *Row) {
	switch {
	case r.Demand != nil:
		settleRequirements(r)
	case r.Achievement != nil && len(r.Achievement.Indicators) > listing.MaxLines:
		for _, i := range r.Achievement.Indicators[listing.MaxLines:] {
			addText(r, "技术指标：", measureText(i.Metric, i.Op, i.Value, i.High, i.Unit))
		}
		r.Achievement.Indicators = r.Achievement.Indicators[:listing.MaxLines]
		r.Warn("indicators", sayIndicatorsMany, listing.MaxLines)
	}
}

func settleRequirements(r *Row) {
	must, kept := 0, r.Demand.Requirements[:0]
	demoted, moved := 0, 0
	for _, q := range r.Demand.Requirements {
		if len([]rune(q.Text)) > listing.MaxLine || len(kept) == listing.MaxLines {
			addText(r, map[bool]string{true: "必备指标：", false: "期望指标："}[q.Must], q.Text)
			moved++
			continue
		}
		if q.Must {
			if must++; must > listing.MaxMust {
				q.Must = false
				demoted++
			}
		}
		kept = append(kept, q)
	}
	r.Demand.Requirements = kept
	if demoted > 0 {
		r.Warn("must", sayMustMany, listing.MaxMust, demoted)
	}
	if moved > 0 {
		r.Warn("must", sayRequirementsMoved, moved)
	}
}

func addText(r *Row, label, line string) {
	c := r.Common()
	c.Text = strings.TrimSpace(c.Text + "\n" + label + line)
}

// checkListing asks the domain for its rules. Only title and text may refuse a row. Any other value that breaks a rule
// is emptied with a warning, and its words are kept.
func checkListing[C listing.Content](r *Row, c *C, raw func(pointer string) string) error {
	for _, n := range listing.PersonalNumbers(c) {
		r.Warn(KeyAt(r.Kind(), "/"+n.Field), sayTextPersonal, n.Kind, n.Text)
	}
	for range 40 { // each round empties one field
		err := listing.CheckDraft(c)
		var f *fault.Error
		if !errors.As(err, &f) {
			return err
		}
		at := -1
		for i, field := range f.Fields {
			if name := fieldName(field.Pointer); name != "title" && name != "text" {
				at = i
				break
			}
		}
		if at < 0 || !empty(c, fieldName(f.Fields[at].Pointer)) {
			return err
		}
		field := f.Fields[at]
		if words := raw(field.Pointer); words != "" &&
			listing.DefaultLevels[fieldName(field.Pointer)] < disclosure.Private {
			r.keepAt(fieldName(field.Pointer), words)
		}
		r.Warn(KeyAt(r.Kind(), field.Pointer), sayCellNotReadKept, field.Said())
	}
	return listing.CheckDraft(c)
}

func fieldName(pointer string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return name
}

// empty removes a field from a content by its JSON name.
func empty[C listing.Content](c *C, field string) bool {
	b, err := json.Marshal(c)
	var m map[string]json.RawMessage
	if err != nil || json.Unmarshal(b, &m) != nil || m[field] == nil {
		return false
	}
	delete(m, field)
	if b, err = json.Marshal(m); err != nil {
		return false
	}
	var out C
	if json.Unmarshal(b, &out) != nil {
		return false
	}
	*c = out
	return true
}

// Kind is the kind of the row's record.
func (r *Row) Kind() Kind {
	switch {
	case r.Demand != nil:
		return Demands
	case r.Achievement != nil:
		return Achievements
	case r.Organization != nil:
		return Organizations
	}
	return Contracts
}

// What is told, stored with the import.
var (
	sayIndicatorsMany = fault.Kept("indicators-many",
		"技术指标最多 %d 条，其余写入正文。",
		"At most %d indicators; the others were put into the text.")
	sayMustMany = fault.Kept("must-many",
		"必备指标最多 %d 条，其余 %d 条按期望指标读入。",
		"At most %d musts; the other %d were read as wishes.")
	sayRequirementsMoved = fault.Kept("requirements-moved",
		"有 %d 条指标过多或过长，写入正文。",
		"%d requirements were too many or too long and were put into the text.")
	sayTextPersonal = fault.Kept("text-personal",
		"公开的文字里有%s（%s），发布后所有人都能看到；请删去，或写到联系方式里。",
		"A public text holds %s (%s), which everybody could read. Remove it, or put it into the contact.")
	sayCellNotReadKept = fault.Kept("cell-not-read-kept",
		"%s这一格没有读入，原文保留。",
		"%s The cell was not read; its words are kept.")
)
