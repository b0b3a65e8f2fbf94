package archive

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Restore fills an empty store with the content of an archive. It reads the archive twice: once to prove it complete
// before it touches the store, and once to write. At the end it compares the store with the manifest. Until it returns
// nil the store stays closed to all others (see store.Carrier).
func Restore(ctx context.Context, r io.ReadSeeker, to store.Carrier, specs []store.Spec, p Progress) (Manifest, error) {
	m, err := Verify(ctx, r, specs, p)
	if err != nil {
		return m, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return m, fmt.Errorf("archive: %w", err)
	}
	l, err := to.Load(ctx, specs)
	if err != nil {
		return m, err
	}
	again, err := read(ctx, r, specs, sink{
		documents: func(coll string, docs []store.Raw) error { return l.Add(ctx, coll, docs) },
		blob: func(id string, r io.Reader) error {
			b, err := l.Blobs().Put(ctx, r)
			if err == nil && b.ID != id {
				err = brokenf("blob %s arrived as %s", id, b.ID)
			}
			return err
		},
	}, p)
	if err != nil {
		return m, err
	}
	if again.SHA256 != m.SHA256 {
		return m, brokenf("the file changed while it was read")
	}
	if err := Compare(ctx, l, m); err != nil {
		return m, err
	}
	return m, l.Done(ctx)
}

// Compare is nil when a store holds exactly the documents of a manifest, with their revisions, shapes and bodies. The
// number and total size of blobs must agree too. A collection without documents may be missing on either side.
// Collections left out of the archive are not compared.
func Compare(ctx context.Context, s store.Source, m Manifest) error {
	want := map[string]Collection{}
	for _, c := range m.Collections {
		want[c.Name] = c
	}
	differs := func(what string, have, want int64) error {
		return fault.Of(fault.Internal, fault.T("restore-differs",
			"%s 与备份不一致（现有 %d，备份 %d），恢复没有完成。请重新运行 kebang restore；若仍不行，请检查磁盘。",
			"%s differs from the backup (there %d, in the backup %d), and the restore is not whole. Run kebang "+
				"restore again; if that does not help, check the disk."), what, have, want)
	}
	err := s.Export(ctx, func(c store.Stored, docs iter.Seq2[store.Raw, error]) error {
		if slices.Contains(m.Left, c.Name) {
			return nil
		}
		var t tally
		for r, err := range docs {
			if err != nil {
				return err
			}
			line, err := lineOf(r)
			if err != nil {
				return err
			}
			t.add(line)
		}
		w, ok := want[c.Name]
		if delete(want, c.Name); t.n != w.Documents || ok && t.String() != w.Sum {
			return differs(c.Name, t.n, w.Documents)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for name, w := range want {
		if w.Documents > 0 {
			return differs(name, 0, w.Documents)
		}
	}
	var blobs, bytes int64
	if err := s.Blobs().Each(ctx, 1<<62,
		func(b store.Blob) error { blobs++; bytes += b.Size; return nil }); err != nil {
		return err
	}
	if blobs != m.Blobs || bytes != m.BlobBytes {
		return differs("附件", blobs, m.Blobs)
	}
	return nil
}
