// Package archive writes the whole content of a store into one file and reads it back into another store of any engine.
// It carries every document with its market, id, revision, shape and body, and every blob. The file is a gzipped tar,
// which opens without this program. The package must not know any collection, engine or file system.
//
// The entries of version 1, in this order; blobs may stand on both sides of the documents:
//
//	kebang.json                      format, version, program and instant, so that an older program refuses at once
//	blobs/<sha-256>                  the bytes of a blob
//	documents/<collection>/<n>.jsonl one document a line: market, id, rev, shape, body (the stored text, unchanged)
//	manifest.json                    what was written: collections, counts, and the SHA-256 of every part and of all
//
// The sums show accidental damage; a person who can write the file can also forge it. Keep the file as safe as the
// data, because it holds contacts and password hashes.
package archive

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"math/bits"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Format and Version identify files of this package; a newer version is refused.
const (
	Format  = "kebang-archive"
	Version = 1
)

const (
	headName     = "kebang.json"
	manifestName = "manifest.json"
	blobFolder   = "blobs/"
	docFolder    = "documents/"

	partSize  = 4 << 20   // bytes after which a part of documents ends
	partMost  = 256 << 20 // this package never writes a larger part
	smallMost = 64 << 20  // the largest manifest, in bytes
)

// Head is the first entry.
type Head struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Program string `json:"program"` // version of the program that wrote it
	At      int64  `json:"at"`      // UTC ms
}

// Collection describes the documents of one collection in the archive.
type Collection struct {
	Name      string `json:"name"`
	Shape     int    `json:"shape"`
	Documents int64  `json:"documents"`
	// Sum is the sum of the SHA-256 of all lines, modulo 2^256. It is equal for the same documents in any order.
	Sum string `json:"sum"`
}

// Part is one entry of documents.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Manifest is the last entry.
type Manifest struct {
	Head
	Collections []Collection `json:"collections"`
	Left        []string     `json:"left"` // collections left out of the archive
	Blobs       int64        `json:"blobs"`
	BlobBytes   int64        `json:"blobBytes"`
	Parts       []Part       `json:"parts"`
	// SHA256 is the hash of the lines "sha-256 size name\n" of all entries before the manifest, blobs included.
	SHA256 string `json:"sha256"`
}

// Documents is the number of all documents.
func (m Manifest) Documents() (n int64) {
	for _, c := range m.Collections {
		n += c.Documents
	}
	return n
}

// document is one line of a part.
type document struct {
	Market string `json:"market"`
	ID     string `json:"id"`
	Rev    int64  `json:"rev"`
	Shape  int    `json:"shape"`
	Body   string `json:"body"`
}

func lineOf(r store.Raw) ([]byte, error) {
	if !utf8.Valid(r.Body) || !utf8.ValidString(r.ID) || !utf8.ValidString(r.Market) {
		return nil, fault.Of(fault.Unavailable, fault.T("document-damaged",
			"记录 %s 的内容已损坏，备份没有完成；请先运行 kebang check。",
			"Record %s is damaged, and the backup is not whole; run kebang check first."), r.ID)
	}
	b, err := json.Marshal(document{r.Market, r.ID, r.Rev, r.Shape, string(r.Body)})
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return append(b, '\n'), nil
}

// tally counts documents and adds up their hashes.
type tally struct {
	n   int64
	sum [4]uint64
}

func (t *tally) add(line []byte) {
	h := sha256.Sum256(line)
	var carry uint64
	for i := range t.sum {
		t.sum[i], carry = bits.Add64(t.sum[i], binary.LittleEndian.Uint64(h[8*i:]), carry)
	}
	t.n++
}

func (t *tally) String() string {
	var b []byte
	for _, x := range t.sum {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	return hex.EncodeToString(b)
}

// index is the hash over all entries.
type index struct{ hash.Hash }

func newIndex() index { return index{sha256.New()} }

func (x index) add(name string, size int64, sum string) {
	fmt.Fprintf(x, "%s %d %s\n", sum, size, name)
}

func (x index) String() string { return hex.EncodeToString(x.Sum(nil)) }
