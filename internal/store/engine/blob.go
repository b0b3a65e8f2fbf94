package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"regexp"

	"github.com/gabriel-vasile/mimetype"

	"kebang/internal/store"
)

var blobID = regexp.MustCompile(`^[0-9a-f]{64}$`)

// BlobID reports whether a text is the id of a blob: a SHA-256 in lower-case hex.
func BlobID(id string) bool { return blobID.MatchString(id) }

const headSize = 3072 // the number of bytes that mimetype reads

// digest hashes and counts the bytes that pass, and keeps the first of them.
type digest struct {
	sum  hash.Hash
	size int64
	head []byte
}

func (d *digest) Write(p []byte) (int, error) {
	d.head = append(d.head, p[:min(len(p), headSize-len(d.head))]...)
	d.size += int64(len(p))
	return d.sum.Write(p)
}

// source is a reader that ends with its context and remembers its own error.
type source struct {
	ctx context.Context
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	if s.err = s.ctx.Err(); s.err != nil {
		return 0, s.err
	}
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// Copy writes a blob to its place and describes it. An error of the reader or of the context is returned unchanged.
// Otherwise written receives the outcome of the writing, finishes it and gives the error to return.
func Copy(ctx context.Context, w io.Writer, r io.Reader, written func(error) error) (store.Blob, error) {
	d, src := &digest{sum: sha256.New()}, &source{ctx: ctx, r: r}
	_, err := io.Copy(io.MultiWriter(w, d), src)
	if src.err != nil {
		return store.Blob{}, src.err
	}
	blob := store.Blob{ID: hex.EncodeToString(d.sum.Sum(nil)), Size: d.size, Type: mimetype.Detect(d.head).String()}
	return blob, written(err)
}
