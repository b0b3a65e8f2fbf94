package files

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gabriel-vasile/mimetype"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

// Sizes of uploads in bytes.
const (
	AttachmentMax = 20 << 20
	ImageMax      = 2 << 20
)

// What may be uploaded, by the media type its bytes show (never by what the browser claims), with the ending it is
// given. OFD (GB/T 33190) is a zip file by its bytes and is told by the file it must hold.
var uploadTypes = map[string]string{kernel.PDF: ".pdf", "image/jpeg": ".jpg", "image/png": ".png", kernel.DOCX: ".docx", kernel.XLSX: ".xlsx", ofd: ".ofd"}

const ofd = "application/ofd"

// FileDesk keeps uploaded files.
type FileDesk struct {
	db     store.Engine
	router *kernel.Router
}

// FileView is an uploaded file.
type FileView struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Size      int64  `json:"size"`
	Type      string `json:"type"`
	SHA256    string `json:"sha256"`
	CreatedAt int64  `json:"createdAt"`
}

func viewFile(f party.File) FileView {
	return FileView{f.ID, f.Name, f.Size, f.Type, f.Blob, f.CreatedAt}
}

// sniff tells the type of the bytes and refuses what the purpose does not allow.
func sniff(f io.ReadSeeker, size int64, purpose string) (string, error) {
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
		return "", fault.New(fault.Invalid, "file-empty", "文件是空的，请重新选择。")
	case purpose == party.ImageFile && size > ImageMax:
		return "", fault.Newf(fault.TooLarge, "file-too-large", "图片有%s，超过允许的%s，请压缩后重试。", kernel.SizeText(size), kernel.SizeText(ImageMax))
	case size > AttachmentMax:
		return "", fault.Newf(fault.TooLarge, "file-too-large", "文件有%s，超过允许的%s，请缩小后重试。", kernel.SizeText(size), kernel.SizeText(AttachmentMax))
	case (t == kernel.DOCX || t == kernel.XLSX) && hasMacros(f, size):
		return "", fault.New(fault.Invalid, "file-macros", "文件里有宏（.docm、.xlsm），可能带有病毒，没有接收。请在 Word 或 Excel 中另存为 .docx、.xlsx 后再上传。")
	case purpose == party.ImageFile && !strings.HasPrefix(t, "image/"), uploadTypes[t] == "":
		return "", fault.New(fault.Invalid, "file-type", "不支持这种文件，请上传 PDF、OFD、Word（docx）、Excel（xlsx）、JPEG 或 PNG；图片只能是 JPEG 或 PNG。")
	}
	return t, nil
}

// hasMacros reports whether an office file holds a program, whatever its name says.
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
		if name := strings.ToLower(f.Name); strings.HasSuffix(name, "vbaproject.bin") || strings.HasSuffix(name, "vbadata.xml") {
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

// cleanName leaves the last part of a name, without control characters, with the ending its bytes deserve.
func cleanName(name, mediaType string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < 32 || r == 127 || r == utf8.RuneError || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1 // control characters, and those that turn the reading direction to hide an ending
		}
		return r
	}, name)
	ext := uploadTypes[mediaType]
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

// Put keeps a file for an actor. The blob stands before the record that refers to it.
func (d *FileDesk) Put(ctx context.Context, a actor.Actor, name, purpose string, size int64, content io.ReadSeeker) (party.File, error) {
	t, err := sniff(content, size, purpose)
	if err != nil {
		return party.File{}, err
	}
	b, err := d.db.Blobs().Put(ctx, content)
	if err != nil {
		return party.File{}, err
	}
	f := party.File{Meta: store.Meta{ID: party.NewID(), Market: a.Market}, Name: cleanName(name, t), Purpose: purpose, Blob: b.ID, Size: b.Size, Type: t,
		Uploader: a.Person, UploaderName: a.PersonName, Org: a.Org, CreatedAt: d.router.Now()}
	return f, d.db.Run(ctx, func(tx store.Tx) error { f := f; return party.Files.Insert(tx, &f) })
}

// Open reads a file the actor may read: his own, or one that a record refers to which he may read. All others are
// hidden (fault.NotFound).
func (d *FileDesk) Open(ctx context.Context, a actor.Actor, id string) (party.File, io.ReadSeekCloser, error) {
	var f party.File
	err := d.db.View(ctx, func(tx store.Tx) (err error) {
		f, err = party.Files.Get(tx, a.Market, id)
		return err
	})
	if err != nil {
		return f, nil, err
	}
	if err := d.may(ctx, a, f); err != nil {
		return f, nil, err
	}
	r, _, err := d.db.Blobs().Open(ctx, f.Blob)
	return f, r, err
}

func (d *FileDesk) may(ctx context.Context, a actor.Actor, f party.File) error {
	if f.Uploader == a.Person || a.Role == actor.System {
		return nil
	}
	for _, l := range f.Links {
		owner := d.router.OwnerOf(l.Kind)
		if owner == nil {
			continue
		}
		err := owner(ctx, a, l.Record)
		if err == nil {
			return nil
		}
		if !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.Unauthenticated) {
			return err
		}
	}
	return fault.New(fault.NotFound, "not-found", "没有找到这个文件，可能已被删除，或您无权查看。")
}

// Files are the routes of uploaded files.
func Routes(db store.Engine) kernel.Resource {
	return func(r *kernel.Router) {
		d := &FileDesk{db: db, router: r}
		upload := kernel.Created(kernel.Op("upload-file", "POST", "/files", "上传文件"))
		upload.MaxBodyBytes = AttachmentMax
		kernel.Route(r, kernel.SignedIn, upload,
			func(ctx context.Context, a actor.Actor, in *struct {
				RawBody huma.MultipartFormFiles[struct {
					File    huma.FormFile `form:"file" required:"true"`
					Purpose string        `form:"purpose" enum:"attachment,image" doc:"attachment（默认，20 MB）或 image（2 MB）"`
				}]
			}) (*kernel.Out[FileView], error) {
				data := in.RawBody.Data()
				defer data.File.Close()
				if data.Purpose == "" {
					data.Purpose = party.AttachmentFile
				}
				f, err := d.Put(ctx, a, data.File.Filename, data.Purpose, data.File.Size, data.File)
				return kernel.NewOut(viewFile(f)), err
			})
		kernel.Route(r, kernel.SignedIn.Ticket(), kernel.Op("get-file", "GET", "/files/{id}", "下载文件"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*huma.StreamResponse, error) {
				f, content, err := d.Open(ctx, a, in.ID)
				if err != nil {
					return nil, err
				}
				r.NoteDownload(ctx, f.Name, f.ID)
				out := kernel.Download(f.Name, f.Type, func(w io.Writer) error {
					defer content.Close()
					_, err := io.Copy(w, content)
					return err
				})
				return out, nil
			})
	}
}
