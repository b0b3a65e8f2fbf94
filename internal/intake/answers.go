package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// Said are a person's answers on the mapping page. The meaning of headings is remembered for the market, the rest for
// this file alone. A nil part keeps the earlier answers.
type Said struct {
	Map           form.Mapping
	Headers       map[string]int // row of the header by sheet; 0 lets the program find it, -1 leaves the sheet out
	IncludeHidden *bool          // hidden rows, columns and sheets are data, too
	Units         form.Units     // answers to questions for units; an empty answer removes one
}

// Map takes a person's answers on the file and checks it again.
func (s *Service) Map(ctx context.Context, a actor.Actor, id string, said Said) (Import, error) {
	i, err := s.Get(ctx, a, id)
	if err != nil {
		return i, err
	}
	if i.State != Previewed {
		return i, errStarted
	}
	if err := said.check(&i); err != nil {
		return i, err
	}
	if len(said.Map) > 0 {
		if err := s.Remember(ctx, a, i.Kind, said.Map); err != nil {
			return i, err
		}
	}
	said.lay(&i)
	p, err := s.plan(ctx, a, &i, patience)
	if errors.Is(err, wording.ErrUnparted) {
		return i, errors.Join(err, s.forget(ctx, i))
	}
	if err != nil {
		return i, err
	}
	blob, size, err := s.cleaned(ctx, &i, p)
	if err != nil {
		return i, err
	}
	before := i.Blob
	i, err = s.change(ctx, a.Market, id, func(i *Import) error {
		if i.State != Previewed {
			return errStarted
		}
		said.lay(i)
		i.show(p)
		i.Blob, i.Size, i.Cleaned = blob, size, i.Cleaned || p.Secret()
		return nil
	})
	if err == nil && i.Blob != before {
		err = s.db.Blobs().Delete(ctx, before)
	}
	return i, err
}

func (d Said) check(i *Import) error {
	for sheet, row := range d.Headers {
		known := slices.ContainsFunc(i.Peeks, func(p Peek) bool { return p.Sheet == sheet }) ||
			slices.ContainsFunc(i.Sheets, func(h layout.SheetHead) bool { return h.Name == sheet })
		if !known {
			return form.Invalid(saySheetNone, wording.Clip(sheet))
		}
		if row < -1 {
			return form.Invalid(sayHeaderRow)
		}
	}
	return form.CheckUnits(d.Units)
}

func (d Said) lay(i *Import) {
	if d.IncludeHidden != nil {
		i.IncludeHidden = *d.IncludeHidden
	}
	headers := map[string]int{}
	for sheet, row := range i.Headers {
		headers[sheet] = row
	}
	for sheet, row := range d.Headers {
		if row == 0 {
			delete(headers, sheet)
		} else {
			headers[sheet] = row
		}
	}
	i.Headers = headers
	i.Units = i.Units.With(d.Units)
}

// guide are all answers on the file so far.
func (i *Import) guide() Guide {
	return Guide{Headers: i.Headers, IncludeHidden: i.IncludeHidden, Units: i.Units}
}

// errAsks says that a person must first choose the title.
func errAsks(k form.Kind) error {
	return fault.Of(fault.Invalid, fault.T("import-title",
		"还不知道哪一列是“%s”。请先指定表头所在的行和各列的对应，再导入。",
		"It is not known which column is “%s”. Point at the header row and map the columns first."), required(k))
}

var errStarted = fault.Of(fault.WrongState, fault.T("import-started",
	"这次导入已经开始或结束，不能再更改；如需重导，请重新上传文件。",
	"This import has begun or ended; upload the file again to repeat it."))

// plan reads the kept file again.
func (s *Service) plan(ctx context.Context, a actor.Actor, i *Import, patience time.Duration) (*Plan, error) {
	p, _, err := s.reread(ctx, a, i, i.guide(), patience)
	return p, err
}

// reread opens the kept file and checks its rows with a guide, in its turn.
func (s *Service) reread(ctx context.Context, a actor.Actor, i *Import, g Guide, patience time.Duration) (*Plan,
	sheet.Book, error) {
	var none sheet.Book
	done, err := s.take(ctx, patience)
	if err != nil {
		return nil, none, err
	}
	defer done()
	f, _, err := s.db.Blobs().Open(ctx, i.Blob)
	if err != nil {
		return nil, none, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, i.Size+1))
	if err != nil {
		return nil, none, fmt.Errorf("read import %s: %w", i.ID, err)
	}
	if i.Cleaned {
		var k keptBook
		if err := json.Unmarshal(data, &k); err != nil {
			return nil, none, fmt.Errorf("read import %s: %w", i.ID, err)
		}
		g.secret = k.Left
		p, err := s.PreviewAs(ctx, a, i.Kind, k.Book, g)
		return p, k.Book, err
	}
	book, err := s.Open(ctx, bytes.NewReader(data), int64(len(data)), i.Name)
	if err != nil {
		return nil, none, err
	}
	p, err := s.PreviewAs(ctx, a, i.Kind, book, g)
	return p, book, err
}

// What is told of a person's answers.
var (
	saySheetNone = fault.T("sheet-none",
		"没有工作表“%s”，请从列表中选择。",
		"There is no sheet “%s”; choose one of the list.")
	sayHeaderRow = fault.T("header-row",
		"表头所在的行请填行号，如 3。",
		"Give the row number of the header, such as 3.")
)
