package workday

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
)

// Notice is a yearly 放假安排 of the 国务院办公厅 that an administrator types in, for a year that calendar.txt lacks.
type Notice struct {
	Year   int    `json:"year"`
	Source string `json:"source" maxLength:"60" doc:"number of the notice, such as 国办发明电〔2025〕7号"`
	Rests  []Rest `json:"rests" maxItems:"20" doc:"days off and days worked for them, by holiday"`
}

// Rest is one holiday of a notice: days off from First to Last, and the weekend days worked in exchange.
type Rest struct {
	Name  string `json:"name" maxLength:"40" doc:"the holiday; two together as 中秋节、国庆节"`
	First Date   `json:"first" maxLength:"10"`
	Last  Date   `json:"last" maxLength:"10"`
	Work  []Date `json:"work,omitempty" maxItems:"6" doc:"weekend days worked for it"`
}

// festivals are the holidays of 全国年节及纪念日放假办法 art. 2. Each has the first and last day of the year on which it can fall;
// lunar festivals move between them. A notice names each festival once.
var festivals = []struct{ name, from, to string }{
	{"元旦", "01-01", "01-01"}, {"春节", "01-20", "02-22"}, {"清明节", "04-04", "04-06"}, {"劳动节", "05-01", "05-01"},
	{"端午节", "05-27", "06-26"}, {"中秋节", "09-06", "10-09"}, {"国庆节", "10-01", "10-01"},
}

// longestRest is the most days of one holiday; more is a slip. 春节 of 2026 had nine days, 国庆节 with 中秋节 eight.
const longestRest = 12

var noticeNumber = regexp.MustCompile(`^\p{Han}{2,12}〔(\d{4})〕\d{1,3}号$`)

// Tidy removes differences of typing: spaces and other brackets in the number, spaces in names.
func (n *Notice) Tidy() {
	n.Source = strings.NewReplacer(" ", "", "\u3000", "", "[", "〔", "]", "〕", "【", "〔", "】", "〕", "［", "〔", "］", "〕",
		"(", "〔", ")", "〕", "（", "〔", "）", "〕").Replace(n.Source)
	for i := range n.Rests {
		n.Rests[i].Name = strings.Join(strings.Fields(n.Rests[i].Name), "")
	}
}

// Check returns fault.Invalid with every mistake of the notice: a malformed number, a festival that is missing,
// repeated or out of season. A day must exist, lie in the year of the notice and occur once. A make-up day must be a
// weekend day.
func (n Notice) Check() error {
	var bad fault.Fields
	if m := noticeNumber.FindStringSubmatch(n.Source); m == nil {
		bad.Note("/source", fault.T("give-number-notice-as-printed",
			"请填写通知的发文字号，如 国办发明电〔2025〕7号。",
			"Please give the number of the notice as it is printed."))
	} else if m[1] != fmt.Sprint(n.Year) && m[1] != fmt.Sprint(n.Year-1) {
		bad.Note("/source", fault.T("number-notice-for-issued-year",
			"这个文号是%s年的，%d年的放假通知在上一年或当年印发，请核对。",
			"This number is of %s; the notice for %d is issued in the year before or in the same; please check."), m[1],
			n.Year)
	}
	taken, named := map[Date]bool{}, map[string]int{}
	for i, r := range n.Rests {
		n.checkRest(&bad, fmt.Sprintf("/rests/%d", i), r, taken)
		for _, name := range strings.Split(r.Name, "、") {
			named[name]++
		}
	}
	for i, r := range n.Rests { // after all days off are known
		for j, d := range r.Work {
			at := fmt.Sprintf("/rests/%d/work/%d", i, j)
			t, ok := d.utc()
			switch {
			case !ok || !n.near(d):
				bad.Note(at, fault.T("give-day", "请填写%d年的日期。", "Please give a day of %d."), n.Year)
			case !weekend(t):
				bad.Note(at, fault.T("no-saturday-or-sunday-so",
					"%s 不是周六或周日，不用调休，请核对。",
					"%s is no Saturday or Sunday, so nothing is made up; please check."), d)
			case taken[d]:
				bad.Note(at, fault.T("there-already-check",
					"%s 已经填过，请核对。",
					"%s is there already; please check."), d)
			default:
				taken[d] = true
			}
		}
	}
	for _, f := range festivals {
		switch {
		case named[f.name] == 0:
			bad.Note("/rests", fault.T("missing-notice-has-seven-festivals",
				"缺少%s，请照通知补全七个节日。",
				"%s is missing: a notice has seven festivals."), f.name)
		case named[f.name] > 1:
			bad.Note("/rests", fault.T("there-twice-remove-line",
				"%s填了两次，请删去一行。",
				"%s is there twice; please remove a line."), f.name)
		}
	}
	return bad.Fault(fault.T("notice-invalid",
		"放假安排有误，请照国务院办公厅的通知核对后再保存。",
		"Something is wrong with the holidays: compare them with the notice of the State Council."))
}

