package sheet

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"strings"
)

// readMHTML reads the web pages inside a "single file web page" of Excel (RFC 2557), one after the other.
func readMHTML(r io.ReaderAt, size int64, name string, b *builder) error {
	in := bufio.NewReader(io.NewSectionReader(r, 0, size))
	head, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return err
	}
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return malformed(mailOrPage)
	}
	h := newHTMLReader(b, name)
	parts := multipart.NewReader(in, params["boundary"])
	for n := 0; n < maxParts; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if !strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			continue
		}
		var body io.Reader = part // quoted-printable is decoded already
		if strings.EqualFold(part.Header.Get("Content-Transfer-Encoding"), "base64") {
			body = base64.NewDecoder(base64.StdEncoding, body)
		}
		var data bytes.Buffer
		if _, err := io.Copy(&data, io.LimitReader(counted{body, b}, b.limits.Bytes)); err != nil {
			return err
		}
		if err := h.page(data.Bytes()); err != nil {
			return err
		}
	}
	return h.done()
}
