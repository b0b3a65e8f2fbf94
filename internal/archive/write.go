package archive

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Progress is called now and then with the numbers of documents and blobs so far.
type Progress func(documents, blobs int64)

// Options are facts of a new archive that the store does not know.
type Options struct {
	Program  string    // version of the program
	At       time.Time // instant of the archive
	Leave    []string  // collections of the running processes, left out
	Progress Progress
}

// Write puts the content of a store into w: the documents of one moment and every blob they can refer to, checked
// against its hash. It works beside the users of the store. A damaged blob is fault.Unavailable with code blob-damaged.
// The output is useless unless Write returns nil.
func Write(ctx context.Context, w io.Writer, from store.Source, o Options) (Manifest, error) {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return Manifest{}, fmt.Errorf("archive: %w", err)
	}
	a := &writer{ctx: ctx, tar: tar.NewWriter(z), index: newIndex(), have: map[[32]byte]bool{}, progress: o.Progress}
	a.Head, a.Left = Head{Format, Version, o.Program, o.At.UnixMilli()}, o.Leave
	a.time = o.At.UTC().Truncate(time.Second)
	err = a.all(from)
	if err == nil {
		err = a.tar.Close()
	}
	if err == nil {
		err = z.Close()
	}
	return a.Manifest, err
}

type writer struct {
	Manifest
	ctx      context.Context
	tar      *tar.Writer
	time     time.Time
	index    index
	have     map[[32]byte]bool
	progress Progress
	docs     int64
}

func (a *writer) all(from store.Source) error {
	head, err := json.Marshal(a.Head)
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if _, err := a.entry(headName, head); err != nil {
		return err
	}
	// The order is blobs, documents, blobs. A blob of the snapshot either existed before it (first pass) or was put
	// since (second pass). The first kind may be removed later with its record; the second is too young to be removed.
	if err := a.blobs(from.Blobs()); err != nil {
		return err
	}
	if err := from.Export(a.ctx, a.collection); err != nil {
		return err
	}
	if err := a.blobs(from.Blobs()); err != nil {
		return err
	}
	a.SHA256 = a.index.String()
	b, err := json.MarshalIndent(a.Manifest, "", "\t")
	if err == nil {
		_, err = a.entry(manifestName, b)
	}
	return err
}

func (a *writer) tell() {
	if a.progress != nil {
		a.progress(a.docs, a.Blobs)
	}
}

// entry writes one entry and gives its hash.
func (a *writer) entry(name string, b []byte) (string, error) {
	h := sha256.Sum256(b)
	sum := hex.EncodeToString(h[:])
	err := a.tar.WriteHeader(a.header(name, int64(len(b))))
	if err == nil {
		_, err = a.tar.Write(b)
	}
	a.index.add(name, int64(len(b)), sum)
	return sum, err
}

func (a *writer) header(name string, size int64) *tar.Header {
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: a.time,
		Format: tar.FormatPAX}
}

// collection writes the documents of one collection in parts of a bounded size.
func (a *writer) collection(c store.Stored, docs iter.Seq2[store.Raw, error]) error {
	if slices.Contains(a.Left, c.Name) {
		return nil
	}
	var sums tally
	var buf bytes.Buffer
	n := 0
	flush := func() error {
		if buf.Len() == 0 {
			return nil
		}
		n++
		name := fmt.Sprintf("%s%s/%06d.jsonl", docFolder, c.Name, n)
		size := int64(buf.Len())
		sum, err := a.entry(name, buf.Bytes())
		a.Parts = append(a.Parts, Part{name, size, sum})
		buf.Reset()
		a.tell()
		return err
	}
	for r, err := range docs {
		if err != nil {
			return err
		}
		line, err := lineOf(r)
		if err != nil {
			return err
		}
		buf.Write(line)
		sums.add(line)
		if a.docs++; buf.Len() >= partSize {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	a.Collections = append(a.Collections, Collection{c.Name, c.Shape, sums.n, sums.String()})
	return flush()
}

// blobs writes the blobs that are not in the archive yet.
func (a *writer) blobs(from store.Blobs) error {
	return from.Each(a.ctx, 1<<62, func(b store.Blob) error {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		var key [32]byte
		if n, err := hex.Decode(key[:], []byte(b.ID)); err != nil || n != len(key) {
			return fmt.Errorf("archive: %q names no blob", b.ID)
		}
		if a.have[key] {
			return nil
		}
		r, b, err := from.Open(a.ctx, b.ID)
		if fault.Is(err, fault.NotFound) {
			return nil // removed since it was listed, so nothing refers to it
		}
		if err != nil {
			return err
		}
		defer r.Close() //nolint:errcheck // only read
		if err := a.tar.WriteHeader(a.header(blobFolder+b.ID, b.Size)); err != nil {
			return err
		}
		sum := sha256.New()
		if _, err := io.CopyN(io.MultiWriter(a.tar, sum), r, b.Size); err != nil {
			return damaged(b.ID, err)
		}
		if is := hex.EncodeToString(sum.Sum(nil)); is != b.ID {
			return damaged(b.ID, fmt.Errorf("its hash is %s", is))
		}
		a.index.add(blobFolder+b.ID, b.Size, b.ID)
		a.have[key] = true
		a.BlobBytes += b.Size
		if a.Blobs++; a.Blobs%100 == 0 {
			a.tell()
		}
		return nil
	})
}

func damaged(id string, err error) error {
	return fault.Cause(fmt.Errorf("blob %s: %w", id, err), fault.Unavailable, store.BlobDamaged, id)
}
