package mongo

import (
	"context"
	"errors"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// reader reads a file chunk by chunk from any place. The driver's own download stream cannot seek, and a browser asks
// for parts of a file.
type reader struct {
	ctx    context.Context
	b      *blobs
	file   file
	pos    int64
	number int64 // of the chunk in data
	data   []byte
}

func (r *reader) Read(p []byte) (int, error) {
	if r.pos >= r.file.Length {
		return 0, io.EOF
	}
	if n := r.pos / r.file.ChunkSize; r.data == nil || n != r.number {
		if err := r.load(n); err != nil {
			return 0, err
		}
	}
	k := copy(p, r.data[r.pos-r.number*r.file.ChunkSize:])
	r.pos += int64(k)
	return k, nil
}

func (r *reader) load(number int64) error {
	var c struct {
		Data []byte `bson:"data"`
	}
	err := r.b.chunks.FindOne(r.ctx, bson.D{{Key: "files_id", Value: r.file.ID}, {Key: "n", Value: number}}).Decode(&c)
	if err != nil {
		return r.b.failure(r.ctx, err)
	}
	if want := min(r.file.ChunkSize, r.file.Length-number*r.file.ChunkSize); int64(len(c.Data)) != want {
		return fault.Of(fault.Unavailable, fault.T(store.BlobDamaged.Code,
			"附件 %s 已损坏，请管理员从备份恢复。",
			"The file %s is damaged; the administrator restores it from a backup."), r.file.Name)
	}
	r.number, r.data = number, c.Data
	return nil
}

func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.pos
	case io.SeekEnd:
		offset += r.file.Length
	}
	if offset < 0 {
		return r.pos, errors.New("mongo: seek before the start of a blob")
	}
	r.pos = offset
	return offset, nil
}

func (r *reader) Close() error {
	r.data = nil
	return nil
}
