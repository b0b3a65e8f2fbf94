package contract

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/document"
	"kebang/internal/fault"
)

// Wording is the text of a contract for a page and for the scan. A .docx gives its words. A PDF and a picture are shown
// unchanged, and an OFD by other programs.
type Wording struct {
	Name       string     `json:"name"`
	File       string     `json:"file"`
	Hash       string     `json:"hash"`
	Generated  bool       `json:"generated"`
	Readable   bool       `json:"readable"` // the paragraphs are the whole text
	Paragraphs []string   `json:"paragraphs"`
	Shown      string     `json:"shown,omitempty" enum:"pdf,picture" doc:"a browser shows the file itself"`
	Why        fault.Said // why it cannot be read here; mostly empty
}

// Note says which part the scan of clauses did not read.
func (w Wording) Note() fault.Text {
	if w.Hash != "" && !w.Readable {
		return fault.T("clauses-file-unread", "程序只看了填写的条款，没有读合同文件；请打开文件核对。",
			"Only the fields were scanned, not the file; open the file to check.")
	}
	return fault.T("clauses-none", "没有查到需要提示的表述，请阅读合同全文核对。",
		"No wording to warn of was found; read the whole contract.")
}

// maxWording is the largest file that is unpacked for reading, in bytes; an upload may have 20 MB.
const maxWording = 20 << 20

// Wording reads the text that both sides confirm, or the text behind the scan of a paper contract.
func (s *Service) Wording(ctx context.Context, a actor.Actor, id string) (Wording, error) {
	c, err := s.Get(ctx, a, id)
	if err != nil {
		return Wording{}, err
	}
	return s.wordingOf(ctx, &c)
}

func (s *Service) wordingOf(ctx context.Context, c *Contract) (Wording, error) {
	w := Wording{Paragraphs: []string{}}
	switch {
	case c.Text != nil:
		w.Name, w.File, w.Hash, w.Generated = c.Text.Name, c.Text.File, c.Text.Blob, c.Text.Generated
	case c.Paper != nil:
		w.Name, w.File, w.Hash = c.Paper.Scan.Name, c.Paper.Scan.File, c.Paper.Scan.Blob
	default:
		w.Why = fault.T("wording-none", "还没有合同文本。", "There is no text yet.").With()
		return w, nil
	}
	switch strings.ToLower(path.Ext(w.Name)) { // an upload has the ending of its content
	case ".docx":
	case ".pdf":
		w.Shown = "pdf"
		return w, nil
	case ".jpg", ".jpeg", ".png":
		w.Shown = "picture"
		return w, nil
	default:
		w.Why = fault.T("wording-not-shown", "这种文件不能在页面上显示，请打开文件阅读。",
			"Files of this kind cannot be shown on the page; open it to read it.").With()
		return w, nil
	}
	r, _, err := s.db.Blobs().Open(ctx, w.Hash)
	if err != nil {
		return w, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxWording+1))
	if err != nil {
		return w, fmt.Errorf("read the wording: %w", err)
	}
	ps, err := document.Paragraphs(bytes.NewReader(b), int64(len(b)))
	switch {
	case fault.Is(err, fault.Malformed), fault.Is(err, fault.TooLarge):
		w.Why = fault.SaidOf(err)
		return w, nil
	case err != nil:
		return w, err
	}
	w.Readable, w.Paragraphs = true, append(w.Paragraphs, ps...)
	return w, nil
}
