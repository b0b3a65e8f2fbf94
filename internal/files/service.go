package files

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/seal"
	"kebang/internal/store"
)

// MaxPerRecord is the most files attached to one record.
const MaxPerRecord = 20

// Service holds the use cases of files.
type Service struct {
	db    store.Engine
	now   func() time.Time
	kinds map[string]Records
}

// NewService makes the use cases on a store. Now gives the current time.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now, kinds: map[string]Records{}}
}

// Register sets the package of a kind of records. Call it before the first use.
func (s *Service) Register(kind string, of Records) { s.kinds[kind] = of }

func (s *Service) ms() int64 { return s.now().UnixMilli() }

// access is the access of the actor to a record. It returns fault.NotFound also for a kind without files.
func (s *Service) access(tx store.Tx, a actor.Actor, market, kind, record string) (Access, error) {
	of := s.kinds[kind]
	if of == nil {
		return Access{}, fault.Absent()
	}
	return of.FileAccess(tx, a, market, record)
}

// Put stores a file of an actor. The blob is written before the record that refers to it. A content that the purpose
// does not allow is fault.Invalid; one that is too large is fault.TooLarge.
func (s *Service) Put(ctx context.Context, a actor.Actor, name, purpose string, size int64,
	content io.ReadSeeker) (File, error) {
	t, err := typeOf(content, size, purpose)
	if err != nil {
		return File{}, err
	}
	b, err := s.db.Blobs().Put(ctx, content)
	if err != nil {
		return File{}, err
	}
	f := File{Meta: store.Meta{ID: id.New(), Market: a.Market}, Name: cleanName(name, t), Purpose: purpose, Blob: b.ID,
		Size: b.Size, Type: t,
		Uploader: a.Person, UploaderName: a.PersonName, Org: a.Org, CreatedAt: s.ms()}
	return f, s.insert(ctx, f)
}

func (s *Service) insert(ctx context.Context, f File) error {
	return s.db.Run(ctx, func(tx store.Tx) error { return Files.Insert(tx, &f) })
}

// Open reads a file that the actor may read: his own, or one of a record at a level he reads. Any other file is
// fault.NotFound. Name is the one to show: that of a sealed file is not in the record. The caller logs the opening
// before it sends the first byte.
func (s *Service) Open(ctx context.Context, a actor.Actor, id string) (f File, name string,
	content io.ReadSeekCloser, err error) {
	var key []byte
	f, err = store.Read(ctx, s.db, func(tx store.Tx) (File, error) {
		f, err := find(tx, a, id)
		switch {
		case err != nil:
		case f.Seal != nil:
			key, name, err = s.streamKey(tx, a, &f)
		case !(a.Known() && f.Uploader == a.Person) && a.Role != actor.System:
			err = s.readable(tx, a, &f)
		}
		return f, err
	})
	if err != nil {
		return f, "", nil, err
	}
	r, _, err := s.db.Blobs().Open(ctx, f.Blob)
	if err != nil || f.Seal == nil {
		return f, f.Name, r, err
	}
	defer r.Close()
	plain, err := seal.OpenStream(r, key)
	return f, name, nopCloser{bytes.NewReader(plain)}, err
}

// find reads a file by its id alone, because a public file opens from other markets too.
func find(tx store.Tx, a actor.Actor, id string) (File, error) {
	f, err := Files.Get(tx, a.Market, id)
	if fault.Is(err, fault.NotFound) {
		f, err = Files.First(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
	}
	return f, err
}

// readable is nil when a link opens the file to the actor.
func (s *Service) readable(tx store.Tx, a actor.Actor, f *File) error {
	for _, l := range f.Links {
		x, err := s.access(tx, a, f.Market, l.Kind, l.Record)
		if err == nil && x.readable(a, f, l) {
			return nil
		}
		if err != nil && !hidden(err) {
			return err
		}
	}
	return fault.Absent()
}

// hidden reports whether an error hides a record from the actor; any other error is a failure.
func hidden(err error) bool {
	return fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) || fault.Is(err, fault.Unauthenticated)
}

// Attached is a file of a record, cut for one reader.
type Attached struct {
	File
	Link
	By      string // the uploader; empty for readers who may not know
	Waits   bool   // waits for the next publication
	Removes bool   // the reader may remove it
	Log     bool   // the reader may read the openings
}

func (x Access) attached(a actor.Actor, f File, l Link) Attached {
	out := Attached{File: f, Link: l, Waits: x.waits(l), Removes: x.removes(a, &f, l), Log: x.sees(a, &f)}
	if x.Level >= disclosure.Protected || f.own(a) {
		out.By = f.UploaderName
	}
	return out
}

