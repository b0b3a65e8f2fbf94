package kernel

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/fault"
)

func TestEveryKindHasAStatus(t *testing.T) {
	for k := fault.Internal; k <= fault.Unavailable; k++ {
		if statuses[k] == 0 {
			t.Errorf("%s has no status", k)
		}
	}
	p, internal := ProblemOf(fault.Cause(fmt.Errorf("password of db is hunter2"), fault.Internal,
		fault.T("x", "secret sentence", "")))
	if !internal || p.Status != 500 || strings.Contains(p.Detail, "secret") {
		t.Errorf("%+v", p)
	}
}
