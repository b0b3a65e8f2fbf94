package mongo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// blobs keeps files in GridFS. The name of a complete file is its SHA-256, unique in the bucket. While it is being
// written its hash is unknown, so it has a temporary name. uploadDate is the time of the last Put.
type blobs struct {
	s             *Store
	files, chunks *driver.Collection
}

// file is the part of a GridFS document that is read here, in the form of the GridFS specification.
type file struct {
	ID        bson.ObjectID `bson:"_id"`
	Length    int64         `bson:"length"`
	ChunkSize int64         `bson:"chunkSize"`
	Name      string        `bson:"filename"`
	Metadata  struct {
		Type string `bson:"type"`
	} `bson:"metadata"`
}

const unfinished = "put-"

// define makes the index that makes contents unique. The driver makes the other indexes of GridFS at the first write.
func (b *blobs) define(ctx context.Context) error {
	_, err := b.files.Indexes().CreateOne(ctx,
		driver.IndexModel{Keys: is("filename", 1), Options: options.Index().SetName("content").SetUnique(true)})
	return b.failure(ctx, err)
}

func (b *blobs) failure(ctx context.Context, err error) error {
	if err = failure(ctx, err); err == nil || ctx.Err() != nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	return fault.Cause(fmt.Errorf("blobs: %w", err), fault.Unavailable, fault.T("gridfs-failed",
		"文件没有保存或读取成功，请稍后再试；若仍不行，请管理员检查 MongoDB 所在磁盘的空间和权限。",
		"The file was not saved or read; retry later. If it fails again, the administrator checks space and rights of "+
			"MongoDB's disk."))
}

// Put writes under a temporary name and takes the hash as name at the end, so that a hash always means the whole
// content. An error of r is returned unchanged.
func (b *blobs) Put(ctx context.Context, r io.Reader) (store.Blob, error) {
	id := bson.NewObjectID()
	up, err := b.s.db.GridFSBucket(options.GridFSBucket().SetName(blobsName)).OpenUploadStreamWithID(ctx, id,
		unfinished+id.Hex())
	if err != nil {
		return store.Blob{}, b.failure(ctx, err)
	}
	blob, err := engine.Copy(ctx, up, r, func(err error) error {
		if err == nil {
			err = up.Close()
		}
		return b.failure(ctx, err)
	})
	if err != nil {
		b.discard(ctx, id)
		return store.Blob{}, err
	}
	return blob, b.failure(ctx, b.name(ctx, id, blob))
}

// name gives the hash to the file just written. When the content exists already, it refreshes that file and deletes the
// other one. A removal may come between the two checks; then it repeats them.
func (b *blobs) name(ctx context.Context, id bson.ObjectID, blob store.Blob) error {
	now := time.Now() // the age of the file, not a time of the domain
	for {
		_, err := b.files.UpdateOne(ctx, is("_id", id),
			is("$set", bson.D{{Key: "filename", Value: blob.ID}, {Key: "metadata", Value: is("type", blob.Type)},
				{Key: "uploadDate", Value: now}}))
		if err == nil {
			return nil
		}
		if !driver.IsDuplicateKeyError(err) {
			b.discard(ctx, id)
			return err
		}
		res, err := b.files.UpdateOne(ctx, is("filename", blob.ID), is("$max", is("uploadDate", now)))
		if err != nil || res.MatchedCount > 0 {
			b.discard(ctx, id)
			return err
		}
	}
}

// discard removes a file that took no name, also when the caller has left. If it fails, Each removes the file later.
func (b *blobs) discard(ctx context.Context, id bson.ObjectID) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	_ = b.remove(ctx, id)
}

func (b *blobs) remove(ctx context.Context, id bson.ObjectID) error {
	if _, err := b.files.DeleteOne(ctx, is("_id", id)); err != nil {
		return err
	}
	_, err := b.chunks.DeleteMany(ctx, is("files_id", id))
	return err
}

