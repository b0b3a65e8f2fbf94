package matcher_test

import (
	"encoding/binary"
	"os"
	"slices"
	"testing"
)

// pieces cuts a shelf into its head and its pieces.
func pieces(t *testing.T, file []byte) (head []byte, docs, posts [][]byte) {
	t.Helper()
	const headBytes = len("kebang-shelf\n") + 32
	head, file = file[:headBytes], file[headBytes:]
	for len(file) > 0 {
		n, w := binary.Uvarint(file[1:])
		size := 1 + w + 16 + int(n)
		switch file[0] {
		case 'd':
			docs = append(docs, file[:size])
		case 'p':
			posts = append(posts, file[:size])
		default:
			t.Fatalf("a piece of the sort %q", file[0])
		}
		file = file[size:]
	}
	return
}

// TestPostingsOfOthers: postings count only for the documents from which they were made. A document that is no longer
// wanted is not found by them.
func TestPostingsOfOthers(t *testing.T) {
	b := newShelfBench(t)
	b.start()
	b.keep()
	earlier, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	b.achievement("m1", "茶叶杀青机", "滚筒杀青。", "03")
	b.start()
	b.keep()
	whole, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	head, docs, posts := pieces(t, whole)
	_, _, old := pieces(t, earlier)
	if len(docs) != 81 || len(posts) != 2 || len(old) != 2 {
		t.Fatalf("%d documents, %d and %d pieces of postings", len(docs), len(posts), len(old))
	}
	demands, achievements := docs[:40], docs[40:]
	swapped := slices.Clone(achievements)
	swapped[3], swapped[7] = swapped[7], swapped[3]
	join := func(parts ...[][]byte) []byte {
		return slices.Concat(head, slices.Concat(slices.Concat(parts...)...))
	}
	for _, c := range []struct {
		name   string
		file   []byte
		anew   int
		posted int // sections whose postings were used
	}{
		{"as written", whole, 0, 81},
		{"without postings", join(docs), 0, 0},
		{"without those of the demands", join(docs, posts[1:]), 0, 41},
		{"those of the other kind", join(demands, posts[1:], achievements, posts[:1]), 41, 0},
		{"those of an earlier file", join(demands, posts[:1], achievements, old[1:]), 0, 40},
		{"twice", join(demands, posts[:1], posts[:1], achievements, posts[1:]), 41, 40},
		{"before the documents", join(posts[:1], demands, achievements, posts[1:]), 81, 0},
		{"a document less", join(demands, posts[:1], achievements[1:], posts[1:]), 1, 40},
		{"documents in another order", join(demands, posts[:1], swapped, posts[1:]), 4, 40},
	} {
		if err := os.WriteFile(b.path, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		if n := b.start(); n != c.anew {
			t.Errorf("%s: %d analysed anew, want %d", c.name, n, c.anew)
		}
		if b.posted != c.posted {
			t.Errorf("%s: %d put with their postings, want %d", c.name, b.posted, c.posted)
		}
		if t.Failed() {
			t.Fatalf("after %s", c.name)
		}
	}
}
