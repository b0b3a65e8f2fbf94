package meili

import (
	"testing"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
)

// TestNoRoom: the answers of a real Meilisearch 1.50.0 on a full disk wait for room, as requests and as tasks. Its
// answers to other refusals do not.
func TestNoRoom(t *testing.T) {
	for _, said := range []struct {
		status        int
		code, message string
		want          string
	}{
		{422, "no_space_left_on_device", "No space left on device (os error 28)", "search-disk-full"},
		{422, "io_error",
			"Input/output error (os error 5). This error generally happens when you have no space left on device or " +
				"when your database doesn't have read or write right.", "search-disk-full"},
		{500, "internal", "Error while receiving the playload. `No space left on device (os error 28)`.",
			"search-disk-full"},
		{400, "malformed_payload",
			"The `json` payload provided is malformed. `Couldn't serialize document value: No space left on device " +
				"(os error 28) at path \"data/update_files/.tmp\"`.", "search-disk-full"},
		{500, "internal", "No such file or directory (os error 2)", "search-unavailable"},
		{400, "malformed_payload", "The `json` payload provided is malformed.", "search-request"},
	} {
		x, err := Open(Options{URL: "http://127.0.0.1:9"})
		fail(t, err)
		answer := &meilisearch.Error{StatusCode: said.status, ErrCode: meilisearch.MeilisearchApiError}
		answer.MeilisearchApiError.Code, answer.MeilisearchApiError.Message = said.code, said.message
		if got := codeOf(x.fail(t.Context(), answer)); got != said.want {
			t.Errorf("%d %s %s: %s, want %s", said.status, said.code, said.message, got, said.want)
		}
		task := x.refused(&taskError{"uid", "documentAdditionOrUpdate", said.code, said.message})
		if full := said.want == "search-disk-full"; full != fault.Is(task, fault.Unavailable) ||
			full != (x.trouble != nil) {
			t.Errorf("a task with %s %s: %v; Ping then says %v", said.code, said.message, task, x.trouble)
		}
	}
}
