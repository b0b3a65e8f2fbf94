package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"kebang/internal/intake/layout"
	"kebang/internal/sheet"
	"kebang/internal/store"
)

// keptBook is the kept part of a file with secret rows: the other rows, and their places.
type keptBook struct {
	Book sheet.Book       `json:"book"`
	Left []layout.LeftOut `json:"left"`
}

// keep stores the permitted part of the file, and gives the id and the size of the blob. The uploaded bytes of a file
// with a secret row are never stored.
func (s *Service) keep(ctx context.Context, p *Plan, r io.ReaderAt, size int64) (string, int64, error) {
	var data io.Reader = io.NewSectionReader(r, 0, size)
	if p.Secret() {
		k := keptBook{Book: p.clean}
		for _, l := range p.LeftOut {
			if l.Reason == layout.SecretRow {
				k.Left = append(k.Left, l)
			}
		}
		text, err := json.Marshal(k)
		if err != nil {
			return "", 0, err
		}
		data, size = bytes.NewReader(text), int64(len(text))
	}
	blob, err := s.db.Blobs().Put(ctx, data)
	return blob.ID, size, err
}

// cleaned stores the permitted part of a file again, once a person's answer on a heading marks rows as secret. Without
// such a row it is the file itself.
func (s *Service) cleaned(ctx context.Context, i *Import, p *Plan) (string, int64, error) {
	if !p.Secret() || i.Cleaned && !p.screened {
		return i.Blob, i.Size, nil
	}
	return s.keep(ctx, p, nil, 0)
}

// forget deletes an import that has written nothing, with its file.
func (s *Service) forget(ctx context.Context, i Import) error {
	if err := s.db.Blobs().Delete(ctx, i.Blob); err != nil {
		return err
	}
	return s.db.Run(ctx, func(tx store.Tx) error {
		now, err := Imports.Get(tx, i.Market, i.ID)
		if err != nil {
			return err
		}
		return Imports.Delete(tx, &now)
	})
}
