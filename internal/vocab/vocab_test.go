package vocab_test

import (
	"fmt"
	"testing"

	"kebang/internal/vocab"
)

var modes = vocab.List{{Code: "transfer", Zh: "转让", En: "Transfer"}, {Code: "licence", Zh: "许可", En: "Licence"},
	{Code: "other", Zh: "其他"}}

func ExampleList_Read() {
	code, ok := modes.Read("许可")
	fmt.Println(code, ok)
	code, ok = modes.Read("赠与")
	fmt.Println(code, ok)
	// Output:
	// licence true
	// 赠与 false
}

func TestNames(t *testing.T) {
	for code, want := range map[string][2]string{"transfer": {"转让", "Transfer"}, "other": {"其他", "其他"},
		"gift": {"gift", "gift"}} {
		term, known := modes.Find(code)
		if term.In(vocab.Zh) != want[0] || term.In(vocab.En) != want[1] || term.In("") != want[0] ||
			known != modes.Has(code) || modes.Name(code) != want[0] {
			t.Errorf("%s: %+v, %v", code, term, known)
		}
	}
	if modes.NameOrNone("transfer") != "转让" || modes.NameOrNone("gift") != "" {
		t.Error("a name where there is none, or none where there is one")
	}
	if got := modes.Codes(); len(got) != 3 || got[2] != "other" {
		t.Error(got)
	}
	if got := modes.Names(); len(got) != 3 || got[2] != "其他" {
		t.Error(got)
	}
}
