package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// sink receives the content of an archive; a nil member ignores its part.
type sink struct {
	documents func(coll string, docs []store.Raw) error
	blob      func(id string, r io.Reader) error
}

// Verify reads an archive to its end. It proves that the archive is complete and that this program can restore the
// given collections. A broken archive is fault.Invalid with code archive-broken, one of a newer program fault.Invalid
// with code archive-newer.
func Verify(ctx context.Context, r io.Reader, specs []store.Spec, p Progress) (Manifest, error) {
	return read(ctx, r, specs, sink{}, p)
}

func read(ctx context.Context, r io.Reader, specs []store.Spec, to sink, p Progress) (Manifest, error) {
	a := &reader{ctx: ctx, specs: map[string]store.Spec{}, to: to, index: newIndex(), tallies: map[string]*tally{},
		progress: p}
	for _, s := range specs {
		a.specs[s.Name] = s
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return a.found, fault.Cause(err, fault.Invalid, fault.T("not-an-archive",
			"这不是科榜备份文件，请检查路径。",
			"This is no backup of Kebang; check the path."))
	}
	a.tar = tar.NewReader(z)
	if err := a.all(); err != nil {
		return a.found, err
	}
	if _, err := io.Copy(zeros{}, z); err != nil { // read to the checksum of the compression; nothing may follow
		return a.found, broken(err)
	}
	return a.found, nil
}

// zeros accepts the padding that other tar programs append.
type zeros struct{}

func (zeros) Write(p []byte) (int, error) {
	if len(bytes.Trim(p, "\x00")) > 0 {
		return 0, errors.New("something stands behind the end")
	}
	return len(p), nil
}

func broken(err error) error {
	return fault.Cause(err, fault.Invalid, fault.T("archive-broken",
		"备份文件已损坏或不完整，没有恢复任何数据。请换一份备份，或重新复制这份文件后再试。",
		"The backup is damaged or not whole, and nothing was restored. Take another one, or copy this file anew."))
}

func brokenf(format string, args ...any) error { return broken(fmt.Errorf(format, args...)) }

func newer(what string) error {
	return fault.Of(fault.Invalid, fault.T("archive-newer",
		"这份备份由更新版本的程序写成（%s），请用新版本的程序恢复。",
		"The backup was written by a newer program (%s); restore it with that one."), what)
}

type reader struct {
	ctx      context.Context
	specs    map[string]store.Spec
	to       sink
	tar      *tar.Reader
	index    index
	found    Manifest
	parts    []Part
	tallies  map[string]*tally
	progress Progress
	docs     int64
	blobs    int64
	bytes    int64
}

func (a *reader) all() error {
	for n := 0; ; n++ {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		h, err := a.tar.Next()
		if errors.Is(err, io.EOF) {
			return brokenf("no manifest: the file was cut off")
		}
		if err != nil {
			return broken(err)
		}
		switch {
		case n == 0 && h.Name != headName:
			return fault.Of(fault.Invalid, fault.T("not-an-archive",
				"这不是科榜备份文件，请检查路径。",
				"This is no backup of Kebang; check the path."))
		case n == 0:
			err = a.head(h)
		case h.Name == manifestName:
			if err := a.manifest(h); err != nil {
				return err
			}
			if _, err := a.tar.Next(); !errors.Is(err, io.EOF) {
				return brokenf("something stands behind the manifest: %w", err)
			}
			return nil
		case strings.HasPrefix(h.Name, blobFolder):
			err = a.blob(h, strings.TrimPrefix(h.Name, blobFolder))
		case strings.HasPrefix(h.Name, docFolder):
			err = a.documents(h)
		default:
			return brokenf("unknown entry %q", h.Name)
		}
		if err != nil {
			return err
		}
		if a.progress != nil {
			a.progress(a.docs, a.blobs)
		}
	}
}

// bytesOf reads an entry of at most most bytes.
func (a *reader) bytesOf(h *tar.Header, most int64) ([]byte, string, error) {
	if h.Size > most || h.Typeflag != tar.TypeReg {
		return nil, "", brokenf("%s has %d bytes", h.Name, h.Size)
	}
	b, err := io.ReadAll(a.tar)
	if err != nil {
		return nil, "", broken(err)
	}
	sum := sha256.Sum256(b)
	return b, hex.EncodeToString(sum[:]), nil
}

