package api_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

var param = regexp.MustCompile(`\{\w+\}`)

// TestAccessOfEveryRoute calls each route as a visitor and as each role. The server must refuse the calls that the
// declaration refuses, and the guard must pass the others. The table is a golden file, so that a review sees a change
// of rights.
func TestAccessOfEveryRoute(t *testing.T) {
	ts := apitest.New(t)
	roles := actor.Roles()
	var b strings.Builder
	fmt.Fprintf(&b,
		"# route x role: + may call (the record may still refuse), . may not (403), - has to sign in (401)\n"+
			"# nobody %s\n", strings.Trim(fmt.Sprint(roles), "[]"))
	order := slices.Clone(ts.Handler.Router().Routes())
	slices.SortFunc(order, func(x, y kernel.Registered) int {
		return strings.Compare(x.Op.Path+x.Op.Method,
			y.Op.Path+y.Op.Method)
	})
	for _, rt := range order {
		marks := "+"
		if !rt.Access.Allows(actor.Actor{}) {
			marks = "-"
			probe(ts, rt, "").Want(401, "sign-in-needed")
		}
		for _, r := range roles {
			allowed := rt.Access.Allows(actor.Actor{Person: "p", Market: apitest.Zhenkang, Role: r})
			if allowed {
				marks += "+"
				continue
			}
			marks += "."
			probe(ts, rt, ts.As(apitest.Zhenkang, r)).Want(403, "role-may-not")
		}
		fmt.Fprintf(&b, "%s %-6s %s\n", marks, rt.Op.Method, rt.Op.Path)
	}
	apitest.Golden(t, "testdata/access.golden", []byte(b.String()))
}

func probe(ts *apitest.Server, rt kernel.Registered, token string) apitest.Response {
	path := param.ReplaceAllString(strings.TrimPrefix(rt.Op.Path, kernel.Prefix), "nothing")
	var body any
	if rt.Op.Method != "GET" {
		body = "{}"
	}
	return ts.Do(rt.Op.Method, path, token, body)
}

// TestGuardLetsAllowedRolesPass calls the routes that a role may read and expects no 401 and no 403.
func TestGuardLetsAllowedRolesPass(t *testing.T) {
	ts := apitest.New(t)
	for _, rt := range ts.Handler.Router().Routes() {
		if rt.Op.Method != "GET" {
			continue
		}
		for _, r := range []actor.Role{actor.Enterprise, actor.Officer, actor.Admin} {
			if !rt.Access.Allows(actor.Actor{Person: "p", Role: r}) {
				continue
			}
			if got := probe(ts, rt, ts.As(apitest.Zhenkang, r)); got.Status == 401 || got.Status >= 500 {
				t.Errorf("%s as %s: %d %s", rt.Op.Path, r, got.Status, got.Body)
			}
		}
	}
}

func TestRouteNeedsAccess(t *testing.T) {
	ts := apitest.New(t)
	nothing := func(context.Context, actor.Actor, *struct{}) (*kernel.Empty, error) { return nil, nil }
	for name, fn := range map[string]func(){
		"no access": func() {
			kernel.Route(ts.Handler.Router(), kernel.Access{}, kernel.Op("a", "GET", "/a", "甲"),
				nothing)
		},
		"no role": func() {
			kernel.Route(ts.Handler.Router(), kernel.Roles(), kernel.Op("b", "GET", "/b", "乙"),
				nothing)
		},
		"ticket for a change": func() {
			kernel.Route(ts.Handler.Router(), kernel.SignedIn.Ticket(), kernel.Op("c", "POST", "/c", "丙"), nothing)
		},
		"the same route twice": func() {
			kernel.Route(ts.Handler.Router(), kernel.Public, kernel.Op("d", "GET", "/me", "丁"),
				nothing)
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("registered: %s", name)
				}
			}()
			fn()
		}()
	}
}

// TestOpenAPI keeps the committed document fresh; the TypeScript types are generated from it.
func TestOpenAPI(t *testing.T) {
	ts := apitest.New(t)
	doc, err := ts.Handler.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	apitest.Golden(t, "openapi.json", doc)
	ids := map[string]bool{}
	for _, rt := range ts.Handler.Router().Routes() {
		if ids[rt.Op.OperationID] {
			t.Errorf("operation id %s is used twice", rt.Op.OperationID)
		}
		ids[rt.Op.OperationID] = true
		if !apitest.Chinese.MatchString(rt.Op.Summary) {
			t.Errorf("%s has no Chinese summary", rt.Op.OperationID)
		}
	}
	if v := ts.Handler.Router().Document().OpenAPI; !strings.HasPrefix(v, "3.1") {
		t.Errorf("OpenAPI %s", v)
	}
}
