package form

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/industry"
	"kebang/internal/intake/wording"
	"kebang/internal/money"
	"kebang/internal/party"
)

// Setting is the surroundings of a row in its file.
type Setting struct {
	Market  string
	Town    string                      // township of the section line above; empty without one
	Section string                      // industry of the section line above, only proposed
	NoText  bool                        // the file has no column of the text
	Raw     func(pointer string) string // text of the cell at the pointer of a domain rule
}

// Finish settles the fields that depend on several columns, asks the domain for its rules, and gives the row its
// identity.
func (r *Row) Finish(in Setting) fault.Fields {
	var err error
	switch {
	case r.Common() != nil:
		c := r.Common()
		c.OrgWords = r.Org
		settleIndustry(r)
		r.proposeSection(in.Section)
		r.takeTown(in.Town)
		settleLines(r)
		if r.Achievement != nil {
			settleRights(r)
		}
		if r.Partial = c.Text == "" && in.NoText; r.Partial {
			c.Text = "…" // the comparison with the market checks whether a text exists
		}
		if r.Demand != nil {
			err = checkListing(r, r.Demand, in.Raw)
		} else {
			err = checkListing(r, r.Achievement, in.Raw)
		}
		if r.Partial {
			r.Common().Text = ""
		}
	case r.Organization != nil:
		if r.contact != (party.Contact{}) {
			if r.contact.Name == "" {
				r.contact.Name = "联系人"
			}
			r.Organization.Contacts = []party.Contact{r.contact}
		}
		err = r.Organization.Check()
	case r.Contract != nil:
		if err = r.Contract.Check(); err == nil {
			err = compareTech(r)
		}
	}
	if err != nil {
		var f *fault.Error
		if errors.As(err, &f) && len(f.Fields) > 0 {
			return f.Fields
		}
		var rest fault.Fields
		rest.Take("/title", err)
		return rest
	}
	r.identify(in.Market)
	return nil
}

// compareTech refuses a stated 技术交易额 that differs from the result of the rule. Otherwise one of the two amounts would
// silently be wrong in the statistics.
func compareTech(r *Row) error {
	if r.Elsewhere.TechFen == nil || r.Contract.TotalFen == 0 {
		return nil
	}
	am, err := contract.Compute(r.Contract.TotalFen, r.Contract.Deductions, r.Contract.Payment, r.Contract.Royalty)
	if err != nil {
		return err
	}
	if am.TechFen != *r.Elsewhere.TechFen {
		return fault.Of(fault.Invalid, fault.T("tech-differs",
			"技术交易额不一致。",
			"The technology value differs.")).At("/deductions", fault.T("tech-value-differs",
			"按规则计算的技术交易额为 %s 万元，表中为 %s 万元，请核对非技术性费用。",
			"By the rules the technology value is %s (10,000 yuan), the table says %s; "+
				"check the non-technology costs."),
			money.FormatWan(am.TechFen), money.FormatWan(*r.Elsewhere.TechFen))
	}
	return nil
}

// identify makes the id of the row's identity and the hash of its content. The identity is the row's own number if it
// is a real one, else its title and unit. Bare counting numbers differ from file to file, so they do not count.
func (r *Row) identify(market string) {
	own := []string{market, string(r.Kind())}
	switch {
	case len(r.Ref) > 3 || strings.Trim(r.Ref, "0123456789.") != "":
		own = append(own, "ref", wording.Fold(r.Ref))
	case r.Organization != nil && r.Organization.USCC != "":
		own = append(own, "uscc", r.Organization.USCC)
	case r.Contract != nil:
		own = append(own, wording.Fold(r.Contract.Title), wording.Fold(r.Contract.Seller.Name),
			wording.Fold(r.Contract.Buyer.Name),
			string(r.Contract.SignDate))
	case r.Org != "":
		// a narrower table of the same unit may lack the code
		own = append(own, wording.Fold(r.Title()), wording.Fold(r.Org))
	default:
		own = append(own, wording.Fold(r.Title()), r.USCC)
	}
	r.ID = id.Derived(own...)
	h := sha256.New()
	for _, part := range []any{r.Demand, r.Achievement, r.Organization, r.Contract, r.Elsewhere, r.USCC, r.Link,
		r.Ref} {
		b, err := json.Marshal(part)
		if err != nil {
			b = fmt.Append(nil, part)
		}
		h.Write(b)
		h.Write([]byte{0})
	}
	if r.Draft {
		fmt.Fprint(h, r.NoConsent, r.Closed)
	}
	r.Hash = hex.EncodeToString(h.Sum(nil)[:16])
}

// takeTown gives a row without a township that of its section.
func (r *Row) takeTown(town string) {
	if c := r.Common(); town != "" && c.Township == "" {
		c.Township = town
		r.Filled = append(r.Filled, "township")
	}
}

// proposeSection gives a row without an industry that of its section, for confirmation by a person.
func (r *Row) proposeSection(section string) {
	c := r.Common()
	if section == "" || r.industryWords != "" || c.IndustryConfirmed || strings.HasPrefix(c.Industry, section) {
		return
	}
	c.Industry, c.IndustryConfirmed = section, false
	if p := industry.ProposeIn(section, c.Title+"\n"+c.Text); len(p) > 0 && len(p[0].Code) == 4 &&
		strings.HasPrefix(p[0].Code, section) {
		c.Industry = p[0].Code
	}
}
