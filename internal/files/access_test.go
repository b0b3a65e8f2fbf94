package files

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// papers are the records of the tests: the access of each role. All other roles do not know of them.
type papers map[actor.Role]Access

func (p papers) FileAccess(_ store.Tx, a actor.Actor, market, record string) (Access, error) {
	x, ok := p[a.Role]
	if !ok || market != marketA {
		return x, fault.Absent()
	}
	return x, nil
}

var all = []disclosure.Level{disclosure.Public, disclosure.Members, disclosure.Protected, disclosure.Private}

const pdf = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

// desk is a world with one record: an owner, the office, a party of a deal, a member, and visitors.
func desk(t *testing.T) (*world, papers) {
	w := newWorld(t)
	p := papers{
		actor.Enterprise: {Level: disclosure.Private, Owner: true, Attach: all, Reviewed: w.ms()},
		actor.Officer:    {Level: disclosure.Private, Office: true, Attach: all, Reviewed: w.ms()},
		actor.Broker:     {Level: disclosure.Protected, Reviewed: w.ms()},
		actor.Expert:     {Level: disclosure.Members, Reviewed: w.ms()},
		"":               {Level: disclosure.Public, Reviewed: w.ms()},
	}
	w.Register("paper", p)
	return w, p
}

func (w *world) put(t *testing.T, a actor.Actor, name string) File {
	t.Helper()
	f, err := w.Put(t.Context(), a, name, AttachmentFile, int64(len(pdf)), strings.NewReader(pdf))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (w *world) attach(t *testing.T, a actor.Actor, level disclosure.Level) string {
	t.Helper()
	f := w.put(t, a, level.String()+".pdf")
	if _, err := w.Attach(t.Context(), a, f.ID, "paper", "p1", level); err != nil {
		t.Fatal(err)
	}
	return f.ID
}

// reads are the levels of the files that List shows and Open opens for an actor. Both must agree.
func (w *world) reads(t *testing.T, a actor.Actor, ids map[disclosure.Level]string) (out []string) {
	t.Helper()
	listed := map[string]bool{}
	list, _, err := w.List(t.Context(), a, marketA, "paper", "p1")
	if err != nil && !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
	for _, f := range list {
		listed[f.File.ID] = true
	}
	for _, l := range all {
		_, _, content, err := w.Open(t.Context(), a, ids[l])
		switch {
		case (err == nil) != listed[ids[l]]:
			t.Errorf("%s: %v is listed: %v, opened: %v", a.Role, l, listed[ids[l]], err)
		case err == nil:
			out = append(out, l.String())
			err = content.Close()
		case fault.Is(err, fault.NotFound):
			err = nil
		}
		if err != nil {
			t.Error(err)
		}
	}
	return out
}

// TestLevels: every actor reads down to his level. A file that the owner opens to others waits for the next publication
// by the office; a file of the office does not.
func TestLevels(t *testing.T) {
	for _, by := range []actor.Role{actor.Enterprise, actor.Officer} {
		w, p := desk(t)
		ids := map[disclosure.Level]string{}
		w.now = w.now.Add(1)
		for _, l := range all {
			w.now = w.now.Add(1e9)
			ids[l] = w.attach(t, w.actor(marketA, by), l)
		}
		see := func() map[string]string {
			out := map[string]string{}
			for r := range p {
				a := w.actor(marketA, r)
				if r == "" {
					a = actor.Actor{Market: marketA}
				}
				out[string(r)] = strings.Join(w.reads(t, a, ids), " ")
			}
			out["stranger"] = strings.Join(w.reads(t, w.actor(marketA, actor.Registrar), ids), " ")
			return out
		}
		passed := map[string]string{"enterprise": "public members protected private",
			"officer": "public members protected private",
			"broker":  "public members protected", "expert": "public members", "": "public", "stranger": ""}
		waiting := map[string]string{"enterprise": "public members protected private",
			"officer": "public members protected private",
			"broker":  "protected", "expert": "", "": "", "stranger": ""}
		want := waiting
		if by == actor.Officer {
			want = passed
		}
		if d := gocmp.Diff(want, see()); d != "" {
			t.Errorf("attached by the %s -want +got:\n%s", by, d)
		}
		for r, x := range p { // the office publishes
			x.Reviewed = w.ms()
			p[r] = x
		}
		if d := gocmp.Diff(passed, see()); d != "" {
			t.Errorf("published, attached by the %s -want +got:\n%s", by, d)
		}
	}
}

// TestAttaching: an actor attaches only his own file, only at an offered level, only up to the limit. A removed file is
// gone for all others, and the history names the actor.
func TestAttaching(t *testing.T) {
	w, p := desk(t)
	owner, party := w.actor(marketA, actor.Enterprise), w.actor(marketA, actor.Broker)
	foreign := w.put(t, party, "foreign.pdf")
	refused := func(name string, err error, kind fault.Kind) {
		t.Helper()
		if !fault.Is(err, kind) {
			t.Errorf("%s: %v, want %v", name, err, kind)
		}
	}
	at := func(a actor.Actor, file string, l disclosure.Level) error {
		_, err := w.Attach(t.Context(), a, file, "paper", "p1", l)
		return err
	}
	refused("the file of another", at(owner, foreign.ID, disclosure.Protected), fault.NotFound)
	refused("to a record that takes none", at(party, foreign.ID, disclosure.Protected), fault.Forbidden)
	refused("a hidden record", at(w.actor(marketA, actor.Registrar), foreign.ID, disclosure.Protected), fault.NotFound)
	x := p[actor.Enterprise]
	x.Attach = all[2:]
	p[actor.Enterprise] = x
	own := w.put(t, owner, "own.pdf")
	refused("a level that is not offered", at(owner, own.ID, disclosure.Public), fault.Invalid)
	if err := at(owner, own.ID, disclosure.Protected); err != nil {
		t.Fatal(err)
	}
	refused("removed by a reader", w.Detach(t.Context(), party, own.ID, "paper", "p1"), fault.Forbidden)
	if err := at(owner, own.ID, disclosure.Private); err != nil { // a change of level
		t.Fatal(err)
	}
	refused("removed by one who does not read it", w.Detach(t.Context(), party, own.ID, "paper", "p1"), fault.NotFound)
	if err := w.Detach(t.Context(), owner, own.ID, "paper", "p1"); err != nil {
		t.Fatal(err)
	}
	refused("removed twice", w.Detach(t.Context(), owner, own.ID, "paper", "p1"), fault.NotFound)
	lines, err := store.Read(t.Context(), w.db,
		func(tx store.Tx) ([]audit.Entry, error) { return audit.History(tx, marketA, own.ID) })
	var steps []string
	for _, e := range lines {
		steps = append(steps, e.Step+" "+e.Reason.Zh+" "+e.PersonName)
	}
	want := []string{"attach paper/p1 protected 企业", "attach paper/p1 private 企业", "detach paper/p1 private 企业"}
	if d := gocmp.Diff(want, steps); d != "" || err != nil {
		t.Errorf("history: %v -want +got:\n%s", err, d)
	}
	for range MaxPerRecord {
		w.attach(t, owner, disclosure.Private)
	}
	refused("one more than a record has", at(owner, own.ID, disclosure.Private), fault.TooLarge)
}

// TestOpenings: owner, uploader and administrator read the openings of a file; other readers and strangers do not.
func TestOpenings(t *testing.T) {
	w, p := desk(t)
	p[actor.Admin] = Access{Level: disclosure.Private}
	owner := w.actor(marketA, actor.Enterprise)
	id := w.attach(t, owner, disclosure.Protected)
	for i, name := range []string{"甲", "乙"} {
		e := audit.Access{Meta: store.Meta{Market: marketA}, Kind: audit.AccessDownload, Record: id, PersonName: name}
		w.now = w.now.Add(1e9)
		if err := w.log.Keep(t.Context(), e); err != nil {
			t.Fatal(i, err)
		}
	}
	for r, want := range map[actor.Role]string{actor.Enterprise: "乙 甲", actor.Admin: "乙 甲", actor.Broker: "Forbidden",
		actor.Expert: "NotFound", actor.Registrar: "NotFound"} {
		page, err := w.Openings(t.Context(), w.actor(marketA, r), id, "", 10)
		var got []string
		for _, o := range page.Items {
			got = append(got, o.PersonName)
		}
		text := strings.Join(got, " ")
		var f *fault.Error
		if errors.As(err, &f) {
			text = map[fault.Kind]string{fault.Forbidden: "Forbidden", fault.NotFound: "NotFound"}[f.Kind]
		}
		if text != want {
			t.Errorf("%s reads %q, %v, want %q", r, text, err, want)
		}
	}
	if _, err := w.Openings(t.Context(), w.actor(marketB, actor.Admin), id, "", 10); !fault.Is(err, fault.NotFound) {
		t.Errorf("the administrator of another market: %v", err)
	}
}

// TestRelease: a deleted record leaves no file behind.
func TestRelease(t *testing.T) {
	w, _ := desk(t)
	owner := w.actor(marketA, actor.Enterprise)
	for i := range 3 {
		f := w.put(t, owner, fmt.Sprint(i, ".pdf"))
		if _, err := w.Attach(t.Context(), owner, f.ID, "paper", "p1", disclosure.Private); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.db.Run(t.Context(), func(tx store.Tx) error {
		return Release(tx, marketA, "paper",
			"p1")
	}); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(25 * 3600e9)
	if n, err := w.Sweep(t.Context()); n != 3 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
}
