package kernel

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
)

// Limits of exports. A workbook of 10,000 rows takes seconds and tens of megabytes to build. A few at a time are
// therefore built, into files, and the others wait.
const (
	exportPlaces  = 2                // built at the same time
	exportWait    = 30 * time.Second // longest wait of a request for a place
	exportQueue   = 200              // requests that may wait
	exportBuild   = 2 * time.Minute  // longest build of a visitors' file, which nobody can cancel
	exportLife    = time.Hour        // time in which visitors get the same file
	exportKept    = 12               // visitors' files
	exportOpen    = 64               // complete files that are still being sent
	exportSending = 10 * time.Minute // longest time to send a file
)

// exportDesk builds downloads into temporary files. A build takes a place, but a slow client that reads does not. One
// person has one file in building at a time. Visitors share one place and the files of the last hour, so that a
// signed-in person always finds the other place.
type exportDesk struct {
	now  func() time.Time
	wait time.Duration
	may  func(context.Context) error // checks whether a visitor may have another file built

	places, visiting chan struct{}

	mu     sync.Mutex
	busy   map[string]bool
	queued int
	open   int
	kept   map[string]*keptExport
}

// keptExport is a visitors' file, finished or in building. Done is closed when file or err is set.
type keptExport struct {
	done chan struct{}
	file *exportFile
	err  error
}

func newExportDesk(now func() time.Time, may func(context.Context) error) *exportDesk {
	return &exportDesk{now: now, wait: exportWait, may: may,
		places: make(chan struct{}, exportPlaces), visiting: make(chan struct{}, 1),
		busy: map[string]bool{}, kept: map[string]*keptExport{}}
}

// exportFile is a complete download. Its receiver releases it.
type exportFile struct {
	*os.File
	size  int64
	at    time.Time
	desk  *exportDesk
	users int // guarded by the desk's mutex; the desk itself counts as one while it keeps the file
	gone  bool
}

// content reads the file from its start; many readers may read at once.
func (f *exportFile) content() io.Reader { return io.NewSectionReader(f.File, 0, f.size) }

func (f *exportFile) release() {
	f.desk.mu.Lock()
	defer f.desk.mu.Unlock()
	f.drop()
}

// drop counts one user less and closes the file after the last one. The caller holds the mutex.
func (f *exportFile) drop() {
	if f.users--; f.users > 0 {
		return
	}
	f.desk.open--
	_ = f.Close()
	if !f.gone {
		_ = os.Remove(f.Name())
	}
}

var (
	errExportRuns = later{fault.Of(fault.TooMany, fault.T("export-running",
		"您的上一个导出还在生成，请等它完成后再导出下一个。",
		"Your last export is still being made; please wait for it before you start the next one.")), 10}
	errExportFull = later{fault.Of(fault.TooMany, fault.T("export-full",
		"现在导出的人较多，请稍后再试。",
		"Many people are exporting just now; please try again later.")), 30}
)

type exportBuilder func(ctx context.Context, w io.Writer) error

// get gives the file of a request. What identifies the download: of two visitors with the same value, the second gets
// the file of the first.
func (d *exportDesk) get(
	ctx context.Context, a actor.Actor, op string, in any, build exportBuilder,
) (*exportFile, error) {
	if a.Known() {
		return d.forPerson(ctx, a.Person, build)
	}
	what, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	return d.forVisitor(ctx, a.Market+"\x00"+op+"\x00"+string(what), build)
}

func (d *exportDesk) forPerson(ctx context.Context, person string, build exportBuilder) (*exportFile, error) {
	d.mu.Lock()
	if d.busy[person] {
		d.mu.Unlock()
		return nil, errExportRuns
	}
	d.busy[person] = true
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		delete(d.busy, person)
		d.mu.Unlock()
	}()
	return d.inPlace(ctx, build, d.places)
}

func (d *exportDesk) forVisitor(ctx context.Context, key string, build exportBuilder) (f *exportFile, err error) {
	mine := &keptExport{done: make(chan struct{})}
	for asked := false; ; {
		f, leader, err := d.take(ctx, key, mine, asked)
		if f != nil || err != nil {
			return f, err
		}
		if leader {
			break
		}
		if err := d.may(ctx); err != nil {
			return nil, err
		}
		asked = true
	}
	err = errors.New("the builder of an export broke down") // overwritten by the result
	defer func() { d.settle(key, mine, f, err) }()
	// Others wait for this file, so it goes on when the first caller leaves.
	building, cancel := context.WithTimeout(context.WithoutCancel(ctx), exportBuild)
	defer cancel()
	f, err = d.inPlace(building, build, d.visiting, d.places)
	return f, err
}