func (b *blobs) Open(ctx context.Context, id string) (io.ReadSeekCloser, store.Blob, error) {
	if !engine.BlobID(id) {
		return nil, store.Blob{}, store.Missing()
	}
	var f file
	err := b.files.FindOne(ctx, is("filename", id)).Decode(&f)
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, store.Blob{}, store.Missing()
	}
	if err != nil {
		return nil, store.Blob{}, b.failure(ctx, err)
	}
	return &reader{ctx: ctx, b: b, file: f}, store.Blob{ID: id, Size: f.Length, Type: f.Metadata.Type}, nil
}

// Delete removes a blob; an absent one is no error.
func (b *blobs) Delete(ctx context.Context, id string) error {
	_, err := b.DeleteOlder(ctx, id, endOfDates)
	return err
}

func (b *blobs) DeleteOlder(ctx context.Context, id string, olderThan int64) (bool, error) {
	if !engine.BlobID(id) {
		return false, nil
	}
	var f file
	err := b.files.FindOneAndDelete(ctx, append(is("filename", id), before(olderThan)...)).Decode(&f)
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err == nil {
		_, err = b.chunks.DeleteMany(ctx, is("files_id", f.ID))
	}
	return err == nil, b.failure(ctx, err)
}

// endOfDates is the end of the year 9999 (UTC ms). Some MongoDB clients and tools cannot read later dates.
const endOfDates = 253402300799999

func before(ms int64) bson.D { return op("uploadDate", "$lt", bson.DateTime(min(ms, endOfDates))) }

func (b *blobs) Each(ctx context.Context, olderThan int64, fn func(store.Blob) error) error {
	if err := b.tidy(ctx, olderThan); err != nil {
		return b.failure(ctx, err)
	}
	cur, err := b.files.Find(ctx, before(olderThan), options.Find().SetSort(is("filename", 1)))
	if err != nil {
		return b.failure(ctx, err)
	}
	defer cur.Close(ctx) //nolint:errcheck // cur.Err tells
	for cur.Next(ctx) {
		var f file
		if err := cur.Decode(&f); err != nil {
			return b.failure(ctx, err)
		}
		if !engine.BlobID(f.Name) {
			continue
		}
		if err := fn(store.Blob{ID: f.Name, Size: f.Length}); err != nil {
			return err
		}
	}
	return b.failure(ctx, cur.Err())
}

// tidy removes the remains of processes that died more than an hour ago: files without their name, and chunks without a
// file.
func (b *blobs) tidy(ctx context.Context, olderThan int64) error {
	limit := time.UnixMilli(min(olderThan, time.Now().UnixMilli()-store.BlobGrace))
	old := bson.NewObjectIDFromTimestamp(limit)
	nameless := bson.D{{Key: "$gte", Value: unfinished}, {Key: "$lt", Value: unfinished + "~"}}
	for {
		var f file
		err := b.files.FindOne(ctx, bson.D{{Key: "_id", Value: is("$lt", old)},
			{Key: "filename", Value: nameless}}).Decode(&f)
		if errors.Is(err, driver.ErrNoDocuments) {
			break
		}
		if err == nil {
			err = b.remove(ctx, f.ID)
		}
		if err != nil {
			return err
		}
	}
	cur, err := b.chunks.Aggregate(ctx, bson.A{
		is("$match", op("files_id", "$lt", old)), is("$group", is("_id", "$files_id")),
		is("$lookup", bson.D{{Key: "from", Value: b.files.Name()}, {Key: "localField", Value: "_id"},
			{Key: "foreignField", Value: "_id"}, {Key: "as", Value: "file"}}),
		is("$match", is("file", bson.A{})), is("$project", is("_id", 1)),
	})
	if err != nil {
		return err
	}
	var orphans []struct {
		ID bson.ObjectID `bson:"_id"`
	}
	if err := cur.All(ctx, &orphans); err != nil {
		return err
	}
	for _, o := range orphans {
		if err := b.remove(ctx, o.ID); err != nil {
			return err
		}
	}
	return nil
}
