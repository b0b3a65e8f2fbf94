package contract

import (
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Deduction is one non-technical cost item (设备、仪器、零部件、原材料等) of a contract.
type Deduction struct {
	Kind    string `json:"kind"`    // code of DeductionKinds
	CostFen int64  `json:"costFen"` // full cost of the item, >= 0
	// AllowedFen is the direct cost of the reasonable carrier quantity. It is no non-technical cost and stays in the
	// technology part. Carriers are copies, discs, strains as needed for test and use; 1–2 sets of a test device.
	AllowedFen int64  `json:"allowedFen"`
	Note       string `json:"note,omitempty"`
}

// Payment is the way of payment (民法典 art. 846).
type Payment string

// The ways of payment.
const (
	PayOnce         Payment = "once"         // 一次总算，一次总付
	PayInstalments  Payment = "instalments"  // 一次总算，分期支付
	PayRoyalty      Payment = "royalty"      // 提成支付
	PayEntryRoyalty Payment = "entryRoyalty" // 提成支付，附加预付入门费
)

// Royalty are the terms of 提成 (民法典 art. 846): the base of the share, and its course over time.
type Royalty struct {
	Base        string `json:"base,omitempty"`        // code of RoyaltyBases
	Rate        string `json:"rate,omitempty"`        // decimal percent as written, e.g. 3.5
	Course      string `json:"course,omitempty"`      // code of RoyaltyCourses
	Inspect     bool   `json:"inspect,omitempty"`     // right to inspect the accounts
	EntryFen    int64  `json:"entryFen,omitempty"`    // 入门费
	EstimateFen *int64 `json:"estimateFen,omitempty"` // estimated royalty inside the total; nil while unknown
	Note        string `json:"note,omitempty"`
}

// Payments are the ways of payment in the order of the Civil Code.
var Payments = vocab.List{
	{Code: string(PayOnce), Zh: "一次总算、一次总付", En: "Fixed sum, paid at once"},
	{Code: string(PayInstalments), Zh: "一次总算、分期支付", En: "Fixed sum, instalments"},
	{Code: string(PayRoyalty), Zh: "提成支付", En: "Royalty"},
	{Code: string(PayEntryRoyalty), Zh: "提成支付附加预付入门费", En: "Royalty with an entry fee"},
}

// Amounts are the two numbers of a contract, in fen, and whether they are still open.
type Amounts struct {
	TotalFen int64 `json:"totalFen"` // 合同成交额
	TechFen  int64 `json:"techFen"`  // 技术交易额
	Open     bool  `json:"open"`     // amount_open: royalties not known yet, corrected later (253号 art. 51)
}

// Compute applies the rule of 技术交易额 (253号 art. 52): tech = total − Σ max(0, cost − allowed), in fen. Non-technical
// costs are deducted from the total, except the direct cost of a reasonable number of carriers. The error is
// fault.Invalid when the total is not positive or an item is negative. It is the same when the carriers of an item cost
// more than the item, or the items exceed the total. A technology part of 0 is no error here, but cannot be registered
// (see Recognise).
func Compute(totalFen int64, items []Deduction, pay Payment, royalty *Royalty) (Amounts, error) {
	var f fault.Fields
	if totalFen <= 0 {
		f.Note("/totalFen", fault.T("contract-value-must-above-0",
			"合同成交额应大于 0。只约定提成的，请先填入门费或预计数额。",
			"The contract value must be above 0. With royalties only, give the entry fee or an estimate."))
	}
	rest, tech := totalFen, totalFen
	for i, d := range items {
		at := pointer("/deductions/%d/costFen", i)
		switch {
		case d.CostFen < 0:
			f.Note(at, fault.T("non-technology-cost-cannot-negative",
				"非技术性费用不能为负数。",
				"A non-technology cost cannot be negative."))
		case d.AllowedFen < 0:
			f.Note(pointer("/deductions/%d/allowedFen", i), fault.T("direct-cost-goods-cannot-negative",
				"合理数量标的物的直接成本不能为负数。",
				"The direct cost of goods cannot be negative."))
		case d.AllowedFen > d.CostFen:
			f.Note(pointer("/deductions/%d/allowedFen", i), fault.T("reasonable-carriers-cannot-cost-more",
				"合理数量标的物的直接成本不能超过这一项的费用。",
				"The reasonable carriers cannot cost more than the item."))
		case d.CostFen > rest: // rest never underflows: both sides are >= 0
			f.Note(at, fault.T("non-technology-costs-exceed-contract",
				"非技术性费用合计超过合同成交额，请核对各项金额。",
				"The non-technology costs exceed the contract value; check the amounts."))
			rest = 0
		default:
			rest -= d.CostFen
			tech -= d.CostFen - d.AllowedFen
		}
	}
	if err := f.Fault(fault.T("contract-amount",
		"合同金额有误，请按提示修改。",
		"The amounts are wrong; see the fields.")); err != nil {
		return Amounts{}, err
	}
	open := (pay == PayRoyalty || pay == PayEntryRoyalty) && (royalty == nil || royalty.EstimateFen == nil)
	return Amounts{TotalFen: totalFen, TechFen: tech, Open: open}, nil
}
