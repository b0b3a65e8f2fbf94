package store

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"kebang/internal/fault"
)

// Limits of a query. Spec.Ready has applied them before an engine sees the query.
const (
	DefaultLimit = 20
	MaxLimit     = 1000
)

// IDField names the document's id in conditions and sort keys; it needs no declaration.
const IDField = "id"

var fieldName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_]*$`)

// Field finds a declared field by name; the id is one of them.
func (s Spec) Field(name string) (FieldSpec, bool) {
	if name == IDField {
		return FieldSpec{IDField, String}, true
	}
	for _, f := range s.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return FieldSpec{}, false
}

// Check refuses an impossible declaration: bad or repeated names, keys over unknown or set fields.
func (s Spec) Check() error {
	if !fieldName.MatchString(s.Name) {
		return Misuse("collection name %q", s.Name)
	}
	seen := map[string]bool{IDField: true}
	for _, f := range s.Fields {
		if low := strings.ToLower(f.Name); !fieldName.MatchString(f.Name) || seen[low] {
			return Misuse("%s: field name %q is reserved, doubled or not a word", s.Name, f.Name)
		} else {
			seen[low] = true
		}
	}
	for _, key := range slices.Concat(s.Unique, s.Indexes) {
		for _, name := range key {
			if f, ok := s.Field(name); !ok || f.Type == Set {
				return Misuse("%s: key over %q, which is unknown or a set", s.Name, name)
			}
		}
	}
	return nil
}

// Ready checks the values of a document against the declaration and returns them in the types that engines store.
// Absent values and empty sets are left out.
func (v Values) Ready(s Spec) (Values, error) {
	out := make(Values, len(v))
	for name, val := range v {
		f, ok := s.Field(name)
		if !ok || name == IDField {
			return nil, Misuse("%s: value for the undeclared field %q", s.Name, name)
		}
		n, err := f.normal(val)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		if n != nil {
			out[name] = n
		}
	}
	return out, nil
}

// Ready checks a query against the declaration and returns it with the limit set. All values have the types that
// engines store: string, int64, bool, []string, []int64.
func (q Query) Ready(s Spec) (Query, error) {
	if (q.Market == "") != q.AllMarkets {
		return q, Misuse("%s: a query names one market, or AllMarkets in maintenance code", s.Name)
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if q.Limit < 0 || q.Limit > MaxLimit {
		return q, Misuse("%s: limit %d is not in 1..%d", s.Name, q.Limit, MaxLimit)
	}
	where := make([]Cond, len(q.Where))
	for i, c := range q.Where {
		f, ok := s.Field(c.Field)
		if !ok {
			return q, Misuse("%s: condition on the undeclared field %q", s.Name, c.Field)
		}
		v, err := f.operand(c.Op, c.Value)
		if err != nil {
			return q, fmt.Errorf("%s: %w", s.Name, err)
		}
		where[i] = Cond{c.Field, c.Op, v}
	}
	q.Where = where
	for _, o := range q.Sort {
		if f, ok := s.Field(o.Field); !ok || f.Type == Set {
			return q, Misuse("%s: sort by %q, which is unknown or a set", s.Name, o.Field)
		}
	}
	return q, nil
}

func (f FieldSpec) operand(op Op, v any) (any, error) {
	bad := Misuse("operator %d does not fit the field %s of type %d", op, f.Name, f.Type)
	switch op {
	case Absent, Present:
		return nil, nil
	case Has:
		if f.Type != Set {
			return nil, bad
		}
		return FieldSpec{f.Name, String}.value(v)
	case In:
		rv := reflect.ValueOf(v)
		if rv.Kind() != reflect.Slice || f.Type != String && f.Type != Int {
			return nil, bad
		}
		strs, ints := make([]string, 0, rv.Len()), make([]int64, 0, rv.Len())
		for i := range rv.Len() {
			n, err := f.value(rv.Index(i).Interface())
			if err != nil {
				return nil, err
			}
			switch n := n.(type) {
			case string:
				strs = append(strs, n)
			case int64:
				ints = append(ints, n)
			}
		}
		if f.Type == Int {
			return ints, nil
		}
		return strs, nil
	case Eq, Ge, Gt, Le, Lt:
		if f.Type == Set || f.Type == Bool && op != Eq {
			return nil, bad
		}
		return f.value(v)
	}
	return nil, bad
}

func (f FieldSpec) value(v any) (any, error) {
	n, err := f.normal(v)
	if err == nil && n == nil {
		err = Misuse("field %s compared with nothing; use Absent", f.Name)
	}
	return n, err
}

// normal converts a value to its stored type. Named types (a State, a Date) convert by their kind, so that extractors
// need no conversions. Text that is not UTF-8 is repaired as encoding/json repairs it in the body.
func (f FieldSpec) normal(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	rv := reflect.ValueOf(v)
	switch {
	case f.Type == String && rv.Kind() == reflect.String:
		return strings.ToValidUTF8(rv.String(), "\uFFFD"), nil
	case f.Type == Int && rv.CanInt():
		return rv.Int(), nil
	case f.Type == Bool && rv.Kind() == reflect.Bool:
		return rv.Bool(), nil
	case f.Type == Set && rv.Kind() == reflect.Slice && rv.Type().Elem().Kind() == reflect.String:
		set := make([]string, rv.Len())
		for i := range set {
			set[i] = strings.ToValidUTF8(rv.Index(i).String(), "\uFFFD")
		}
		slices.Sort(set)
		if set = slices.Compact(set); len(set) == 0 {
			return nil, nil
		}
		return set, nil
	}
	return nil, Misuse("field %s of type %d got a %T", f.Name, f.Type, v)
}

// Position is the place of the last row of a page: its sort values (nil for absent), market and id.
type Position struct {
	Keys   []any  `json:"k"`
	Market string `json:"m"`
	ID     string `json:"i"`
	Sign   string `json:"s"`
}

func (q Query) sign(coll string) string {
	b, err := json.Marshal([]any{coll, q.Market, q.AllMarkets, q.Where, q.Sort})
	if err != nil {
		panic("store: a ready query is always JSON: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// Cursor makes the opaque text of a position of a ready query.
func (q Query) Cursor(s Spec, p Position) string {
	p.Sign = q.sign(s.Name)
	b, err := json.Marshal(p)
	if err != nil {
		panic("store: sort values are always JSON: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Start reads the cursor of a ready query. It is nil when the query starts at its first row. A text that is no cursor,
// or one of another collection, market, filter or order, is fault.Malformed.
func (q Query) Start(s Spec) (*Position, error) {
	if q.After == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(q.After)
	if err != nil {
		return nil, badCursor
	}
	var p Position
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.UseNumber()
	if err := dec.Decode(&p); err != nil || p.Sign != q.sign(s.Name) || len(p.Keys) != len(q.Sort) {
		return nil, badCursor
	}
	for i, k := range p.Keys {
		f, _ := s.Field(q.Sort[i].Field)
		if n, ok := k.(json.Number); ok && f.Type == Int {
			if p.Keys[i], err = n.Int64(); err != nil {
				return nil, badCursor
			}
		} else if p.Keys[i], err = f.normal(k); err != nil || ok {
			return nil, badCursor
		}
	}
	return &p, nil
}

// Misuse is a defect of the calling code, found by the first test that runs it.
func Misuse(format string, args ...any) error {
	return fault.Of(fault.Internal, fault.T("store-misuse",
		"程序误用了数据库：%s。", "The program misuses the store: %s."), fmt.Sprintf(format, args...))
}

// Duplicate is the error of all engines for a taken id (no fields) or a taken unique key.
func Duplicate(fields []string) error {
	if len(fields) == 0 {
		return fault.Of(fault.Conflict, fault.T("duplicate-id",
			"这条记录已经保存过，不需要再次新增。", "This record is saved already; do not add it again."))
	}
	return fault.Of(fault.Conflict, fault.T("duplicate-"+strings.Join(fields, "-"),
		"已有一条相同的记录（%s），请打开原记录修改，不要重复新增。",
		"There is such a record (%s); open and change it instead of adding another."), strings.Join(fields, "、"))
}

// Outdated is the error of all engines for a revision that is no longer stored.
func Outdated() error {
	return fault.Of(fault.Stale, fault.T("stale",
		"这条记录刚被别人修改过，请刷新后再改。", "Somebody has just changed this record; reload, then change it."))
}

// Missing is the error of all engines for an absent id.
func Missing() error {
	return missing(record)
}
