package form

import (
	"strings"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/region"
)

// readRegion takes a code only when the words name one place. Words for several places, or for none, stay unchanged;
// both give a warning. A township behind the county goes to its own field.
func readRegion(r *Row, v string) error {
	c := r.Common()
	p := region.Read(v)
	if p.Code == "" {
		if codes := region.Find(v); len(codes) == 1 && !p.Doubt {
			p = region.Place{Code: codes[0]}
		}
	}
	if p.Code == "" {
		c.RegionWords = wording.Cut(v, listing.MaxLine)
		r.Warn("", sayRegionWords, wording.Clip(v))
		return nil
	}
	c.Region = p.Code
	switch rest, isTownship := p.Township(); {
	case rest == "":
	case isTownship && c.Township == "":
		c.Township = wording.Cut(rest, listing.MaxLine)
	case isTownship:
	case c.Park == "" && strings.Contains(rest, "园"):
		c.Park = wording.Cut(rest, listing.MaxLine)
	default:
		r.keep("region", v, sayRegionRest, region.FullName(p.Code), wording.Clip(rest))
	}
	r.tellPlace(v, p)
	return nil
}

// tellPlace warns when a code was found by a former name, or by a name of two places.
func (r *Row) tellPlace(v string, p region.Place) {
	switch {
	case p.Old != "":
		r.Warn("", sayRegionOld, wording.Clip(p.Old), region.FullName(p.Code), p.Code)
	case p.Twin:
		r.Warn("", sayRegionCounty, wording.Clip(v), region.FullName(p.Code))
	}
}

// knownRegion reads the place of an organisation or of a side of a contract. Statistics count by it, so a doubtful
// place is left out with a warning. Registration and verification ask for it again.
func knownRegion(to func(r *Row) *string) func(*Row, string) error {
	return func(r *Row, v string) error {
		p := region.Read(v)
		if p.Code == "" {
			r.lose(sayRegionNone, wording.Clip(v))
			return nil
		}
		*to(r) = p.Code
		r.tellPlace(v, p)
		return nil
	}
}

// What is told, stored with the import.
var (
	sayRegionWords = fault.Kept("region-words",
		"“%s”不是一个确定的地区，作为文字保留；请写全省、市、县名称或六位代码。",
		"“%s” is no one region and is kept as words; write province, city and county, or the six digits.")
	sayRegionRest = fault.Kept("region-rest",
		"读作 %s，后面的“%s”没有读入，原文保留。",
		"Read as %s; “%s” behind it was not read, the words are kept.")
	sayRegionOld = fault.Kept("region-old",
		"“%s”是旧的名称或代码，读作 %s（%s）。",
		"“%s” is an old name or code; it was read as %s (%s).")
	sayRegionCounty = fault.Kept("region-county",
		"“%s”也是一个县级地区的名称，读作 %s；不对的话请写全称。",
		"“%s” is also the name of a county; it was read as %s. Write the full name if that is wrong.")
	sayRegionNone = fault.Kept("region-none",
		"“%s”不是一个确定的行政区划，没有读入；请写全省、市、县名称或六位代码。",
		"“%s” is no one region and was not read; write province, city and county, or the six digits.")
)
