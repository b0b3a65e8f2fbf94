package contracts_test

import (
	"slices"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestFilesOfAContract: a side attaches files for both sides or for itself, and the office reads all. Files that the
// steps took in stay. The sides read who opened a file.
func TestFilesOfAContract(t *testing.T) {
	ts := apitest.New(t)
	org, seller := ts.Seller()
	buyer, officer := ts.As(apitest.Zhenkang, actor.Enterprise), ts.As(apitest.Zhenkang, actor.Officer)
	r := ts.Do("POST", "/contracts", buyer, apitest.ContractBody(org, ts.Org.ID)).Want(201, "")
	id := r.Str("id")
	text := ts.Do("POST", "/contracts/"+id+"/text", buyer, nil, "If-Match", r.Header.Get("ETag")).Want(200, "").
		Str("text", "file")
	attach := func(token, file, level string) apitest.Response {
		return ts.Do("POST", "/files/"+file+"/links", token,
			map[string]any{"kind": "contract", "record": id, "level": level})
	}
	both, own := ts.PDF(seller, "both"), ts.PDF(seller, "own")
	attach(seller, both, "protected").Want(200, "")
	attach(seller, own, "private").Want(200, "")
	attach(seller, both, "public").Want(422, "file-level")
	for token, want := range map[string][]string{seller: {both, own, text}, buyer: {both, text},
		officer: {both, own, text}} {
		var got []string
		items, _ := ts.Do("GET", "/files?kind=contract&record="+id, token, nil).Want(200, "").At("items").([]any)
		for _, f := range items {
			got = append(got, f.(map[string]any)["id"].(string))
		}
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("finds %d files, want %d", len(got), len(want))
		}
	}
	link := "/links/contract/" + id
	ts.Do("GET", "/files/"+own, buyer, nil).Want(404, "not-found")
	ts.Do("DELETE", "/files/"+text+link, buyer, nil).Want(403, "files-closed")
	ts.Do("DELETE", "/files/"+both+link, buyer, nil).Want(403, "files-closed")
	ts.Do("GET", "/files/"+both+"/openings", buyer, nil).Want(200, "")
	ts.Do("GET", "/files/"+both+"/openings", officer, nil).Want(403, "openings-closed")
	attach(seller, own, "protected").Want(200, "")
	ts.Do("GET", "/files/"+own, buyer, nil).Want(200, "")
	ts.Do("DELETE", "/files/"+own+link, seller, nil).Want(204, "")
	ts.Do("GET", "/files/"+own, buyer, nil).Want(404, "not-found")
	attach(ts.As(apitest.Zhenkang, actor.Broker), both, "protected").Want(404, "")
}
