package party

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// Purposes of uploaded files.
const (
	AttachmentFile = "attachment" // pdf, docx, xlsx, ofd, jpeg, png
	ImageFile      = "image"      // jpeg, png
)

// Link names a record that refers to a file.
type Link struct {
	Kind   string `json:"kind"`
	Record string `json:"record"`
}

// File is an uploaded file: who brought it, what it is, and which records refer to it. It is read by its uploader and
// by whoever may read one of those records.
type File struct {
	store.Meta
	Name         string `json:"name"` // as uploaded, without folders
	Purpose      string `json:"purpose"`
	Blob         string `json:"blob"` // SHA-256 of the content, lower-case hex
	Size         int64  `json:"size"` // bytes
	Type         string `json:"type"` // media type as sniffed
	Uploader     string `json:"uploader"`
	UploaderName string `json:"uploaderName"`
	Org          string `json:"org,omitempty"`
	Links        []Link `json:"links,omitempty"`
	CreatedAt    int64  `json:"createdAt"`
}

// Files are kept in the market of the uploader's role.
var Files = store.Define(store.Def[File]{
	Name: "files", Shape: 2, Oldest: 2, Noun: "文件", Meta: func(f *File) *store.Meta { return &f.Meta },
	Fields: []store.FieldSpec{{Name: "blob"}, {Name: "uploader"}, {Name: "linked", Type: store.Bool}, {Name: "created", Type: store.Int}},
	Values: func(f *File) store.Values {
		return store.Values{"blob": f.Blob, "uploader": f.Uploader, "linked": len(f.Links) > 0, "created": f.CreatedAt}
	},
	Indexes: [][]string{{"blob"}, {"linked", "created"}},
})

// UseFile reads a file somebody wants to attach to a record and notes the reference, in the transaction of that record.
// Only the uploader or his organisation may attach it (or what the record refers to already), so that nobody reads a
// file by attaching its id to a record of his own.
func UseFile(tx store.Tx, a actor.Actor, id, kind, record string) (File, error) {
	f, err := Files.Get(tx, a.Market, id)
	if err != nil {
		return f, err
	}
	l := Link{Kind: kind, Record: record}
	if slices.Contains(f.Links, l) {
		return f, nil
	}
	if a.Role != actor.System && f.Uploader != a.Person && (a.Org == "" || f.Org != a.Org) {
		return f, fault.New(fault.NotFound, "not-found", "没有找到这个文件，请重新上传。")
	}
	f.Links = append(f.Links, l)
	return f, Files.Update(tx, &f)
}