func (n Notice) checkRest(bad *fault.Fields, at string, r Rest, taken map[Date]bool) {
	if r.Name == "" || utf8.RuneCountInString(r.Name) > 20 {
		bad.Note(at+"/name", fault.T("name-festival-at-most-20",
			"请填写节日名称，最多20个字。",
			"Please name the festival, at most 20 characters."))
	}
	if !r.First.Valid() || !n.near(r.First) {
		bad.Note(at+"/first", fault.T("give-first-day-off",
			"请填写放假的第一天，应在%d年。",
			"Please give the first day off, in %d."), n.Year)
		return
	}
	if !r.Last.Valid() || r.Last < r.First || r.Last.Year() != n.Year || r.First.DaysUntil(r.Last) >= longestRest {
		bad.Note(at+"/last", fault.T("give-last-day-off-not",
			"请填写放假的最后一天：不早于第一天，在%d年，最多连放%d天。",
			"Please give the last day off: not before the first, in %d, at most %d days."), n.Year, longestRest)
		return
	}
	for d := r.First; d <= r.Last; d = d.AddDays(1) {
		if taken[d] {
			bad.Note(at+"/first", fault.T("lies-another-holiday-already-check",
				"%s 已在另一个假期里，请核对。",
				"%s lies in another holiday already; please check."), d)
			return
		}
		taken[d] = true
	}
	for _, name := range strings.Split(r.Name, "、") {
		i := slices.IndexFunc(festivals, func(f struct{ name, from, to string }) bool { return f.name == name })
		if i < 0 {
			continue // an extra day off that the State Council adds for one year
		}
		from, to := Date(fmt.Sprintf("%04d-%s", n.Year, festivals[i].from)), Date(fmt.Sprintf("%04d-%s", n.Year,
			festivals[i].to))
		if r.Last < from || r.First > to {
			bad.Note(at+"/first", fault.T("cannot-fall-on-check",
				"%s不会在这几天（%s 至 %s），请核对。",
				"%s cannot fall on %s to %s; please check."), name, r.First, r.Last)
		}
	}
}

// near reports whether d lies in the year, or in the December before, where the days off around New Year may begin.
func (n Notice) near(d Date) bool {
	return d.Year() == n.Year || d >= Date(fmt.Sprintf("%04d-12-20", n.Year-1)) && d.Year() == n.Year-1
}

// With is the calendar with added notices. A notice for a year that the calendar already knows is ignored.
func (c *Calendar) With(notices ...Notice) *Calendar {
	if len(notices) == 0 {
		return c
	}
	out := &Calendar{sources: map[int]string{}, off: map[Date]string{}, work: map[Date]string{}}
	maps.Copy(out.sources, c.sources)
	maps.Copy(out.off, c.off)
	maps.Copy(out.work, c.work)
	for _, n := range notices {
		if c.Known(n.Year) {
			continue
		}
		out.sources[n.Year] = n.Source
		for _, r := range n.Rests {
			for d := r.First; d != "" && d <= r.Last; d = d.AddDays(1) {
				out.off[d] = r.Name
				delete(out.work, d)
			}
			for _, d := range r.Work {
				out.work[d] = r.Name
			}
		}
	}
	return out
}