// take gives the existing file of a key, waits for one in building, or makes mine the one to build. Without lead it
// only looks.
func (d *exportDesk) take(
	ctx context.Context, key string, mine *keptExport, lead bool,
) (f *exportFile, leader bool, err error) {
	d.mu.Lock()
	k := d.kept[key]
	switch {
	case k != nil && k.file != nil && d.now().Sub(k.file.at).Abs() < exportLife:
		k.file.users++
		f = k.file
	case (k == nil || k.file != nil) && lead:
		if k != nil {
			k.file.drop()
		}
		d.kept[key], leader = mine, true
	case k != nil && k.file == nil:
		d.mu.Unlock()
		select {
		case <-k.done:
			if k.err != nil {
				return nil, false, k.err
			}
			return d.take(ctx, key, mine, lead)
		case <-ctx.Done():
			return nil, false, ctx.Err()
		}
	}
	d.mu.Unlock()
	return f, leader, nil
}

// settle keeps the result for the next visitors, or forgets the try.
func (d *exportDesk) settle(key string, mine *keptExport, f *exportFile, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer close(mine.done)
	if err != nil {
		mine.err = err
		delete(d.kept, key)
		return
	}
	f.users++
	mine.file = f
	d.forgetOldest()
}

// forgetOldest keeps at most exportKept files and none that is too old. The caller holds the mutex.
func (d *exportDesk) forgetOldest() {
	for {
		oldest, n := "", 0
		for key, k := range d.kept {
			if k.file == nil {
				continue
			}
			n++
			if oldest == "" || k.file.at.Before(d.kept[oldest].file.at) {
				oldest = key
			}
		}
		if n <= exportKept && (n == 0 || d.now().Sub(d.kept[oldest].file.at).Abs() < exportLife) {
			return
		}
		d.kept[oldest].file.drop()
		delete(d.kept, oldest)
	}
}

// inPlace builds a file when there is room. It takes the places in turn and releases them when the file is complete.
func (d *exportDesk) inPlace(ctx context.Context, build exportBuilder, places ...chan struct{}) (*exportFile, error) {
	d.mu.Lock()
	if d.queued >= exportQueue || d.open >= exportOpen {
		d.mu.Unlock()
		return nil, errExportFull
	}
	d.queued++
	d.mu.Unlock()
	patience := time.NewTimer(d.wait)
	defer patience.Stop()
	for _, p := range places {
		select {
		case p <- struct{}{}:
			defer func() { <-p }()
			continue
		default:
		}
		select {
		case p <- struct{}{}:
			defer func() { <-p }()
		case <-patience.C:
			d.leaveQueue()
			return nil, errExportFull
		case <-ctx.Done():
			d.leaveQueue()
			return nil, ctx.Err()
		}
	}
	d.leaveQueue()
	return d.build(ctx, build)
}

func (d *exportDesk) leaveQueue() {
	d.mu.Lock()
	d.queued--
	d.mu.Unlock()
}

// build writes the file. Where the system allows it the file has no name any more, so a killed process leaves none
// behind.
func (d *exportDesk) build(ctx context.Context, build exportBuilder) (*exportFile, error) {
	file, err := os.CreateTemp("", "kebang-export-*")
	if err != nil {
		return nil, noRoomForExport(err)
	}
	f := &exportFile{File: file, desk: d, users: 1, at: d.now()}
	f.gone = os.Remove(file.Name()) == nil
	d.mu.Lock()
	d.open++
	d.mu.Unlock()
	whole := false
	defer func() { // a builder that panics leaves nothing behind either
		if !whole {
			f.release()
		}
	}()
	if err = build(ctx, file); err == nil {
		f.size, err = file.Seek(0, io.SeekCurrent)
	}
	if err != nil {
		return nil, noRoomForExport(err)
	}
	whole = true
	return f, nil
}

// noRoomForExport explains an error of the temporary file. Faults of the builder stay unchanged.
func noRoomForExport(err error) error {
	var path *os.PathError
	if fault.KindOf(err) == fault.Internal && errors.As(err, &path) {
		return fault.Cause(err, fault.Unavailable, fault.T("no-room-for-exports",
			"服务器暂时存不下导出的文件。请稍后重试；管理员请检查临时目录（TMPDIR）的空间和权限。",
			"The server has no room for the exported file. Try again later; administrators: check space and rights "+
				"of the temporary folder (TMPDIR)."))
	}
	return err
}

// Close removes the visitors' files.
func (d *exportDesk) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for key, k := range d.kept {
		if k.file != nil {
			k.file.drop()
			delete(d.kept, key)
		}
	}
}
