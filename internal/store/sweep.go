package store

import "context"

// BlobGrace is the life of an unreferenced blob, in milliseconds. Its bytes exist some moments before the record that
// refers to them.
const BlobGrace = 60 * 60 * 1000

// Sweep removes the blobs that no record refers to and that were last put more than BlobGrace before now (UTC ms). It
// returns their number. Refs reads the ids in use from one snapshot. It is called once, after the candidates are
// listed, so that it sees a reference made meanwhile.
func Sweep(ctx context.Context, b Blobs, now int64, refs func(context.Context) (map[string]bool, error)) (int, error) {
	olderThan := now - BlobGrace
	var old []string
	err := b.Each(ctx, olderThan, func(blob Blob) error {
		old = append(old, blob.ID)
		return nil
	})
	if err != nil || len(old) == 0 {
		return 0, err
	}
	used, err := refs(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, id := range old {
		if used[id] {
			continue
		}
		gone, err := b.DeleteOlder(ctx, id, olderThan)
		if err != nil {
			return n, err
		}
		if gone {
			n++
		}
	}
	return n, nil
}