// List gives the files of a record that the actor may read, the oldest first, and the levels at which he may attach
// more.
func (s *Service) List(ctx context.Context, a actor.Actor, market, kind, record string) (out []Attached,
	attach []disclosure.Level, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		x, err := s.access(tx, a, market, kind, record)
		if err != nil {
			return err
		}
		all, err := linked(tx, market, kind, record)
		for _, f := range all {
			if l := f.Links[f.link(kind, record)]; x.readable(a, &f, l) {
				out = append(out, x.attached(a, f, l))
			}
		}
		attach = x.Attach
		return err
	})
	return out, attach, err
}

var errNoAttach = fault.T("files-closed", "现在不能在这里添加或移除附件。请刷新页面查看当前状态。",
	"Files cannot be attached or removed here now. Reload the page to see the present state.")

// Attach links a file of the actor to a record, or changes the level of its link.
func (s *Service) Attach(ctx context.Context, a actor.Actor, file, kind, record string,
	level disclosure.Level) (Attached, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Attached, error) {
		x, err := s.access(tx, a, a.Market, kind, record)
		if err != nil {
			return Attached{}, err
		}
		if !slices.Contains(x.Attach, level) {
			if len(x.Attach) == 0 {
				return Attached{}, fault.Of(fault.Forbidden, errNoAttach)
			}
			return Attached{}, fault.Of(fault.Invalid, fault.T("file-level", "这里现在不能添加这种公开范围的附件，请另选公开范围。",
				"A file of this disclosure cannot be attached here now; choose another."))
		}
		f, err := Files.Get(tx, a.Market, file)
		if err != nil {
			return Attached{}, err
		}
		at := f.link(kind, record)
		if at < 0 && !f.own(a) || at >= 0 && !x.removes(a, &f, f.Links[at]) {
			return Attached{}, fault.Absent()
		}
		if at < 0 {
			all, err := linked(tx, a.Market, kind, record)
			if err != nil {
				return Attached{}, err
			}
			if len(all) >= MaxPerRecord {
				return Attached{}, fault.Of(fault.TooLarge, fault.T("files-many", "一条记录最多 %d 个附件，请先移除不需要的。",
					"A record has at most %d files; remove one first."), MaxPerRecord)
			}
			f.Links = append(f.Links, Link{})
			at = len(f.Links) - 1
		}
		l := Link{Kind: kind, Record: record, Level: level, At: now, Passed: x.Office}
		f.Links[at] = l
		if err := s.write(tx, a, &f, "attach", l, now); err != nil {
			return Attached{}, err
		}
		return x.attached(a, f, l), nil
	})
}

// Detach removes a file from a record. A file without a record goes with the next sweep.
func (s *Service) Detach(ctx context.Context, a actor.Actor, file, kind, record string) error {
	now := s.ms()
	return s.db.Run(ctx, func(tx store.Tx) error {
		x, err := s.access(tx, a, a.Market, kind, record)
		if err != nil {
			return err
		}
		f, err := Files.Get(tx, a.Market, file)
		if err != nil {
			return err
		}
		at := f.link(kind, record)
		switch {
		case at < 0 || !x.readable(a, &f, f.Links[at]):
			return fault.Absent()
		case !x.removes(a, &f, f.Links[at]):
			return fault.Of(fault.Forbidden, errNoAttach)
		}
		l := f.Links[at]
		f.Links = slices.Delete(f.Links, at, at+1)
		return s.write(tx, a, &f, "detach", l, now)
	})
}

// write stores the file with a line of its history that names the record.
func (s *Service) write(tx store.Tx, a actor.Actor, f *File, step string, l Link, now int64) error {
	if err := Files.Update(tx, f); err != nil {
		return err
	}
	return audit.Note(tx, a, audit.Change{Kind: "file", Record: f.ID, Rev: f.Rev, Step: step,
		Reason: recordKey(l.Kind, l.Record) + " " + l.Level.String(), At: now}, f.Market)
}

// Openings lists the openings of a file, the newest first. Its owner, the owner of one of its records and the
// administrator of the market may read them.
func (s *Service) Openings(ctx context.Context, a actor.Actor, id, after string, limit int) (store.Page[audit.Access],
	error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (none store.Page[audit.Access], err error) {
		f, err := Files.Get(tx, a.Market, id)
		if err != nil {
			return none, err
		}
		if err := s.sees(tx, a, &f); err != nil {
			return none, err
		}
		return audit.Openings(tx, f.Market, f.ID, after, limit)
	})
}

func (s *Service) sees(tx store.Tx, a actor.Actor, f *File) error {
	if (Access{}).sees(a, f) {
		return nil
	}
	err := s.readable(tx, a, f)
	for _, l := range f.Links {
		x, failed := s.access(tx, a, f.Market, l.Kind, l.Record)
		if failed == nil && x.sees(a, f) {
			return nil
		}
		if failed != nil && !hidden(failed) {
			return errors.Join(err, failed)
		}
	}
	if err == nil {
		err = fault.Of(fault.Forbidden, fault.T("openings-closed", "打开记录只给附件所在信息的发布方、上传方和管理员看。",
			"Only the owner of the record, the uploader and the administrator see who opened a file."))
	}
	return err
}
