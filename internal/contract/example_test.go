package contract_test

import (
	"fmt"

	"kebang/internal/contract"
	"kebang/internal/money"
)

// 技术交易额 is 成交额 minus non-technical costs (技术合同认定规则, 国科发政字〔2001〕253号, art. 52). The direct cost of a
// reasonable number of carriers stays in it: here 10 万元 of test devices.
func ExampleCompute() {
	a, err := contract.Compute(200*money.Wan, []contract.Deduction{
		{Kind: "equipment", CostFen: 60 * money.Wan, AllowedFen: 10 * money.Wan},
	}, contract.PayOnce, nil)
	fmt.Println(money.FormatWan(a.TotalFen), money.FormatWan(a.TechFen), a.Open, err)
	// Royalties without an estimate leave the amounts open; they are corrected later (art. 51).
	a, err = contract.Compute(50*money.Wan, nil, contract.PayEntryRoyalty, &contract.Royalty{EntryFen: 50 * money.Wan})
	fmt.Println(money.FormatWan(a.TechFen), a.Open, err)
	// Output:
	// 200 150 false <nil>
	// 50 true <nil>
}
