package meili

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// Bounds of one write.
const (
	lotDocs  = 5000
	lotBytes = 16 << 20
	packed   = 512 // documents encoded as JSON together, on all cores
)

// lot is one write: documents of one kind, one JSON object a line.
type lot struct {
	kind  matcher.Kind
	lines bytes.Buffer
	docs  int
}

func (l *lot) add(line []byte) {
	l.lines.Write(line)
	l.lines.WriteByte('\n')
	l.docs++
}

func (l *lot) full() bool { return l.docs >= lotDocs || l.lines.Len() >= lotBytes }

// ahead is the number of writes that may wait on the server while the next one is made. At most ahead+2 batches are in
// transit, some 100 MB, for any number of documents.
const ahead = 4

// stream packs documents into batches and sends the full ones. At most a few are in memory.
type stream struct {
	x       *Index
	uid     func(matcher.Kind) string
	open    map[matcher.Kind]*lot
	waiting []sent
}

type sent struct {
	lot  *lot
	task int64
}

func (x *Index) stream(uid func(matcher.Kind) string) stream {
	return stream{x: x, uid: uid, open: map[matcher.Kind]*lot{}}
}

// put adds documents; they can be found after flush.
func (s *stream) put(ctx context.Context, docs ...*matcher.Analysed) error {
	for some := range slices.Chunk(docs, packed) {
		lines, errs := make([][]byte, len(some)), make([]error, len(some))
		matcher.Parallel(len(some), func(i int) {
			var line *document
			if line, errs[i] = stored(some[i], s.x.forms); errs[i] == nil {
				lines[i], errs[i] = json.Marshal(line)
			}
		})
		if err := cmp.Or(errs...); err != nil {
			return fault.Cause(err, fault.Internal, fault.T("meili-search-document",
				"内容无法写入检索库。",
				"The content cannot be written to the index."))
		}
		for i, d := range some {
			if !known(d.Kind) {
				continue
			}
			l := s.open[d.Kind]
			if l == nil {
				l = &lot{kind: d.Kind}
				s.open[d.Kind] = l
			}
			l.add(lines[i])
			if l.full() {
				if err := s.send(ctx, l); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *stream) send(ctx context.Context, l *lot) error {
	delete(s.open, l.kind)
	task, err := s.x.send(ctx, s.write(l))
	if err != nil {
		return err
	}
	s.waiting = append(s.waiting, sent{l, task})
	return s.settle(ctx, ahead)
}

func (s *stream) write(l *lot) sending {
	key := "key"
	return func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return s.x.api.Index(s.uid(l.kind)).AddDocumentsNdjsonWithContext(ctx, l.lines.Bytes(),
			&meilisearch.DocumentOptions{PrimaryKey: &key})
	}
}

// settle waits until at most n writes are in transit. A failed one is sent again.
func (s *stream) settle(ctx context.Context, n int) error {
	for len(s.waiting) > n {
		w := s.waiting[0]
		s.waiting = s.waiting[1:]
		if err := s.x.follow(ctx, w.task, within(w.lot.docs), s.write(w.lot)); err != nil {
			return err
		}
	}
	return nil
}

// flush sends the remaining writes and waits for all.
func (s *stream) flush(ctx context.Context) error {
	for _, kind := range kinds {
		if l := s.open[kind]; l != nil {
			if err := s.send(ctx, l); err != nil {
				return err
			}
		}
	}
	return s.settle(ctx, 0)
}
