package check

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Blobs reads every blob of a store and reports those whose content does not have the hash in their name. It gives the
// sizes of all. Progress receives the number of blobs read.
func Blobs(ctx context.Context, from store.Blobs, report func(Finding), progress func(int64)) (map[string]int64,
	error) {
	sizes := map[string]int64{}
	err := from.Each(ctx, 1<<62, func(b store.Blob) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, b, err := from.Open(ctx, b.ID)
		if fault.Is(err, fault.NotFound) {
			return nil // removed since it was listed, so nothing refers to it
		}
		if err != nil {
			return err
		}
		defer r.Close() //nolint:errcheck // only read
		sum := sha256.New()
		n, err := io.Copy(sum, r)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil || n != b.Size || hex.EncodeToString(sum.Sum(nil)) != b.ID {
			report(Finding{Market: store.National, Noun: "附件", ID: b.ID, What: "内容已损坏。请从备份中取回同名文件，或重新上传。"})
		}
		sizes[b.ID] = b.Size
		if progress != nil {
			progress(int64(len(sizes)))
		}
		return nil
	})
	return sizes, err
}
