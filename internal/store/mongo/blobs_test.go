package mongo

import (
	"io"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"kebang/internal/store"
)

// TestTidy: the remains of dead uploads go after a day. Complete files and uploads that may still run stay.
func TestTidy(t *testing.T) {
	s := temp(t)
	ctx, b := t.Context(), s.blobs
	whole, err := b.Put(ctx, strings.NewReader("whole"))
	if err != nil {
		t.Fatal(err)
	}
	old, young := bson.NewObjectIDFromTimestamp(time.Now().Add(-25*time.Hour)), bson.NewObjectID()
	older := bson.NewObjectIDFromTimestamp(time.Now().Add(-26 * time.Hour))
	for _, id := range []bson.ObjectID{old, older, young} {
		if _, err := b.chunks.InsertOne(ctx,
			bson.D{{Key: "files_id", Value: id}, {Key: "n", Value: 0},
				{Key: "data", Value: []byte("half")}}); err != nil {
			t.Fatal(err)
		}
	}
	// One of them has its file already, but died before the file got its name.
	if _, err := b.files.InsertOne(ctx, bson.D{{Key: "_id", Value: older},
		{Key: "filename", Value: unfinished + older.Hex()}, {Key: "length", Value: 4}}); err != nil {
		t.Fatal(err)
	}
	var seen []string
	if err := b.Each(ctx, endOfDates, func(bl store.Blob) error {
		seen = append(seen,
			bl.ID)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff([]string{whole.ID}, seen); d != "" {
		t.Errorf("blobs: -want +got:\n%s", d)
	}
	var left []bson.ObjectID
	if err := b.chunks.Distinct(ctx, "files_id", bson.D{}).Decode(&left); err != nil {
		t.Fatal(err)
	}
	for _, id := range left {
		if id == old || id == older {
			t.Errorf("the chunk of %s stayed", id.Hex())
		}
	}
	if len(left) != 2 {
		t.Errorf("%d uploads have chunks, want the whole one and the young one", len(left))
	}
	if n, err := b.files.CountDocuments(ctx, bson.D{}); n != 1 || err != nil {
		t.Errorf("%d files, %v", n, err)
	}
}

// TestSeek reads parts of a file that has several chunks.
func TestSeek(t *testing.T) {
	s := temp(t)
	content := strings.Repeat("0123456789", 60000) // three chunks
	bl, err := s.blobs.Put(t.Context(), strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := s.blobs.Open(t.Context(), bl.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		offset int64
		whence int
		want   int64
	}{{261118, io.SeekStart, 261118}, {-5, io.SeekEnd, 599995}, {3, io.SeekStart, 3}, {-13, io.SeekCurrent, 0}, {599990,
		io.SeekStart, 599990}} {
		if got, err := r.Seek(test.offset, test.whence); got != test.want || err != nil {
			t.Errorf("Seek(%d, %d) = %d, %v, want %d", test.offset, test.whence, got, err, test.want)
		}
		part, err := io.ReadAll(io.LimitReader(r, 10))
		if want := content[test.want:min(test.want+10, int64(len(content)))]; string(part) != want || err != nil {
			t.Errorf("at %d: %q, %v, want %q", test.want, part, err, want)
		}
	}
	if _, err := r.Seek(-1, io.SeekStart); err == nil {
		t.Error("a place before the start was accepted")
	}
}