func (a *reader) head(h *tar.Header) error {
	b, sum, err := a.bytesOf(h, smallMost)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, &a.found.Head); err != nil || a.found.Format != Format {
		return brokenf("the head is %q", b[:min(len(b), 100)])
	}
	if a.found.Version > Version {
		return newer("格式 " + fmt.Sprint(a.found.Version))
	}
	a.index.add(h.Name, h.Size, sum)
	return nil
}

func (a *reader) blob(h *tar.Header, id string) error {
	if h.Typeflag != tar.TypeReg {
		return brokenf("%s is no file", h.Name)
	}
	sum := sha256.New()
	src := &noted{r: io.TeeReader(a.tar, sum)}
	if a.to.blob != nil {
		if err := a.to.blob(id, src); err != nil {
			if src.err != nil {
				return broken(src.err)
			}
			return err
		}
	}
	if _, err := io.Copy(io.Discard, src); err != nil {
		return broken(err)
	}
	if is := hex.EncodeToString(sum.Sum(nil)); is != id {
		return brokenf("blob %s has the hash %s", id, is)
	}
	a.index.add(h.Name, h.Size, id)
	a.blobs++
	a.bytes += h.Size
	return nil
}

// noted marks an error of the archive; without the mark it is one of the store.
type noted struct {
	r   io.Reader
	err error
}

func (n *noted) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		n.err = err
	}
	return k, err
}

func (a *reader) documents(h *tar.Header) error {
	b, sum, err := a.bytesOf(h, partMost)
	if err != nil {
		return err
	}
	coll, _, ok := strings.Cut(strings.TrimPrefix(h.Name, docFolder), "/")
	if !ok {
		return brokenf("unknown entry %q", h.Name)
	}
	spec, ok := a.specs[coll]
	if !ok {
		return newer("不认识的数据 " + coll)
	}
	if a.tallies[coll] == nil {
		a.tallies[coll] = &tally{}
	}
	var docs []store.Raw
	lines := bufio.NewReader(bytes.NewReader(b))
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		var d document
		if err == nil {
			err = json.Unmarshal(line, &d)
		}
		if err != nil {
			return brokenf("%s: %w", h.Name, err)
		}
		if d.Shape > spec.Shape {
			return newer(coll)
		}
		a.tallies[coll].add(line)
		docs = append(docs, store.Raw{Market: d.Market, ID: d.ID, Rev: d.Rev, Shape: d.Shape, Body: []byte(d.Body)})
	}
	a.index.add(h.Name, h.Size, sum)
	a.parts = append(a.parts, Part{h.Name, h.Size, sum})
	a.docs += int64(len(docs))
	if a.to.documents != nil {
		return a.to.documents(coll, docs)
	}
	return nil
}

// manifest compares the content read with the manifest.
func (a *reader) manifest(h *tar.Header) error {
	b, _, err := a.bytesOf(h, smallMost)
	if err != nil {
		return err
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return brokenf("manifest: %w", err)
	}
	switch {
	case m.Head != a.found.Head:
		return brokenf("head and manifest differ")
	case m.SHA256 != a.index.String():
		return brokenf("the sum over all entries differs")
	case m.Blobs != a.blobs || m.BlobBytes != a.bytes:
		return brokenf("%d of %d blobs", a.blobs, m.Blobs)
	case !slices.Equal(m.Parts, a.parts):
		return brokenf("the parts differ")
	}
	for _, c := range m.Collections {
		t := a.tallies[c.Name]
		if t == nil {
			t = &tally{}
		}
		if t.n != c.Documents || t.String() != c.Sum {
			return brokenf("%s: %d of %d documents, or another content", c.Name, t.n, c.Documents)
		}
		delete(a.tallies, c.Name)
		spec, known := a.specs[c.Name]
		if c.Documents > 0 && !known || known && c.Shape > spec.Shape {
			return newer(c.Name)
		}
	}
	if len(a.tallies) > 0 {
		return brokenf("documents of a collection that the manifest does not name")
	}
	a.found = m
	return nil
}
