package operations

import (
	"encoding/json"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// TestSentenceOfAFailure reads events of the present shape and of that before it, which had the failure only.
func TestSentenceOfAFailure(t *testing.T) {
	for _, x := range []struct {
		shape         int
		failure, said string
		want, english string
	}{
		{3, "", "", "", ""},
		{3, "unavailable: x: 连不上。: refused", "连不上。", "连不上。", "连不上。"},
		{2, "unavailable: search-unavailable: 搜索引擎连不上。: dial tcp: refused", "", "搜索引擎连不上。", "搜索引擎连不上。"},
		{2, "panic: index out of range", "", failed.In(vocab.Zh), failed.In(vocab.En)},
	} {
		body, err := json.Marshal(store.Event{Meta: store.Meta{ID: "x", Market: "m"}, Failure: x.failure,
			Said: fault.Plain(x.said)})
		if err != nil {
			t.Fatal(err)
		}
		e, err := store.Events.Decode(store.Raw{ID: "x", Market: "m", Rev: 1, Shape: x.shape, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		if zh, en := sentence(e, vocab.Zh), sentence(e, vocab.En); zh != x.want || en != x.english {
			t.Errorf("%q: %q, %q", x.failure, zh, en)
		}
	}
}
