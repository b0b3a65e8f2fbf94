package matcher

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"reflect"

	"kebang/internal/store"
)

// KeepShelf rewrites the shelf when enough has changed since it was read or written, and reports whether it did.
// Documents of the index that differ from their record are left out.
func (s *Service) KeepShelf(ctx context.Context) (bool, error) {
	s.mu.RLock()
	due := s.shelf != nil && s.corpus != nil && s.unshelved >= max(1, s.corpus.N/shelfShare)
	s.mu.RUnlock()
	if !due {
		return false, nil
	}
	s.build.Lock()
	defer s.build.Unlock()
	s.mu.Lock()
	s.unshelved = 0
	s.mu.Unlock()
	if err := s.shelf.Write(func(w io.Writer) error { return s.writeShelf(ctx, w) }); err != nil {
		return false, err
	}
	return true, nil
}

// shelfShare: the shelf is rewritten after a change of 1/200 of the documents.
const shelfShare = 200

func (s *Service) writeShelf(ctx context.Context, f io.Writer) error {
	w := shelfWriter{Writer: bufio.NewWriterSize(f, 1<<20)}
	w.index, _ = As[Posted](s.ix)
	w.WriteString(shelfMagic)    //nolint:errcheck,gosec // Flush tells
	w.Write(s.shelf.form[:])     //nolint:errcheck,gosec // Flush tells
	for _, kind := range kinds { // in the order of fill
		err := s.eachRaw(ctx, kind, func(raws []store.Raw) error {
			ids := make([]string, len(raws))
			for i := range raws {
				ids[i] = raws[i].ID
			}
			docs, err := s.ix.Docs(ctx, kind, ids)
			if err != nil {
				return err
			}
			have := make(map[string]*Analysed, len(docs))
			for _, a := range docs {
				have[a.ID] = a
			}
			out, errs := make([][]byte, len(raws)), make([]error, len(raws))
			Parallel(len(raws), func(i int) {
				a := have[raws[i].ID]
				if a == nil {
					return
				}
				d, err := docOfRaw(kind, &raws[i])
				if errs[i] = err; err == nil && same(*d, a.Doc()) {
					k := keyOfRecord(kind, &raws[i])
					out[i] = k.append(nil, a)
				}
			})
			for i, b := range out {
				if errs[i] != nil {
					return errs[i]
				}
				if b != nil {
					w.document(have[raws[i].ID], b)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		w.endSection()
	}
	return w.Flush()
}

// same reports whether two documents are equal. An empty list equals nil.
func same(a, b Doc) bool {
	for _, d := range []*Doc{&a, &b} {
		for _, list := range []*[]string{&d.Keywords, &d.MoreIndustries, &d.Modes} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		if len(d.Lines) == 0 {
			d.Lines = nil
		}
	}
	return reflect.DeepEqual(a, b)
}

// append writes the entry: the key and the document.
func (k *shelfKey) append(b []byte, a *Analysed) []byte {
	for _, s := range []string{string(k.kind), k.market, k.id} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return appendAnalysed(append(b, k.body[:]...), a)
}

// shelfWriter writes pieces.
type shelfWriter struct {
	*bufio.Writer
	index Posted // nil for an index without postings
	docs  []*Analysed
	sums  []byte // checksums of docs
}

func (w *shelfWriter) document(a *Analysed, entry []byte) {
	sum := sha256.Sum256(entry)
	w.piece(shelfDocument, sum, entry)
	if w.index == nil {
		return
	}
	w.docs, w.sums = append(w.docs, a), append(w.sums, sum[:shelfSum]...)
	if len(w.docs) == PostedMost {
		w.endSection()
	}
}

// endSection writes the postings of the documents since the last section.
func (w *shelfWriter) endSection() {
	if len(w.docs) > 0 {
		b := w.index.Postings(w.docs)
		w.piece(shelfPostings, proofOfPostings(b, w.sums), b)
	}
	w.docs, w.sums = w.docs[:0], w.sums[:0]
}

func (w *shelfWriter) piece(tag byte, sum [sha256.Size]byte, b []byte) {
	w.Write(binary.AppendUvarint([]byte{tag}, uint64(len(b)))) //nolint:errcheck,gosec // Flush tells
	w.Write(sum[:shelfSum])                                    //nolint:errcheck,gosec // Flush tells
	w.Write(b)                                                 //nolint:errcheck,gosec // Flush tells
}

// proofOfPostings binds postings to their documents, by the checksums of those.
func proofOfPostings(b, sums []byte) (sum [sha256.Size]byte) {
	h := sha256.New()
	h.Write(sums)
	h.Write(b)
	return [sha256.Size]byte(h.Sum(nil))
}
