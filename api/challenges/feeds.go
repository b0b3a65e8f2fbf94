package challenges

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
)

const (
	atomType = "application/atom+xml; charset=utf-8"
	icsType  = "text/calendar; charset=utf-8"
	fed      = 50 // entries of a feed
)

// feedRoutes are the feed of open challenges and the calendar entry of a deadline, and the pages that search engines
// see.
func (d desk) feedRoutes() {
	kernel.Route(d.r, kernel.Public, kernel.Op("challenge-feed", "GET", "/challenges/feed.atom", "榜单订阅（Atom）"),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Market string `query:"market" maxLength:"40" doc:"all markets when it is left out"`
		}) (*huma.StreamResponse, error) {
			// A visitor's view whoever asks: a feed is kept and passed on.
			p, _, err := d.svc.List(ctx, actor.Actor{}, challenge.Filter{Market: in.Market, Limit: fed})
			if err != nil {
				return nil, err
			}
			return &huma.StreamResponse{Body: func(ctx huma.Context) {
				ctx.SetHeader("Content-Type", atomType)
				ctx.SetHeader("Cache-Control", "public, max-age=600")
				_, _ = io.WriteString(ctx.BodyWriter(), atom(d.r.Origin(ctx.Host()), in.Market, p.Items, d.r.Now()))
			}}, nil
		})
	kernel.Route(d.r, kernel.Public,
		kernel.Op("challenge-deadline", "GET", "/challenges/{id}/deadline.ics", "揭榜截止时间（日历文件）"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*huma.StreamResponse, error) {
			c, err := d.svc.Get(ctx, a, in.ID)
			if err == nil && !c.Public() {
				err = fault.Absent()
			}
			if err != nil {
				return nil, err
			}
			return &huma.StreamResponse{Body: func(ctx huma.Context) {
				ctx.SetHeader("Content-Type", icsType)
				ctx.SetHeader("Content-Disposition", `attachment; filename="`+c.Serial+`.ics"`)
				_, _ = io.WriteString(ctx.BodyWriter(), ics(&c, d.r.Origin(ctx.Host())))
			}}, nil
		})
	d.r.Shown(kernel.ShownKind{Base: "/challenges", Newest: d.newest,
		Find: func(ctx context.Context, market, id string) (kernel.Shown, error) {
			c, err := d.svc.Get(ctx, actor.Actor{}, id)
			if err == nil && c.Market != market {
				err = fault.Absent()
			}
			return kernel.Shown{Title: c.Terms.Title, Text: c.Terms.Why + "\n" + c.Terms.Text}, err
		}})
}

func (d desk) newest(ctx context.Context, market string, limit int, fn func(id string, at int64)) error {
	f := challenge.Filter{Market: market}
	for limit > 0 {
		f.Limit = min(limit, 100)
		p, _, err := d.svc.List(ctx, actor.Actor{}, f)
		if err != nil {
			return err
		}
		for _, c := range p.Items {
			fn(c.ID, c.Frozen().At)
		}
		if limit -= len(p.Items); p.Next == "" {
			return nil
		}
		f.After = p.Next
	}
	return nil
}

// atom is a feed by RFC 4287 of challenges, the newest opening first. An entry changes with each correction.
func atom(base, market string, cs []challenge.Challenge, now int64) string {
	type link struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr,omitempty"`
	}
	type author struct {
		Name string `xml:"name"`
	}
	type entry struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Link      link   `xml:"link"`
		Published string `xml:"published"`
		Updated   string `xml:"updated"`
		Author    author `xml:"author"`
		Summary   string `xml:"summary"`
	}
	feed := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Links   []link   `xml:"link"`
		Updated string   `xml:"updated"`
		Entries []entry  `xml:"entry"`
	}{ID: "urn:kebang:challenges:" + market, Title: "揭榜挂帅", Updated: instant(now),
		Links: []link{{Href: base + "/challenges"},
			{Href: base + kernel.Prefix + "/challenges/feed.atom?market=" + market, Rel: "self"}}}
	for i, c := range cs {
		last := c.Frozen()
		if i == 0 {
			feed.Updated = instant(last.At)
		}
		feed.Updated = max(feed.Updated, instant(last.At))
		feed.Entries = append(feed.Entries, entry{ID: "urn:kebang:challenge:" + c.ID, Title: c.Terms.Title,
			Link: link{Href: base + "/challenges/" + c.ID}, Published: instant(c.Versions[0].At),
			Updated: instant(last.At), Author: author{c.Asker.Name}, Summary: "揭榜截止：" + c.Terms.Deadline.Chinese() +
				" 24:00。" + c.Terms.Why})
	}
	b, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		panic(err) // strings only
	}
	return xml.Header + string(b) + "\n"
}

func instant(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339) }

// ics is the deadline as a calendar entry by RFC 5545: the instant from which no bid is taken, with an alarm three days
// before it. A correction raises the sequence, so that the entry of a calendar moves with the deadline.
func ics(c *challenge.Challenge, base string) string {
	stamp := func(ms int64) string { return time.UnixMilli(ms).UTC().Format("20060102T150405Z") }
	end := c.Terms.Deadline.EndMS()
	lines := []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kebang//challenges//ZH", "METHOD:PUBLISH",
		"BEGIN:VEVENT", "UID:" + c.ID + "@kebang", fmt.Sprint("SEQUENCE:", len(c.Versions)-1),
		"DTSTAMP:" + stamp(c.Frozen().At), "DTSTART:" + stamp(end), "DTEND:" + stamp(end),
		"SUMMARY:" + words("揭榜截止："+c.Terms.Title), "DESCRIPTION:" + words(c.Asker.Name+"，"+c.Serial),
		"URL:" + base + "/challenges/" + c.ID, "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P3D",
		"DESCRIPTION:" + words("揭榜截止："+c.Terms.Title), "END:VALARM", "END:VEVENT", "END:VCALENDAR"}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(fold(l) + "\r\n")
	}
	return b.String()
}

// words escapes text of RFC 5545, 3.3.11.
func words(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(s)
}

// fold breaks a line after 75 bytes at most, between characters (RFC 5545, 3.1).
func fold(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if w := utf8.RuneLen(r); n+w > 75 {
			b.WriteString("\r\n ")
			n = 1 + w
		} else {
			n += w
		}
		b.WriteRune(r)
	}
	return b.String()
}
