package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

// TestEverySearchSearches calls each list with a search, once without words and once with words that occur nowhere. A
// list that ignored the words would give everything.
func TestEverySearchSearches(t *testing.T) {
	m := newMarked(t)
	m.Do("POST", "/deals", m.broker, map[string]any{"demand": m.demand, "achievement": m.achievement}).Want(201, "")
	m.Drain()
	tokens := []string{m.As(apitest.Zhenkang, actor.Officer), m.As(apitest.Zhenkang, actor.Admin)}
	var doc struct {
		Paths map[string]struct {
			Get struct {
				Parameters []struct{ Name, In string }
			}
		}
	}
	if err := json.Unmarshal(m.Do("GET", "/openapi.json", "", nil).Want(200, "").Body, &doc); err != nil {
		t.Fatal(err)
	}
	var tried []string
	for path, p := range doc.Paths {
		path = strings.TrimPrefix(path, kernel.Prefix)
		names := map[string]bool{}
		for _, x := range p.Get.Parameters {
			names[x.Name] = true
		}
		if !names["q"] || !names["cursor"] || strings.Contains(path, "{") || strings.HasSuffix(path, ".xlsx") ||
			strings.HasSuffix(path, "/facets") {
			continue
		}
		for _, token := range tokens {
			total := func(query string) int64 {
				var list struct{ Total int64 }
				r := m.Do("GET", path+query, token, nil)
				if r.Status == 403 {
					return 0
				}
				if err := json.Unmarshal(r.Want(200, "").Body, &list); err != nil {
					t.Fatal(err)
				}
				return list.Total
			}
			if total("") == 0 {
				continue
			}
			tried = append(tried, path)
			if n := total("?q=zzqxj%E9%BE%98%E9%BE%98"); n > 0 {
				t.Errorf("%s finds %d records by words that stand nowhere", path, n)
			}
		}
	}
	slices.Sort(tried)
	if tried = slices.Compact(tried); len(tried) < 4 {
		t.Errorf("only %v hold something to be found", tried)
	}
}
