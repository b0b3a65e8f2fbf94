package api_test

import (
	"reflect"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/registry"
	"kebang/matcher"
)

// TestStepsHaveOneVerb: a step of a person has one verb everywhere. It names the flow step, and the path and operation
// of its route. In Go it names a method of a service or the argument of its method Step.
func TestStepsHaveOneVerb(t *testing.T) {
	paths := map[string]string{}
	for _, rt := range apitest.New(t).Handler.Router().Routes() {
		paths[rt.Op.OperationID] = rt.Op.Method + " " + rt.Op.Path
	}
	within := map[string]bool{"conclude contract": true, "consent deal": true, "elsewhere contract": true}
	for _, x := range []struct {
		noun    string
		table   *flow.Table
		service any
	}{
		{"contract", &contract.Flow, &contract.Service{}},
		{"registration", &registry.Flow, &registry.Service{}},
		{"deal", &deal.Flow, &deal.Service{}},
		{"demand", &listing.Flow, &listing.Desk[listing.DemandContent]{}},
		{"achievement", &listing.Flow, &listing.Desk[listing.AchievementContent]{}},
		{"claim", &listing.ClaimFlow, &listing.ClaimDesk{}},
		{"match", &matcher.DeclineFlow, &matcher.Service{}},
	} {
		for _, e := range x.table.Edges {
			if kernel.Takers(x.table, e.Step).String() == "roles" || within[e.Step+" "+x.noun] {
				continue // taken by the program, or by the use case of another step
			}
			path := paths[e.Step+"-"+x.noun] + paths[e.Step+"-contract"]
			if x.noun != "registration" {
				path = paths[e.Step+"-"+x.noun]
			}
			if !strings.HasPrefix(path, "POST ") || !strings.HasSuffix(path, "/"+e.Step) {
				if e.Step != contract.StepEdit || !strings.HasPrefix(path, "PUT ") {
					t.Errorf("%s %s: its route is %q", e.Step, x.noun, path)
				}
			}
			name := ""
			for word := range strings.SplitSeq(e.Step, "-") {
				name += strings.ToUpper(word[:1]) + word[1:]
			}
			service := reflect.TypeOf(x.service)
			_, own := service.MethodByName(name)
			if _, any := service.MethodByName("Step"); !own && !any {
				t.Errorf("%s %s: %s has no method %s", e.Step, x.noun, service, name)
			}
		}
	}
}
