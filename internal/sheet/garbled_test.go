package sheet

import (
	"bytes"
	"math/rand"
	"os"
	"testing"

	"kebang/internal/fault"
)

// TestGarbledXLS changes bytes of a good file, mostly among its sizes and chains. The result is a table or a clear
// refusal. A hang or a reservation by a claimed size would end the test run.
func TestGarbledXLS(t *testing.T) {
	whole, err := os.ReadFile("testdata/demands.xls")
	must(t, err)
	r := rand.New(rand.NewSource(20260123))
	for i := range 200 {
		data := bytes.Clone(whole)
		for range 1 + r.Intn(6) {
			at := r.Intn(len(data))
			if r.Intn(2) == 0 {
				at = r.Intn(1024)
			}
			data[at] = byte(r.Intn(256))
		}
		if r.Intn(8) == 0 {
			data = data[:r.Intn(len(data))]
		}
		_, err := Open(bytes.NewReader(data), int64(len(data)), "f.xls", Limits{Rows: 2000})
		if k := fault.KindOf(err); err != nil && k != fault.Malformed && k != fault.TooLarge {
			t.Fatalf("round %d: %v", i, err)
		}
	}
}
