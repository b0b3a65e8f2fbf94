package form

import (
	"slices"
	"strings"
)

// FieldChange is the effect of an update on one field. An empty cell of the file never empties a field: the stored
// value stays, and Kept says so.
type FieldChange struct {
	Field string `json:"field" doc:"key of the column"`
	Label string `json:"label"`
	Old   string `json:"old"`
	New   string `json:"new"`
	Kept  bool   `json:"kept,omitempty" doc:"empty in the file; the old value stays"`
}

// moreFields are JSON fields that a column fills besides its own ones, by column key.
var moreFields = map[string][]string{
	"nice": {"requirements"}, "budget": {"budgetHighFen"}, "price": {"priceHighFen"}, "industry": {"industryConfirmed"},
	"stage":    {"stageWords", "trl"},
	"ipNumber": {"ip"}, "hideOrg": {"hideOrg"}, "sourceKind": {"tags"}, "contactPhone": {"contact.name",
		"contact.phone"}, "org": {"orgWords"},
	"related": {"related"}, "ipNumbers": {"ipNumbers"}, "sellerContact": {"seller.contact"},
	"sellerPhone": {"seller.phone"}, "buyerContact": {"buyer.contact"},
	"buyerPhone": {"buyer.phone"}, "secrecy": {"levels", "detail"}, "class": {"oldClass"},
}

// Fields are the JSON names that a column fills, with a point before the part of an object.
func (c *Column) Fields() []string {
	out := slices.Clone(moreFields[c.Key])
	for _, at := range c.at {
		name := strings.ReplaceAll(strings.Trim(at, "/"), "/", ".")
		if !strings.HasSuffix(at, "/") && name != "uscc" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
