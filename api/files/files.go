package files

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/disclosure"
	"kebang/internal/files"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Files are the use cases of files; *files.Service implements them.
type Files interface {
	Put(ctx context.Context, a actor.Actor, name, purpose string, size int64, content io.ReadSeeker) (files.File, error)
	PutSealed(ctx context.Context, a actor.Actor, kind, record, name string, size int64,
		content io.ReadSeeker) (files.File, string, error)
	Open(ctx context.Context, a actor.Actor, id string) (files.File, string, io.ReadSeekCloser, error)
	List(ctx context.Context, a actor.Actor, market, kind, record string) ([]files.Attached, []disclosure.Level, error)
	Attach(ctx context.Context, a actor.Actor, file, kind, record string, level disclosure.Level) (files.Attached,
		error)
	Detach(ctx context.Context, a actor.Actor, file, kind, record string) error
	Openings(ctx context.Context, a actor.Actor, id, after string, limit int) (store.Page[audit.Access], error)
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

func viewFile(f files.File) FileView {
	return FileView{f.ID, f.Name, f.Size, f.Type, f.Blob, f.CreatedAt}
}

// AttachedFile is a file of a record.
type AttachedFile struct {
	FileView
	Level    disclosure.Level `json:"level" enum:"public,members,protected,private" doc:"Who may read it"`
	At       int64            `json:"at" doc:"UTC milliseconds of the attachment or of its last change of level"`
	By       string           `json:"by,omitempty" doc:"Who uploaded it; left out for readers who may not know"`
	Waits    bool             `json:"waits" doc:"Others read it after the next publication by the office"`
	Removes  bool             `json:"removes" doc:"The caller may remove it or change its level"`
	Openings bool             `json:"openings" doc:"The caller may read who opened it"`
}

func viewAttached(f files.Attached) AttachedFile {
	return AttachedFile{viewFile(f.File), f.Level, f.Link.At, f.By, f.Waits, f.Removes, f.Log}
}

// RecordFiles are the files of a record that the caller may read.
type RecordFiles struct {
	Items  []AttachedFile     `json:"items"`
	Attach []disclosure.Level `json:"attach" enum:"public,members,protected,private" doc:"Levels at which the caller may attach files now"`
}

// FileOpening is one line of 打开记录. Person is empty for a visitor.
type FileOpening struct {
	Person string     `json:"person"`
	Org    string     `json:"org,omitempty"`
	Role   actor.Role `json:"role,omitempty"`
	At     int64      `json:"at"`
}

// fileLink names a record with files on its page. Files of claims come by their own steps.
type fileLink struct {
	Kind   string           `json:"kind" required:"true" enum:"demand,achievement,deal,contract"`
	Record string           `json:"record" required:"true" minLength:"1" maxLength:"40"`
	Level  disclosure.Level `json:"level" required:"true" enum:"public,members,protected,private"`
}

// Routes are the routes of files.
func Routes(f Files) kernel.Resource {
	return func(r *kernel.Router) {
		content(r, f)
		links(r, f)
	}
}

func content(r *kernel.Router, d Files) {
	upload := kernel.Created(kernel.Op("upload-file", "POST", "/files", "上传文件"))
	upload.MaxBodyBytes = files.AttachmentMax
	kernel.Route(r, kernel.SignedIn, upload,
		func(ctx context.Context, a actor.Actor, in *struct {
			RawBody huma.MultipartFormFiles[struct {
				File    huma.FormFile `form:"file" required:"true"`
				Purpose string        `form:"purpose" enum:"attachment,image" doc:"attachment (20 MB, default) or image (2 MB)"`
				Bid     string        `form:"bid" maxLength:"40" doc:"bid to a reviewed challenge: the file is sealed for it"`
			}]
		}) (*kernel.Out[FileView], error) {
			data := in.RawBody.Data()
			defer data.File.Close()
			if data.Purpose == "" {
				data.Purpose = files.AttachmentFile
			}
			if data.Bid != "" {
				f, name, err := d.PutSealed(ctx, a, "bid", data.Bid, data.File.Filename, data.File.Size, data.File)
				v := viewFile(f)
				v.Name = name // the uploader knows it
				return kernel.NewOut(v), err
			}
			f, err := d.Put(ctx, a, data.File.Filename, data.Purpose, data.File.Size, data.File)
			return kernel.NewOut(viewFile(f)), err
		})
	kernel.Route(r, kernel.Public.Ticket(), kernel.Op("get-file", "GET", "/files/{id}", "下载文件"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*huma.StreamResponse, error) {
			f, name, content, err := d.Open(ctx, a, in.ID)
			if err != nil && !a.Known() {
				err = kernel.ErrSignIn // also for an absent file
			}
			if err != nil {
				return nil, err
			}
			if err := r.NoteOpened(ctx, f.Market, f.Name, f.ID); err != nil {
				_ = content.Close() // only read
				return nil, err
			}
			return kernel.Download(name, f.Type, func(w io.Writer) error {
				defer content.Close()
				_, err := io.Copy(w, content)
				return err
			}), nil
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("list-file-openings", "GET", "/files/{id}/openings", "打开记录"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			kernel.PageQuery
		}) (*kernel.List[FileOpening], error) {
			if err := in.Only("-at", vocab.Noun("按时间从新到旧排列", "newest first")); err != nil {
				return nil, err
			}
			p, err := d.Openings(ctx, a, in.ID, in.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			out := make([]FileOpening, len(p.Items))
			for i, o := range p.Items {
				out[i] = FileOpening{o.PersonName, o.OrgName, o.Role, o.At}
			}
			return kernel.NewList(out, p.Next, p.Total), nil
		})
}

func links(r *kernel.Router, d Files) {
	kernel.Route(r, kernel.Public, kernel.Op("list-record-files", "GET", "/files", "一条记录的附件"),
		func(ctx context.Context, a actor.Actor, in *struct {
			Kind   string `query:"kind" required:"true" enum:"demand,achievement,deal,contract"`
			Record string `query:"record" required:"true" maxLength:"40"`
			Market string `query:"market" maxLength:"40" doc:"market of the record; the present one when left out"`
		}) (*kernel.Out[RecordFiles], error) {
			market := in.Market
			if market == "" {
				market = a.Market
			}
			all, attach, err := d.List(ctx, a, market, in.Kind, in.Record)
			if err != nil {
				return nil, err
			}
			out := RecordFiles{Items: make([]AttachedFile, len(all)), Attach: attach}
			for i, f := range all {
				out.Items[i] = viewAttached(f)
			}
			return kernel.NewOut(out), nil
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("attach-file", "POST", "/files/{id}/links", "添加为附件或改变公开范围"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Body fileLink
		}) (*kernel.Out[AttachedFile], error) {
			f, err := d.Attach(ctx, a, in.ID, in.Body.Kind, in.Body.Record, in.Body.Level)
			return kernel.NewOut(viewAttached(f)), err
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("detach-file", "DELETE", "/files/{id}/links/{kind}/{record}", "移除附件"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Kind   string `path:"kind" enum:"demand,achievement,deal,contract"`
			Record string `path:"record" maxLength:"40"`
		}) (*kernel.Empty, error) {
			return nil, d.Detach(ctx, a, in.ID, in.Kind, in.Record)
		})
}
