package api_test

import (
	"strings"
	"testing"
	"unicode"

	"kebang/api/apitest"
)

// TestReferenceInBothLanguages: each English text of /reference is free of Chinese, and no list repeats a code.
func TestReferenceInBothLanguages(t *testing.T) {
	ts := apitest.New(t)
	lists := 0
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			if en, ok := v["english"].(string); ok &&
				(en == "" || strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) })) {
				t.Errorf("%s: %v is %q in English", at, v["code"], en)
			}
			for k, x := range v {
				walk(at+"/"+k, x)
			}
		case []any:
			seen := map[any]bool{}
			for _, x := range v {
				walk(at, x)
				if o, ok := x.(map[string]any); ok && o["english"] != nil && o["code"] != nil {
					if seen[o["code"]] {
						t.Errorf("%s: %v stands twice", at, o["code"])
					}
					seen[o["code"]] = true
				}
			}
			if len(seen) > 0 {
				lists++
			}
		}
	}
	walk("", ts.Do("GET", "/reference", "", nil).Want(200, "").At())
	if lists < 50 {
		t.Errorf("%d lists in both languages", lists)
	}
}
