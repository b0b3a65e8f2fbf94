package contract

import (
	"bytes"
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/document"
	"kebang/internal/fault"
)

// Print is the generated wording as a document, for printing. Its words are those of the file that both sides confirm.
// A Conflict says that there is no file, when it was uploaded, or that the fields changed since.
func (s *Service) Print(ctx context.Context, a actor.Actor, id string) (*document.Document, *Contract, error) {
	c, err := s.Get(ctx, a, id)
	if err != nil {
		return nil, nil, err
	}
	if c.Text == nil || !c.Text.Generated {
		return nil, nil, fault.Of(fault.Conflict, fault.T("contract-print-none",
			"没有平台生成的合同文本，请先生成，或下载上传的原文件。",
			"There is no generated text: generate it first, or download the uploaded file."))
	}
	w, err := s.wordingOf(ctx, &c)
	if err != nil {
		return nil, nil, err
	}
	d := c.Document()
	d.Fonts = s.fonts
	var b bytes.Buffer
	if err := d.Docx(&b); err != nil {
		return nil, nil, err
	}
	now, err := document.Paragraphs(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, nil, err
	}
	if !slices.Equal(now, w.Paragraphs) {
		return nil, nil, fault.Of(fault.Conflict, fault.T("contract-print-other",
			"现在的合同内容与已生成的文本不一致，请下载 Word 文本，它才是双方确认的文本。",
			"The fields now differ from the generated text; download the Word file, the text both sides confirm."))
	}
	return d, &c, nil
}
