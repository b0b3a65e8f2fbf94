package sheet

import (
	"bytes"
	"slices"
	"strings"

	"kebang/internal/fault"
)

// foreign are file types sent by mistake: the first bytes, and a sentence with the remedy.
var foreign = []struct {
	magic string
	say   fault.Text
}{
	{"%PDF", pdf},
	{"\x89PNG", picture}, {"\xff\xd8\xff", picture}, {"GIF8", picture}, {"BM", picture},
	{"II*\x00", picture}, {"MM\x00*", picture}, {"RIFF", picture},
	{"Rar!", otherPack}, {"7z\xbc\xaf", otherPack}, {"\x1f\x8b", otherPack},
	{"BZh", otherPack}, {"\xfd7zXZ", otherPack},
	{"{\\rtf", rtf},
	{"MZ", otherFile}, {"\x7fELF", otherFile}, {"SQLite format 3", otherFile}, {"ID3", otherFile},
}

var none fault.Text

// sniff gives the kind of a file by its first bytes. An unsupported kind has a refusal.
func sniff(head []byte) (kind string, refusal fault.Text) {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "zip", none
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "ole", none
	case bytes.HasPrefix(head, []byte("\x09\x08")) && len(head) > 8 && head[3] == 0:
		return "biff", none // the stream of an .xls without its container, as some old programs write it
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")), unmarked(head):
		if text, err := toUTF8(head[:len(head)&^1]); err == nil {
			return markup(text), none
		}
		return "text", none
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
		return "", otherFile
	}
	return markup(head), none
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
