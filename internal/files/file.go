package files

import (
	"encoding/json"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Purposes of uploaded files.
const (
	AttachmentFile = "attachment" // pdf, ofd, docx, xlsx, jpeg, png
	ImageFile      = "image"      // jpeg, png
)

// Link names a record of a file and the level at which the record shows it.
type Link struct {
	Kind   string           `json:"kind"` // demand, achievement, deal, contract, claim …
	Record string           `json:"record"`
	Level  disclosure.Level `json:"level"`
	At     int64            `json:"at"`               // UTC ms
	Passed bool             `json:"passed,omitempty"` // attached by the office, so no review is needed
}

// File is an uploaded file: uploader, content and links to records.
type File struct {
	store.Meta
	Name         string `json:"name"` // as uploaded, without folders
	Purpose      string `json:"purpose"`
	Blob         string `json:"blob"` // SHA-256 of the content, lower-case hex
	Size         int64  `json:"size"` // bytes
	Type         string `json:"type"` // media type, from the bytes
	Uploader     string `json:"uploader"`
	UploaderName string `json:"uploaderName"`
	Org          string `json:"org,omitempty"`
	Links        []Link `json:"links,omitempty"`
	CreatedAt    int64  `json:"createdAt"` // UTC ms
	Seal         *Seal  `json:"seal,omitempty"`
}

// Files are kept in the market of the uploader's role, which is that of the records. Links of shape 2 (version 0.1.0)
// had no level: every reader of the record could read the file.
var Files = store.Define(store.Def[File]{
	Name: "files", Shape: 3, Oldest: 2, Noun: vocab.Noun("文件", "file"),
	Meta: func(f *File) *store.Meta { return &f.Meta },
	Fields: []store.FieldSpec{
		{Name: "blob"}, {Name: "uploader"}, {Name: "linked", Type: store.Bool}, {Name: "created", Type: store.Int},
		{Name: "records", Type: store.Set},
	},
	Values: func(f *File) store.Values {
		return store.Values{"blob": f.Blob, "uploader": f.Uploader, "linked": len(f.Links) > 0, "created": f.CreatedAt,
			"records": f.records()}
	},
	Indexes: [][]string{{"blob"}, {"linked", "created"}},
	Upgrade: map[int]func([]byte) ([]byte, error){2: withLevels},
})

func withLevels(b []byte) ([]byte, error) {
	var f File
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, err
	}
	for i := range f.Links {
		f.Links[i].Level, f.Links[i].At = disclosure.Protected, f.CreatedAt
	}
	return json.Marshal(f)
}

func recordKey(kind, record string) string { return kind + "/" + record }

func (f *File) records() []string {
	var out []string
	for _, l := range f.Links {
		out = append(out, recordKey(l.Kind, l.Record))
	}
	return out
}

// link is the index of a record among the links; -1 when the file has no link to it.
func (f *File) link(kind, record string) int {
	return slices.IndexFunc(f.Links, func(l Link) bool { return l.Kind == kind && l.Record == record })
}

// Belongs reports whether the file is linked to a record.
func (f *File) Belongs(kind, record string) bool { return f.link(kind, record) >= 0 }

// own reports whether the actor or his organisation uploaded the file.
func (f *File) own(a actor.Actor) bool {
	return a.Role == actor.System || a.Known() && a.Market == f.Market &&
		(f.Uploader == a.Person || a.Org != "" && f.Org == a.Org)
}

// Use reads a file that an actor attaches to a record and notes the link, in the transaction of that record. The
// readers of the record become its readers. Only the uploader or his organisation may attach a file, unless the record
// refers to it already. Else an actor could read any file by attaching its id to a record of his own.
func Use(tx store.Tx, a actor.Actor, id, kind, record string) (File, error) {
	f, err := Files.Get(tx, a.Market, id)
	if err != nil || f.Belongs(kind, record) {
		return f, err
	}
	if !f.own(a) {
		return f, fault.Absent()
	}
	f.Links = append(f.Links, Link{Kind: kind, Record: record, Level: disclosure.Protected, At: f.CreatedAt})
	return f, Files.Update(tx, &f)
}

// Release removes the links of all files to a record, in the transaction that deletes the record.
func Release(tx store.Tx, market, kind, record string) error {
	of, err := linked(tx, market, kind, record)
	for _, f := range of {
		if err == nil {
			f.Links = slices.Delete(f.Links, f.link(kind, record), f.link(kind, record)+1)
			err = Files.Update(tx, &f)
		}
	}
	return err
}

// linked are the files of a record.
func linked(tx store.Tx, market, kind, record string) (out []File, err error) {
	err = Files.Each(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "records", Op: store.Has, Value: recordKey(kind, record)}},
		Sort:  []store.Order{{Field: "created"}}}, func(f File) error {
		out = append(out, f)
		return nil
	})
	return out, err
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Files.Spec(), Quotas.Spec()} }
