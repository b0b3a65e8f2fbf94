package api_test

import (
	"slices"
	"testing"

	"kebang/api/apitest"
)

// unreached are operations that no request of the interface can reach yet, each with the reason.
var unreached = map[string]string{
	"get-draw":         reviews,
	"draw-draw":        reviews,
	"void-draw":        reviews,
	"create-draw-link": reviews,
	"open-draw-link":   reviews,
	"draw-by-link":     reviews,
}

const reviews = "a review announces a draw, and reviews have no routes"

// TestEveryOperationIsAnswered: each operation of the document has succeeded in some test of the API.
func TestEveryOperationIsAnswered(t *testing.T) {
	answered := apitest.Answered(t)
	known := map[string]bool{}
	for _, rt := range apitest.New(t).Handler.Router().Routes() {
		id := rt.Op.OperationID
		if known[id] = true; !slices.Contains(answered, id) && unreached[id] == "" {
			t.Errorf("no test of the API gets a 2xx from %s (%s %s): write one, then go test ./api/... -update", id,
				rt.Op.Method, rt.Op.Path)
		}
	}
	for _, id := range answered {
		if !known[id] {
			t.Errorf("api/answered.txt names %s, which is no operation", id)
		}
	}
}
