package contract

import (
	"encoding/json"
	"reflect"

	"kebang/internal/fault"
)

// agreedFields are the fields that both sides agreed to with the text, by JSON name. The other fields belong to the
// registration form.
var agreedFields = []string{"title", "class", "subClass", "totalFen", "deductions", "payment", "royalty",
	"stages", "payments", "signDate",
	"beginDate", "endDate", "ipOwner",
	"subject", "targets", "terms", "secrecy", "acceptance"}

// agreedOfSides name the two parties.
var agreedOfSides = []string{"orgId", "personId", "name", "uscc", "country"}

// keeps is nil when two contents agree in all agreed fields. An empty field may be filled in.
func keeps(was, is *Content) error {
	var f fault.Fields
	before, after := fieldsOf(was), fieldsOf(is)
	same := func(at string, x, y any) {
		if !empty(x) && !reflect.DeepEqual(x, y) {
			f.Note(at, fault.T("signed-field-fixed-send-back",
				"双方已签订，这一栏不能再改；确需修改请先退回修改，双方重新确认。",
				"It is signed and this field is fixed; send it back for changes first, then both confirm again."))
		}
	}
	for _, name := range agreedFields {
		same("/"+name, before[name], after[name])
	}
	for _, side := range []string{"seller", "buyer"} {
		x, _ := before[side].(map[string]any)
		y, _ := after[side].(map[string]any)
		for _, name := range agreedOfSides {
			same("/"+side+"/"+name, x[name], y[name])
		}
	}
	return f.Fault(fault.T("contract-agreed",
		"合同已签订，只能补充登记信息，不能改动双方约定的内容。",
		"It is signed: only what registration needs can be added."))
}

func fieldsOf(c *Content) map[string]any {
	var m map[string]any
	if b, err := json.Marshal(c); err == nil {
		_ = json.Unmarshal(b, &m) // b comes from a struct one line above
	}
	return m
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case float64:
		return v == 0
	case []any:
		return len(v) == 0
	}
	return false
}
