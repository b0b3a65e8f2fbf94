package archive_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"kebang/internal/archive"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
)

type paper struct {
	store.Meta
	Title string `json:"title"`
	Pad   string `json:"pad"`
}

var papers = store.Define(store.Def[paper]{Name: "papers", Shape: 1,
	Meta:   func(p *paper) *store.Meta { return &p.Meta },
	Fields: []store.FieldSpec{{Name: "title"}}, Values: func(p *paper) store.Values {
		return store.Values{"title": p.Title}
	}, Unique: [][]string{{"title"}}})

var specs = []store.Spec{papers.Spec(), store.Sequences.Spec()}

func temp(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// filled is a store with n papers, a sequence and two blobs.
func filled(t *testing.T, n int, pad string) *sqlite.Store {
	t.Helper()
	s := temp(t)
	err := s.Define(t.Context(), specs)
	if err == nil {
		err = s.Run(t.Context(), func(tx store.Tx) error {
			for i := range n {
				p := paper{Meta: store.Meta{ID: fmt.Sprint(i), Market: "m"}, Title: fmt.Sprintf("合同 %d <&>", i),
					Pad: pad}
				if err := papers.Insert(tx, &p); err != nil {
					return err
				}
			}
			_, err := store.Serial(tx, "m", "HT", 2026)
			return err
		})
	}
	for _, text := range []string{"扫描件", ""} {
		if err == nil {
			_, err = s.Blobs().Put(t.Context(), strings.NewReader(text))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func written(t *testing.T, s *sqlite.Store) ([]byte, archive.Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := archive.Write(t.Context(), &b, s, archive.Options{Program: "test", At: time.UnixMilli(1_790_000_000_123)})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m
}

var brokenArchive = &fault.Error{Kind: fault.Invalid, Code: "archive-broken"}

func TestRoundTrip(t *testing.T) {
	from := filled(t, 9000, strings.Repeat("甘蔗 ", 150))
	b, m := written(t, from)
	if m.Documents() != 9001 || m.Blobs != 2 || m.At != 1_790_000_000_123 || len(m.Parts) < 3 {
		t.Fatalf("%d documents, %d blobs, %d parts", m.Documents(), m.Blobs, len(m.Parts))
	}
	to := temp(t)
	got, err := archive.Restore(t.Context(), bytes.NewReader(b), to, specs, nil)
	if err != nil || got.SHA256 != m.SHA256 {
		t.Fatalf("%v %s", err, got.SHA256)
	}
	if err := archive.Compare(t.Context(), from, m); err != nil {
		t.Error(err)
	}
	if again, _ := written(t, to); !bytes.Equal(b, again) {
		t.Error("the archive of the restored store is another one")
	}
	err = to.Run(t.Context(), func(tx store.Tx) error {
		p, err := papers.First(tx, store.Query{Market: "m",
			Where: []store.Cond{{Field: "title", Op: store.Eq, Value: "合同 77 <&>"}}})
		if err == nil {
			p.Pad = "changed"
			err = papers.Update(tx, &p)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if err := archive.Compare(t.Context(), to, m); err == nil {
		t.Error("a changed document is not seen")
	}
	if _, err := archive.Restore(t.Context(), bytes.NewReader(b), to, specs, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("a restore over data: %v", err)
	}
}

// TestLeave: collections of the running processes stay out of the archive.
func TestLeave(t *testing.T) {
	var b bytes.Buffer
	m, err := archive.Write(t.Context(), &b, filled(t, 3, "x"),
		archive.Options{At: time.Now(), Leave: []string{"sequences"}})
	if err != nil || m.Documents() != 3 {
		t.Fatalf("%d documents, %v", m.Documents(), err)
	}
	to := temp(t)
	if _, err := archive.Restore(t.Context(), bytes.NewReader(b.Bytes()), to, specs, nil); err != nil {
		t.Fatal(err)
	}
	if err := archive.Compare(t.Context(), filled(t, 3, "x"), m); err != nil {
		t.Errorf("the collection that was left is compared: %v", err)
	}
}

// TestBroken: every cut and every flipped bit is found, and the store stays untouched.
func TestBroken(t *testing.T) {
	b, m := written(t, filled(t, 30, "x"))
	to := temp(t)
	refuse := func(what string, b []byte) {
		t.Helper()
		if _, err := archive.Restore(t.Context(), bytes.NewReader(b), to, specs,
			nil); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", what, err)
		}
	}
	for n := 0; n < len(b); n += 1 + len(b)/200 {
		refuse(fmt.Sprintf("cut to %d bytes", n), b[:n])
	}
	// the first ten bytes are the head of gzip, which does not affect the content
	for at := 10; at < len(b); at += 1 + len(b)/300 {
		c := bytes.Clone(b)
		c[at] ^= 0x10
		if got, err := archive.Verify(t.Context(), bytes.NewReader(c), specs, nil); err == nil &&
			got.SHA256 == m.SHA256 {
			continue // an unused bit of the compression: the content is unchanged
		}
		refuse(fmt.Sprintf("bit flipped in byte %d", at), c)
	}
	refuse("something behind", append(bytes.Clone(b), "rest"...))
	refuse("twice", append(bytes.Clone(b), b...))
	refuse("no archive", []byte("PK\x03\x04"))
	if err := to.Define(t.Context(), specs); err != nil {
		t.Errorf("the store is not usable any more: %v", err)
	}
}

type entry struct {
	tar.Header
	body []byte
}

// repack unpacks an archive, lets fn change its entries and packs them again, so that only the sums show the change.
func repack(t *testing.T, b []byte, fn func([]entry) []entry) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var all []entry
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entry{*h, body})
	}
	var out bytes.Buffer
	zw := gzip.NewWriter(&out)
	w := tar.NewWriter(zw)
	for _, e := range fn(all) {
		e.Size = int64(len(e.body))
		if err := errors.Join(w.WriteHeader(&e.Header), one(w.Write(e.body))); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), zw.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func one(_ int, err error) error { return err }

// TestForged: a change with correct tar and gzip but wrong sums is refused, as is a newer version.
func TestForged(t *testing.T) {
	b, _ := written(t, filled(t, 30, "x"))
	edit := func(prefix, old, with string) func([]entry) []entry {
		return func(all []entry) []entry {
			for i := range all {
				if strings.HasPrefix(all[i].Name, prefix) {
					changed := bytes.Replace(all[i].body, []byte(old), []byte(with), 1)
					if bytes.Equal(changed, all[i].body) && old != with {
						t.Fatalf("%s holds no %q", all[i].Name, old)
					}
					all[i].body = changed
					break
				}
			}
			return all
		}
	}
	drop := func(prefix string) func([]entry) []entry {
		return func(all []entry) []entry {
			for i := range all {
				if strings.HasPrefix(all[i].Name, prefix) {
					return append(all[:i], all[i+1:]...)
				}
			}
			t.Fatalf("nothing to drop: %s", prefix)
			return nil
		}
	}
	if _, err := archive.Verify(t.Context(), bytes.NewReader(repack(t, b, edit("manifest", "a", "a"))), specs,
		nil); err != nil {
		t.Fatalf("repacked without a change: %v", err)
	}
	for name, test := range map[string]struct {
		code   string
		change func([]entry) []entry
	}{
		"document changed": {"archive-broken", edit("documents/papers", "合同 7", "合同 8")},
		"revision changed": {"archive-broken", edit("documents/papers", `"rev":1`, `"rev":2`)},
		"no JSON":          {"archive-broken", edit("documents/papers", `{`, `[`)},
		"part missing":     {"archive-broken", drop("documents/papers")},
		"blob missing":     {"archive-broken", drop("blobs/")},
		"blob changed": {"archive-broken",
			func(all []entry) []entry { all[2].body = append(all[2].body, 'x'); return all }},
		"no manifest": {"archive-broken", drop("manifest")},
		"no head":     {"not-an-archive", drop("kebang.json")},
		"foreign entry": {"archive-broken", func(all []entry) []entry {
			return append(all[:2:2], append([]entry{{Header: tar.Header{Name: "x", Mode: 0o600}}}, all[2:]...)...)
		}},
		"behind the end": {"archive-broken", func(all []entry) []entry { return append(all, all[1]) }},
		"newer format":   {"archive-newer", edit("kebang.json", `"version":1`, `"version":2`)},
		"newer shape":    {"archive-newer", edit("documents/papers", `"shape":1`, `"shape":2`)},
		"unknown records": {"archive-newer", func(all []entry) []entry {
			for i := range all {
				all[i].Name = strings.Replace(all[i].Name, "/papers/", "/novels/", 1)
			}
			return all
		}},
	} {
		_, err := archive.Restore(t.Context(), bytes.NewReader(repack(t, b, test.change)), temp(t), specs, nil)
		if !errors.Is(err, &fault.Error{Kind: fault.Invalid, Code: test.code}) {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
}

// turning is a file that changes between two readings.
type turning struct {
	*bytes.Reader
	next []byte
}

func (r *turning) Seek(int64, int) (int64, error) {
	r.Reader = bytes.NewReader(r.next)
	return 0, nil
}

// TestChangedMeanwhile: the loaded content differs from the verified one, so the store must stay closed.
func TestChangedMeanwhile(t *testing.T) {
	b, _ := written(t, filled(t, 30, "x"))
	other, _ := written(t, filled(t, 31, "x"))
	for name, next := range map[string][]byte{"another": other, "cut": b[:len(b)-100]} {
		to := temp(t)
		_, err := archive.Restore(t.Context(), &turning{bytes.NewReader(b), next}, to, specs, nil)
		if !errors.Is(err, brokenArchive) {
			t.Errorf("%s: %v", name, err)
		}
		again, err := sqlite.Peek(to.Path())
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Export(t.Context(), nil); !errors.Is(err,
			&fault.Error{Kind: fault.Unavailable, Code: "store-loading"}) {
			t.Errorf("%s: half a store can be read: %v", name, err)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
		if _, err := archive.Restore(t.Context(), bytes.NewReader(b), to, specs,
			nil); fault.KindOf(err) != fault.Internal && err != nil {
			t.Errorf("%s: a second try: %v", name, err)
		}
	}
}

// TestEnd: the end of the context stops writing and reading.
func TestEnd(t *testing.T) {
	s := filled(t, 3, "x")
	b, _ := written(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := archive.Write(ctx, io.Discard, s, archive.Options{At: time.Now()}); !errors.Is(err, context.Canceled) {
		t.Errorf("Write: %v", err)
	}
	if _, err := archive.Verify(ctx, bytes.NewReader(b), specs, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify: %v", err)
	}
}
