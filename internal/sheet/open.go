package sheet

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"kebang/internal/fault"
)

// Open reads a whole file of size bytes. The error is fault.Malformed for bytes that are no readable table,
// fault.TooLarge beyond the limits. Both have a sentence with the remedy. A panic while parsing hostile bytes is
// fault.Malformed too, so that no file stops the server.
func Open(r io.ReaderAt, size int64, name string, limits Limits) (Book, error) {
	return OpenContext(context.Background(), r, size, name, limits)
}

// OpenContext is Open with a context. Soon after ctx is done it returns the error of ctx.
func OpenContext(ctx context.Context, r io.ReaderAt, size int64, name string, limits Limits) (Book, error) {
	b := newBuilder(ctx, limits)
	format, err := b.open(r, size, name)
	if err == nil {
		err = ctx.Err() // a reader may have mistaken the end of ctx for the end of the file
	}
	if err != nil {
		return Book{}, err
	}
	b.seal()
	return Book{Name: name, Format: format, Sheets: b.sheets, Left: b.left}, nil
}

// open reads one file into the builder: the given one, or one inside a .zip.
func (b *builder) open(r io.ReaderAt, size int64, name string) (format Format, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damaged(nil)
		}
		if err != nil && b.ctx.Err() != nil {
			err = b.ctx.Err()
		}
	}()
	if size > b.limits.Bytes {
		return "", fault.Of(fault.TooLarge, fault.T("sheet-too-large",
			"文件有 %s，超过 %s 的上限。请删去图片和无关工作表，或分成几个文件再上传。",
			"The file has %s, more than %s. Remove pictures and other sheets, or split it."), megabytes(size),
			megabytes(b.limits.Bytes))
	}
	if size <= 0 {
		return "", malformed(emptyFile)
	}
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", unreadable(err)
	}
	kind, refusal := sniff(head)
	switch kind {
	case "zip":
		format, err = readZip(r, size, b)
	case "ole":
		format, err = XLS, readXLS(r, size, b)
	case "biff":
		format, err = XLS, readBIFF(r, size, b)
	case "html":
		format, err = HTML, readHTML(r, size, sheetName(name), b)
	case "mhtml":
		format, err = HTML, readMHTML(r, size, sheetName(name), b)
	case "xml":
		format, err = readXML(r, size, b)
	case "text":
		format, err = readText(r, size, sheetName(name), b)
	default:
		return "", malformed(refusal)
	}
	if err != nil {
		return "", damaged(err)
	}
	return format, nil
}

func unreadable(err error) error {
	return fault.Cause(err, fault.Internal,
		fault.T("sheet-read", "读取文件失败，请重试。", "The file could not be read; please retry."))
}

// readAll reads a text file or a container other than zip; both are within Limits.Bytes.
func readAll(r io.ReaderAt, size int64) ([]byte, error) {
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); err != nil && (!errors.Is(err, io.EOF) || int64(n) < size) {
		return nil, unreadable(err)
	}
	return data, nil
}

func sheetName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	if base == "" || base == "." || base == "/" {
		return "Sheet1"
	}
	return base
}

func malformed(t fault.Text) *fault.Error { return fault.Of(fault.Malformed, t) }

func damaged(err error) error {
	var f *fault.Error
	if errors.As(err, &f) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fault.Cause(err, fault.Malformed, fault.T("file-damaged-open-excel-or",
		"文件已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"The file is damaged. Open it in Excel or WPS, save it as .xlsx and upload again."))
}
