package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"kebang/internal/store"
)

var serialForm = regexp.MustCompile(`^([A-Z]+)-([0-9]{4})-([0-9]{6,})$`)

// Serials proves the numbers of one kind (XQ, CG, DJ, HT, KB). Each number occurs once, and none is higher than its
// sequence. Otherwise the next number could be a used one.
type Serials struct {
	c    *Case
	kind string
	noun string
	seen map[string]string // serial -> id
	last map[int]int64     // year -> highest number
}

// Serials begins the numbers of a kind.
func (c *Case) Serials(kind, noun string) *Serials {
	return &Serials{c, kind, noun, map[string]string{}, map[int]int64{}}
}

// Add notes the number of a record.
func (s *Serials) Add(id, serial string) {
	m := serialForm.FindStringSubmatch(serial)
	if m == nil || m[1] != s.kind {
		s.c.Found(s.noun, id, serial, "编号“%s”不是 %s-年份-六位数字的形式。请从备份恢复这条记录。", serial, s.kind)
		return
	}
	if other, ok := s.seen[serial]; ok {
		s.c.Found(s.noun, id, serial, "编号与记录 %s 重复。请核对两条记录，停用其中一条。", other)
		return
	}
	s.seen[serial] = id
	year, err1 := strconv.Atoi(m[2])
	n, err2 := strconv.ParseInt(m[3], 10, 64)
	if err1 != nil || err2 != nil {
		s.c.Found(s.noun, id, serial, "编号“%s”超出范围。请从备份恢复这条记录。", serial)
		return
	}
	s.last[year] = max(s.last[year], n)
}

// Done compares the highest numbers with the sequences.
func (s *Serials) Done() error {
	for _, year := range slices.Sorted(maps.Keys(s.last)) {
		have, err := store.LastSerial(s.c.Tx, s.c.Market, s.kind, year)
		if err != nil {
			return err
		}
		if least := s.last[year]; have < least {
			market, kind := s.c.Market, s.kind
			s.c.Report(Finding{Market: market, Noun: "流水号", ID: fmt.Sprintf("%s-%d", kind, year),
				What: fmt.Sprintf("已发到 %06d，流水号却只记到 %06d，以后会发出重复的编号。请运行 kebang check --repair，把流水号补到已发的最大编号。", least,
					have),
				Mend: func(tx store.Tx) error { return store.RaiseSerial(tx, market, kind, year, least) }})
		}
	}
	return nil
}
