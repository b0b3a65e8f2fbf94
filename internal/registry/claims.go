package registry

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// claim names the contract that first applied with a (seller, text hash, sign date). It enforces rule R-ONCE: a
// contract is registered once in the whole country (63号 art. 8, 2024 draft art. 11). Claims are national documents, so
// two markets cannot both accept one contract. A registration elsewhere, which is only recorded here, claims inside its
// own market.
type claim struct {
	store.Meta
	Contract string `json:"contract"`
	Owner    string `json:"owner"` // market of the contract
}

// Claims is the national list of applications.
var Claims = store.Define(store.Def[claim]{Name: "contract_claims", Shape: 2, Oldest: 2,
	Noun: vocab.Noun("登记申请", "registration"),
	Meta: func(c *claim) *store.Meta { return &c.Meta }})

// number is one 登记编号 and its contract. It stays for ever, because a number is never used again.
type number struct {
	store.Meta
	Seller   string       `json:"seller"`
	SignDate workday.Date `json:"signDate"`
	Holders  []string     `json:"holders"` // market/contract
	Issued   string       `json:"issued"`  // market whose registry registered it; empty for a mere record
}

// Numbers is the national list of registration numbers; the number is the id.
var Numbers = store.Define(store.Def[number]{Name: "registration_numbers", Shape: 2, Oldest: 2,
	Noun: vocab.Noun("登记编号", "registration number"),
	Meta: func(n *number) *store.Meta { return &n.Meta }})

var errTwice = fault.Of(fault.Conflict, fault.T("registered-twice",
	"重复登记：同一卖方、同一合同文本、同一签订日期的合同已申请过认定登记，请查找原记录。",
	"Registered twice: a contract of the same seller, text and date was filed already; find that record."))

func claimID(c *contract.Contract) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{c.Seller.Key(), c.Hash(), string(c.SignDate)}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// claim claims the contract. It keeps an earlier claim that still fits, and releases one that no longer fits.
func (r *Registration) claim(tx store.Tx, c *contract.Contract, elsewhere bool) error {
	if c.Hash() == "" {
		return nil // recorded from the certificate alone, so the number is the key
	}
	bare := claimID(c)
	local := bare + "@" + c.Market
	want, other := bare, local
	if elsewhere {
		want, other = local, bare
	}
	if r.Claim == want {
		return nil
	}
	if err := r.release(tx); err != nil {
		return err
	}
	if err := unclaimed(tx, c, want, other); err != nil {
		return err
	}
	r.Claim = want
	err := Claims.Insert(tx, &claim{Meta: store.Meta{ID: want, Market: store.National}, Contract: c.ID,
		Owner: c.Market})
	if fault.Is(err, fault.Conflict) {
		return errTwice
	}
	return err
}

// unclaimed is errTwice when another contract has one of the two claims. The other one counts inside the own market.
func unclaimed(tx store.Tx, c *contract.Contract, want, other string) error {
	for _, id := range []string{want, other} {
		m, err := Claims.Get(tx, store.National, id)
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return err
		case m.Contract != c.ID && (id == want || m.Owner == c.Market):
			return errTwice
		}
	}
	return nil
}

// filedBefore is errTwice when another record filed the same contract.
func filedBefore(tx store.Tx, c *contract.Contract) error {
	if c.Hash() == "" {
		return nil
	}
	bare := claimID(c)
	return unclaimed(tx, c, bare, bare+"@"+c.Market)
}

// release releases the claim.
func (r *Registration) release(tx store.Tx) error {
	if r.Claim == "" {
		return nil
	}
	m, err := Claims.Get(tx, store.National, r.Claim)
	if err == nil {
		err = Claims.Delete(tx, &m)
	}
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	r.Claim = ""
	return err
}

// unclaim releases the claim of a contract that was returned for correction and is being rewritten.
func unclaim(tx store.Tx, c *contract.Contract) error {
	r, err := inForce(tx, c)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err == nil {
		err = r.release(tx)
	}
	if err != nil {
		return err
	}
	return Registrations.Update(tx, &r)
}

// give books a 登记编号 for a contract. Another county may record the same registration, because it bought the technology.
// Then seller and sign date must agree. Any other repetition is fault.Conflict.
func give(tx store.Tx, c *contract.Contract, no string, elsewhere bool) error {
	at := c.Market + "/" + c.ID
	taken := fault.Of(fault.Conflict, fault.T("number-of-another",
		"该登记编号已用于另一份合同，请核对编号。",
		"The number is used by another contract; please check.")).At("/number", fault.T("number-used",
		"该登记编号已用于另一份合同。",
		"The number is used by another contract."))
	n, err := Numbers.Get(tx, store.National, no)
	switch {
	case fault.Is(err, fault.NotFound):
		n = number{Meta: store.Meta{ID: no, Market: store.National}, Seller: c.Seller.Key(), SignDate: c.SignDate,
			Holders: []string{at}}
		if !elsewhere {
			n.Issued = c.Market
		}
		if err := Numbers.Insert(tx, &n); !fault.Is(err, fault.Conflict) {
			return err
		}
		return taken
	case err != nil:
		return err
	}
	if n.Seller != c.Seller.Key() || n.SignDate != c.SignDate || !elsewhere && n.Issued != "" {
		return taken
	}
	for _, h := range n.Holders {
		if strings.HasPrefix(h, c.Market+"/") {
			return taken
		}
	}
	n.Holders = append(n.Holders, at)
	if !elsewhere {
		n.Issued = c.Market
	}
	return Numbers.Update(tx, &n)
}
