package files

import (
	"archive/zip"
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"kebang/internal/fault"
)

// The largest uploads, in bytes.
const (
	AttachmentMax = 20 << 20
	ImageMax      = 2 << 20
)

const (
	docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ofd  = "application/ofd"
)

// endings are the accepted media types with the ending of the stored name. The bytes decide the type, never the claim
// of the browser. An OFD (GB/T 33190) is a zip file with a certain file inside.
var endings = map[string]string{"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", docx: ".docx",
	xlsx: ".xlsx", ofd: ".ofd"}

// typeOf gives the media type of the bytes and refuses one that the purpose does not allow.
func typeOf(f io.ReadSeeker, size int64, purpose string) (string, error) {
	m, err := mimetype.DetectReader(f)
	if err != nil {
		return "", err
	}
	t, _, _ := strings.Cut(m.String(), ";")
	if ra, ok := f.(io.ReaderAt); ok && m.Is("application/zip") && isOFD(ra, size) {
		t = ofd
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	switch {
	case size == 0:
		return "", fault.Of(fault.Invalid, fault.T("file-empty", "文件是空的，请重新选择。", "The file is empty; choose another."))
	case purpose == ImageFile && size > ImageMax:
		return "", fault.Of(fault.TooLarge, fault.T("file-too-large",
			"图片有%s，超过允许的%s，请压缩后重试。",
			"The picture has %s, more than %s; make it smaller."), fault.Bytes(size), fault.Bytes(ImageMax))
	case size > AttachmentMax:
		return "", fault.Of(fault.TooLarge, fault.T("files-file-too-large",
			"文件有%s，超过允许的%s，请缩小后重试。",
			"The file has %s, more than %s; make it smaller."), fault.Bytes(size), fault.Bytes(AttachmentMax))
	case (t == docx || t == xlsx) && hasMacros(f, size):
		return "", fault.Of(fault.Invalid, fault.T("file-macros",
			"文件里有宏（.docm、.xlsm），可能带有病毒，没有接收。请在 Word 或 Excel 中另存为 .docx、.xlsx 后再上传。",
			"The file holds macros (.docm, .xlsm), which may be a virus, and was not taken. Save it as .docx or "+
				".xlsx in Word or Excel and upload that."))
	case purpose == ImageFile && !strings.HasPrefix(t, "image/"), endings[t] == "":
		return "", fault.Of(fault.Invalid, fault.T("file-type",
			"不支持这种文件，请上传 PDF、OFD、Word（docx）、Excel（xlsx）、JPEG 或 PNG；图片只能是 JPEG 或 PNG。",
			"This kind of file is not taken: PDF, OFD, Word (docx), Excel (xlsx), JPEG or PNG."))
	}
	return t, nil
}

// hasMacros reports whether an office file holds a program, whatever its name.
func hasMacros(f io.ReadSeeker, size int64) bool {
	ra, ok := f.(io.ReaderAt)
	if !ok {
		return false
	}
	z, err := zip.NewReader(ra, size)
	if err != nil {
		return false
	}
	for _, f := range z.File {
		if name := strings.ToLower(f.Name); strings.HasSuffix(name, "vbaproject.bin") ||
			strings.HasSuffix(name, "vbadata.xml") {
			return true
		}
		if f.Name == "[Content_Types].xml" && saysMacros(f) {
			return true
		}
	}
	return false
}

func saysMacros(f *zip.File) bool {
	r, err := f.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, 1<<20))
	return err == nil && bytes.Contains(bytes.ToLower(b), []byte("macroenabled"))
}

func isOFD(r io.ReaderAt, size int64) bool {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return false
	}
	for _, f := range z.File {
		if f.Name == "OFD.xml" {
			return true
		}
	}
	return false
}

// cleanName leaves the last part of a name, without control characters, with the ending of its media type.
func cleanName(name, mediaType string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < 32 || r == 127 || r == utf8.RuneError || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1 // control characters, and those that hide an ending by turning the reading direction
		}
		return r
	}, name)
	ext := endings[mediaType]
	old := strings.ToLower(filepath.Ext(name))
	if old != ext && !(ext == ".jpg" && old == ".jpeg") {
		name += ext
	}
	for utf8.RuneCountInString(name) > 120 {
		_, n := utf8.DecodeRuneInString(name)
		name = name[n:]
	}
	return name
}
