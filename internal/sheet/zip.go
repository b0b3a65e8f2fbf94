package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
)

// readZip distinguishes an .xlsx, a .docx, a pack of several files and all other zips.
func readZip(r io.ReaderAt, size int64, b *builder) (Format, error) {
	z, err := openZip(r, size, b)
	if err != nil {
		return "", err
	}
	p := newPack(z, b)
	if !p.has("[Content_Types].xml") && !p.has("_rels/.rels") && !p.has("xl/workbook.xml") &&
		!p.has("word/document.xml") {
		if err := p.otherKind(); err != nil {
			return "", err
		}
		return ZIP, readMembers(z, b)
	}
	main, err := p.main()
	if err != nil {
		return "", err
	}
	if main == "" || strings.HasSuffix(strings.ToLower(main), ".bin") {
		if err := p.otherKind(); err != nil {
			return "", err
		}
		return "", malformed(noWorkbook)
	}
	root, err := p.root(main)
	if err != nil {
		return "", err
	}
	switch root {
	case "workbook":
		return XLSX, readXLSX(p, main)
	case "document":
		return DOCX, readDOCX(p, main)
	}
	return "", malformed(otherFile)
}

// otherKind names the kind of a zip that is no pack of files.
func (p *pack) otherKind() error {
	for _, k := range []struct {
		part string
		say  fault.Text
	}{
		{"xl/workbook.bin", binaryBook},
		{"Index/Document.iwa", iWork},
		{"Index.zip", iWork},
		{"content.xml", openDocument},
		{"OFD.xml", ofd},
		{"META-INF/MANIFEST.MF", otherFile},
		{"AndroidManifest.xml", otherFile},
	} {
		if p.has(k.part) {
			return malformed(k.say)
		}
	}
	return nil
}

// readMembers reads every file inside a .zip. An unreadable one is listed with its reason; the others count.
func readMembers(z *zip.Reader, b *builder) error {
	members := 0
	for _, f := range z.File {
		name := memberName(f)
		if noise(name) || strings.HasSuffix(name, "/") {
			continue
		}
		if members++; members > b.limits.Members {
			return fault.Of(fault.TooLarge, fault.T("archive-holds-more-than-files",
				"压缩包里的文件超过 %d 个。请分成几个压缩包再上传。",
				"The archive holds more than %d files; split it."), b.limits.Members)
		}
		if err := b.member(f, name); err != nil {
			return err
		}
	}
	b.file = ""
	switch {
	case members == 0:
		return malformed(emptyPack)
	case len(b.sheets) == 0:
		return fault.Of(fault.Malformed, fault.T("archive-holds-no-table-can",
			"压缩包里没有能读取的表格。%s：%s",
			"The archive holds no table that can be read. %s: %s"), b.left[0].Name, b.left[0].Msg)
	}
	return nil
}

// member reads one file. It returns only faults of the pack as a whole.
func (b *builder) member(f *zip.File, name string) error {
	b.file = name
	sheets := len(b.sheets)
	err := b.unpack(f, name)
	var told *fault.Error
	switch {
	case err == nil:
		return nil
	case b.ctx.Err() != nil:
		return b.ctx.Err()
	case !errors.As(err, &told) || whole[told.Code] || told.Kind == fault.Internal:
		return err
	}
	b.sheets = b.sheets[:sheets]
	b.left = append(b.left, LeftFile{name, told.Said()})
	return nil
}

func (b *builder) unpack(f *zip.File, name string) error {
	switch {
	case f.Flags&1 != 0:
		return fault.Of(fault.Malformed, fault.T("file-has-password-remove-password",
			"这个文件设了密码，无法读取。请去掉压缩包的密码再上传。",
			"This file has a password. Remove the password of the archive and upload again."))
	case f.UncompressedSize64 > uint64(b.limits.Bytes):
		return fault.Of(fault.TooLarge, fault.T("file-larger-than-remove-pictures",
			"这个文件超过 %s 的上限。请删去图片和无关工作表后再上传。",
			"This file is larger than %s. Remove pictures and other sheets."), megabytes(b.limits.Bytes))
	}
	r, err := f.Open()
	if err != nil {
		return damaged(err)
	}
	defer r.Close()
	var data bytes.Buffer
	if _, err := io.Copy(&data, io.LimitReader(counted{r, b}, b.limits.Bytes+1)); err != nil {
		return damaged(err)
	}
	if nested(data.Bytes()) {
		return malformed(packInPack)
	}
	_, err = b.open(bytes.NewReader(data.Bytes()), int64(data.Len()), name)
	return err
}

// nested reports whether data is a pack of files inside a pack; an .xlsx or .docx is none.
func nested(data []byte) bool {
	if kind, _ := sniff(data[:min(len(data), 4096)]); kind != "zip" {
		return false
	}
	for _, part := range []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook", "word/document", "mimetype",
		"content.xml", "Index/"} {
		if bytes.Contains(data, []byte(part)) {
			return false
		}
	}
	return true
}

// memberName decodes the name of a file inside a .zip. Windows writes GBK names without saying so.
func memberName(f *zip.File) string {
	name := unicodeName(f.Extra)
	if name == "" {
		name = f.Name
	}
	if !utf8.ValidString(name) {
		if text, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = text
		}
	}
	name = cell.Tidy(strings.ReplaceAll(name, `\`, "/"))
	if n := []rune(name); len(n) > 200 {
		name = "…" + string(n[len(n)-200:])
	}
	return name
}

// unicodeName reads the Unicode path of the extra fields (APPNOTE.TXT 4.6.9), which Info-ZIP writes beside a local
// name.
func unicodeName(extra []byte) string {
	for len(extra) >= 4 {
		id, size := int(extra[0])|int(extra[1])<<8, int(extra[2])|int(extra[3])<<8
		if extra = extra[4:]; size > len(extra) {
			return ""
		}
		if id == 0x7075 && size > 5 && utf8.Valid(extra[5:size]) {
			return string(extra[5:size])
		}
		extra = extra[size:]
	}
	return ""
}

// noise reports whether an operating system added the file.
func noise(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") ||
		strings.EqualFold(base, "Thumbs.db") || strings.EqualFold(base, "desktop.ini")
}
