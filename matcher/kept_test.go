package matcher

import "testing"

// A kept document without a new field is outdated, even when the field is empty in it.
func TestFingerprintKnowsTheFields(t *testing.T) {
	type older struct {
		Title string `json:"title"`
		Fen   int64  `json:"fen,omitempty"`
	}
	type newer struct {
		Title string `json:"title"`
		Low   int64  `json:"low,omitempty"`
		High  int64  `json:"high,omitempty"`
	}
	if fieldsOf(older{}) == fieldsOf(newer{}) {
		t.Error("two kinds of documents have one fingerprint")
	}
	if docForm() != fieldsOf(Doc{}, Line{}) || docForm() == fieldsOf(Doc{}) {
		t.Error("the fingerprint leaves fields out")
	}
}
