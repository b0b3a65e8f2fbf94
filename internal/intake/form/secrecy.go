package form

import (
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
)

// readSecrecy reads the 密级 of a permitted row. A trade secret becomes a draft whose content only the parties of a deal
// may read.
func readSecrecy(r *Row, v string) error {
	level := wording.LevelOf(r.cell.Heading, v)
	if level == wording.Secret { // the screen saw it before; if not, nothing of the file is kept
		r.Secret = true
		return wording.ErrUnparted
	}
	if level != wording.Protected {
		r.Said.Opened = wording.Fold(v) != ""
		return nil
	}
	c := r.Common()
	if c == nil { // contracts and organisations are never public
		return nil
	}
	r.Draft, r.Closed = true, true
	if c.Levels == nil {
		c.Levels = listing.Levels{}
	}
	for _, field := range closedFields {
		c.Levels[field] = disclosure.Protected
	}
	r.Warn("", sayRowClosed, wording.Clip(v))
	return nil
}

// closedFields are fields that describe how a thing is done.
var closedFields = []string{"text", "present", "requirements", "indicators", "keywords", "evidence"}

// Agrees reports whether a cell clearly agrees to publication, or is empty.
func Agrees(v string) bool {
	w := wording.Fold(wording.Ticked(v))
	yes, _ := readYesNo(w)
	return yes || w == "" || w == "公开" || w == "同意公开" || w == "全部公开" || w == "主动公开" || w == "可以公开" || w == "可公开" ||
		w == "同意发布"
}

// readConsent reads whether the unit agrees to publication. Without a clear yes the row stays a draft.
func readConsent(r *Row, v string) error {
	if Agrees(v) {
		r.Said.Consents = wording.Fold(wording.Ticked(v)) != ""
		return nil
	}
	_, ok := readYesNo(wording.Ticked(v))
	r.Draft, r.NoConsent = true, true
	if ok {
		r.Warn("", sayRowNoConsent)
	} else {
		r.Warn("", sayRowUnclearConsent, wording.Clip(v))
	}
	return nil
}

// ConsentChange reports that a file changes the permission to publish a stored listing.
func (r *Row) ConsentChange(was *listing.Source) FieldChange {
	if r.Refuses {
		return FieldChange{Field: "consent", Label: "是否同意公开", Old: "已公开", New: "不同意公开"}
	}
	words := func(held bool) string {
		if held {
			return "不公开"
		}
		return "可以公开"
	}
	return FieldChange{Field: "consent", Label: "是否同意公开", Old: words(was.Held()),
		New: words(r.NoConsent || r.Closed || was.Held() && !r.Said.Consents && !r.Said.Opened)}
}

// What is told, stored with the import.
var (
	sayRowClosed = fault.Kept("row-closed",
		"密级为“%s”：存为草稿，内容、现状、指标和佐证只给进入对接的双方看。",
		"Classified “%s”: kept as a draft; its content is for the two sides of a deal only.")
	sayRowNoConsent = fault.Kept("row-no-consent",
		"单位不同意公开，存为草稿，不发布。",
		"The unit does not consent to publication: kept as a draft, not published.")
	sayRowUnclearConsent = fault.Kept("row-unclear-consent",
		"“%s”不是明确的同意，存为草稿，不发布。",
		"“%s” is no clear consent: kept as a draft, not published.")
)

// ToldNoConsent reports whether a sentence says that a row stays a draft because its unit does not agree.
func ToldNoConsent(s fault.Said) bool {
	return s.Code == sayRowNoConsent.Code || s.Code == sayRowUnclearConsent.Code
}
