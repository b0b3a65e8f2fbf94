package sheet

import (
	"bytes"
	"slices"
	"strings"
)

// foreign are file types sent by mistake: the first bytes, and a sentence with the remedy.
var foreign = []struct{ magic, say string }{
	{"%PDF", sayPDF},
	{"\x89PNG", sayPicture}, {"\xff\xd8\xff", sayPicture}, {"GIF8", sayPicture}, {"BM", sayPicture},
	{"II*\x00", sayPicture}, {"MM\x00*", sayPicture}, {"RIFF", sayPicture},
	{"Rar!", sayArchive}, {"7z\xbc\xaf", sayArchive}, {"\x1f\x8b", sayArchive},
	{"BZh", sayArchive}, {"\xfd7zXZ", sayArchive},
	{"{\\rtf", "这是写字板（RTF）文件，不能读取。请用 Word 或 WPS 打开，另存为 .docx 再上传。"},
	{"MZ", sayOther}, {"\x7fELF", sayOther}, {"SQLite format 3", sayOther}, {"ID3", sayOther},
}

const (
	sayOther   = "这不是表格。请上传 .xlsx、.xls、.docx、.csv、.jsonl 文件，或把几个文件压成 .zip。"
	sayPDF     = "这是 PDF 文件，不是表格。请向填报人要 Excel 或 Word 原件；没有原件时，用 WPS 的“PDF 转 Excel”转换，核对后再上传。"
	sayPicture = "这是图片，不是表格。请向填报人要 Excel 或 Word 原件；没有原件时，请照图填入模板再上传。"
	sayArchive = "这是 .rar、.7z 一类的压缩包，不能读取。请解压后上传里面的表格，或改压成 .zip。"
)

// sniff gives the kind of a file by its first bytes. An unsupported kind has a refusal.
func sniff(head []byte) (kind, refusal string) {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "zip", ""
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "ole", ""
	case bytes.HasPrefix(head, []byte("\x09\x08")) && len(head) > 8 && head[3] == 0:
		return "biff", "" // the stream of an .xls without its container, as some old programs write it
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")), unmarked(head):
		if text, err := toUTF8(head[:len(head)&^1]); err == nil {
			return markup(text), ""
		}
		return "text", ""
	}
	binary := bytes.IndexByte(head, 0) >= 0
	for _, f := range foreign {
		// Two-letter marks also begin honest text, so they count only with a binary byte near.
		if bytes.HasPrefix(head, []byte(f.magic)) &&
			(len(f.magic) > 3 || binary || f.magic[0] >= 0x7f || f.magic[0] < 0x20) {
			return "", f.say
		}
	}
	if binary {
		return "", sayOther
	}
	return markup(head), ""
}

// markup tells web pages and XML from plain text.
func markup(head []byte) string {
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n"))
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return bytes.Contains(text, []byte(p)) })
	}
	switch {
	case bytes.HasPrefix(text, []byte("mime-version:")), mailHead(text) && has("multipart/related"):
		return "mhtml"
	case !bytes.HasPrefix(text, []byte("<")):
		return "text"
	case has("<!doctype html", "<html"):
		return "html"
	case bytes.HasPrefix(text, []byte("<?xml")), has("<workbook"):
		return "xml"
	case has("<table", "<body", "<meta", "<style", "<tr"):
		return "html"
	}
	return "text"
}

func mailHead(text []byte) bool {
	return slices.ContainsFunc([]string{"from:", "subject:", "date:", "content-type:", "x-"},
		func(h string) bool { return strings.HasPrefix(string(text), h) })
}

// unmarked reports whether the first bytes are UTF-16 without a mark.
func unmarked(head []byte) bool {
	_, _, ok := unmarked16(head[:len(head)&^1])
	return ok
}
