package challenges

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
)

func posted(day string) challenge.Challenge {
	c := challenge.Challenge{Serial: "JB-2026-000001", State: challenge.Posted,
		Asker: challenge.Asker{Name: "南伞糖业, 有限公司"}}
	c.ID = "c1"
	c.Terms.Title, c.Terms.Why, c.Terms.Deadline = "蔗渣低温脱水；"+strings.Repeat("造粒", 40), "每年三万吨 <堆放>", "2026-04-10"
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	c.Versions = []challenge.Version{{No: 1, Terms: c.Terms, At: at.UnixMilli()}}
	return c
}

// TestShownDeadlineIsTheAppliedOne holds every shown deadline to the instant from which bids are refused: the page's,
// the calendar's and the feed's.
func TestShownDeadlineIsTheAppliedOne(t *testing.T) {
	c := posted("2026-03-02")
	v := viewChallenge(t.Context(), actor.Actor{}, c, c.Versions[0].At)
	if !c.Takes(v.DeadlineAt-1) || c.Takes(v.DeadlineAt) {
		t.Errorf("the page shows %d, which is not the last instant", v.DeadlineAt)
	}
	if v := viewBid(t.Context(), actor.Actor{}, bidOf(), c, 0); !c.Takes(v.Challenge.DeadlineAt-1) ||
		c.Takes(v.Challenge.DeadlineAt) {
		t.Errorf("the bid shows %d", v.Challenge.DeadlineAt)
	}
	text := strings.ReplaceAll(ics(&c, "https://kebang.example"), "\r\n ", "")
	_, rest, _ := strings.Cut(text, "DTSTART:")
	at, err := time.Parse("20060102T150405Z", rest[:16])
	if err != nil || !c.Takes(at.UnixMilli()-1) || c.Takes(at.UnixMilli()) {
		t.Errorf("the calendar shows %v, %v", at, err)
	}
	if !strings.Contains(atom("", "", []challenge.Challenge{c}, 0), "2026年4月10日 24:00") {
		t.Error("the feed shows another deadline")
	}
	c.Terms.Deadline = "2026-05-08"
	c.Versions = append(c.Versions, challenge.Version{No: 2, Terms: c.Terms, At: c.Versions[0].At + 1000})
	if after := ics(&c, ""); !strings.Contains(after, "DTSTART:20260508T160000Z") ||
		!strings.Contains(after, "SEQUENCE:1") {
		t.Errorf("a correction does not move the entry:\n%s", after)
	}
}

func TestCalendarForm(t *testing.T) {
	c := posted("2026-03-02")
	text := ics(&c, "https://kebang.example")
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(l) > 75 {
			t.Errorf("a line of %d bytes: %s", len(l), l)
		}
	}
	whole := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{"SUMMARY:揭榜截止：" + c.Terms.Title + "\r\n", `DESCRIPTION:南伞糖业\, 有限公司`,
		"URL:https://kebang.example/challenges/c1", "TRIGGER:-P3D"} {
		if !strings.Contains(whole, want) {
			t.Errorf("no %q in\n%s", want, whole)
		}
	}
}

func TestFeedForm(t *testing.T) {
	old, fresh := posted("2026-03-02"), posted("2026-03-05")
	old.Versions = append(old.Versions, challenge.Version{No: 2, At: fresh.Versions[0].At + 86_400_000})
	text := atom("https://kebang.example", "m1", []challenge.Challenge{fresh, old}, 0)
	var feed struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID, Title, Summary, Published, Updated string
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(text), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 2 || feed.Updated != "2026-03-06T00:00:00Z" {
		t.Errorf("%+v", feed)
	}
	if !strings.Contains(text, "<id>urn:kebang:challenge:c1</id>") || !strings.Contains(text, "&lt;堆放&gt;") ||
		!strings.Contains(text, `href="https://kebang.example/challenges/c1"`) {
		t.Error(text)
	}
}

func bidOf() bid.Bid { return bid.Bid{State: bid.Interest} }
