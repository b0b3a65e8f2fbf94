package contracts

import (
	"bytes"
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/document"
)

// prints are the downloads of the generated wording besides its .docx. They are logged like an opening of that file.
func (d contractDesk) prints() {
	for _, f := range []struct {
		name, media, summary string
		write                func(*document.Document, io.Writer) error
	}{
		{"pdf", kernel.PDF, "合同文本（PDF）", (*document.Document).PDF},
		{"html", "text/html; charset=utf-8", "合同文本（打印网页）", (*document.Document).HTML},
	} {
		kernel.Route(d.r, kernel.SignedIn,
			kernel.Op("contract-text-"+f.name, "GET", "/contracts/{id}/text."+f.name, f.summary),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*huma.StreamResponse, error) {
				doc, c, err := d.svc.Print(ctx, a, in.ID)
				if err != nil {
					return nil, err
				}
				var b bytes.Buffer
				if err := f.write(doc, &b); err != nil {
					return nil, err
				}
				name := c.Serial + "." + f.name
				if err := d.r.NoteOpened(ctx, c.Market, name, c.Text.File); err != nil {
					return nil, err
				}
				return kernel.Download(name, f.media, func(w io.Writer) error {
					_, err := b.WriteTo(w)
					return err
				}), nil
			})
	}
}
