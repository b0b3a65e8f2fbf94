package storetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/store"
)

// Golden guards the stored form of a collection by the files testdata/golden/<collection>.v<shape>.json of the calling
// package. Doc must be stored exactly as in the file of the newest shape, so that nobody changes the form without
// another shape. The file of every past shape that is still read must give doc. KEBANG_UPDATE=1 writes the newest file,
// and that one only.
func Golden[T any](t *testing.T, c *store.Collection[T], doc T) {
	t.Helper()
	spec := c.Spec()
	body, err := json.Marshal(doc)
	must(t, err)
	path := func(shape int) string {
		return filepath.Join("testdata", "golden", fmt.Sprintf("%s.v%d.json", spec.Name, shape))
	}
	// Renew decodes and encodes, which also sets the fields that the store sets.
	var meta store.Meta
	must(t, json.Unmarshal(body, &meta))
	raw, err := spec.Renew(store.Raw{ID: meta.ID, Market: meta.Market, Rev: meta.Rev, Shape: spec.Shape, Body: body})
	must(t, err)
	var want bytes.Buffer
	must(t, json.Indent(&want, raw.Body, "", "\t"))
	want.WriteByte('\n')
	if os.Getenv("KEBANG_UPDATE") != "" {
		must(t, os.MkdirAll(filepath.Dir(path(1)), 0o755))
		must(t, os.WriteFile(path(spec.Shape), want.Bytes(), 0o644))
	}
	newest, err := os.ReadFile(path(spec.Shape))
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is missing; run with KEBANG_UPDATE=1 and look at what it writes", path(spec.Shape))
	}
	must(t, err)
	if d := gocmp.Diff(string(newest), want.String()); d != "" {
		t.Errorf("the stored form of %s changed; raise its shape and write the upgrade. -file +now:\n%s", spec.Name, d)
	}
	for shape := max(1, spec.Oldest); shape < spec.Shape; shape++ {
		old, err := os.ReadFile(path(shape))
		must(t, err)
		got, err := spec.Renew(store.Raw{ID: meta.ID, Market: meta.Market, Rev: meta.Rev, Shape: shape, Body: old})
		must(t, err)
		if d := gocmp.Diff(string(raw.Body), string(got.Body)); d != "" {
			t.Errorf("%s is not read as it was meant: -want +got:\n%s", path(shape), d)
		}
	}
}
