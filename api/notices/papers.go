package notices

import (
	"bytes"
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/document"
)

// papers are the notice for the portal of the office: a .docx to hand on and HTML to paste.
func (d desk) papers() {
	for _, f := range []struct {
		name, media, summary string
		write                func(*document.Document, io.Writer) error
	}{
		{"docx", kernel.DOCX, "公示文稿（Word）", (*document.Document).Docx},
		{"html", "text/html; charset=utf-8", "公示文稿（网页代码）", (*document.Document).Fragment},
	} {
		kernel.Route(d.r, office,
			kernel.Op("public-notice-"+f.name, "GET", "/notices/{id}/paper."+f.name, f.summary),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*huma.StreamResponse, error) {
				doc, n, err := d.svc.Paper(ctx, a, in.ID)
				if err != nil {
					return nil, err
				}
				var b bytes.Buffer
				if err := f.write(doc, &b); err != nil {
					return nil, err
				}
				return kernel.Download(n.Serial+"."+f.name, f.media, func(w io.Writer) error {
					_, err := b.WriteTo(w)
					return err
				}), nil
			})
	}
}
