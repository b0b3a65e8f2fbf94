package party

import "kebang/internal/fault"

// SecondRule says which recognitions a second registrar must countersign before the number is entered. No national text
// demands it; some places do (内蒙古: 二次审核).
type SecondRule string

// The rules of a second registrar. Empty is SecondNone.
const (
	SecondNone   SecondRule = "none"
	SecondAll    SecondRule = "all"
	SecondAmount SecondRule = "amount" // from SecondRegistrarFen of 技术交易额, in fen
)

// NeedsSecond reports whether the recognition of a 技术交易额 in fen needs a second registrar.
func (f *MarketForm) NeedsSecond(techFen int64) bool {
	return f.SecondRegistrar == SecondAll || f.SecondRegistrar == SecondAmount && techFen >= f.SecondRegistrarFen
}

func (f *MarketForm) checkSecond(bad *fault.Fields, at string) {
	switch f.SecondRegistrar {
	case "", SecondNone, SecondAll:
	case SecondAmount:
		if f.SecondRegistrarFen <= 0 {
			bad.Note(at+"/secondRegistrarFen", fault.T("give-technology-value-from-which",
				"请填写从多少技术交易额起须复核，应大于0。",
				"Give the technology value from which a second registrar is needed, above 0."))
		}
	default:
		bad.Note(at+"/secondRegistrar", fault.T("choose-rule-second-registrar-from",
			"请从列表中选择复核办法。",
			"Choose the rule of the second registrar from the list."))
	}
}
