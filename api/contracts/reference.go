package contracts

import (
	"kebang/api/kernel"
	"kebang/internal/contract"
	"kebang/internal/ledger"
	"kebang/internal/registry"
	"kebang/internal/vocab"
)

// contractReference adds the fixed lists of the registration form. The first two letters of a sub-class are its class.
func contractReference(r *kernel.Router) {
	kernel.Enum[contract.Class](r, "contractClasses")
	kernel.Enum[contract.Payment](r, "payMethods")
	kernel.Enum[registry.Ground](r, "refusalGrounds")
	r.Flow("contract", &contract.Flow)
	r.Flow("registration", &registry.Flow)
	r.Reference("ruleSets", registry.RuleSets)
	for name, list := range map[string]vocab.List{
		"contractClasses":    contract.Classes,
		"contractSubClasses": contract.SubClasses,
		"techAreas":          contract.TechAreas,
		"planSources":        contract.PlanSources,
		"socioGoals":         contract.Goals,
		"natures":            contract.Natures,
		"payMethods":         contract.Payments,
		"contractIPKinds":    contract.IPKinds,
		"deductionKinds":     contract.DeductionKinds,
		"royaltyBases":       contract.RoyaltyBases,
		"royaltyCourses":     contract.RoyaltyCourses,
		"firmScales":         contract.Scales,
		"attachmentKinds":    contract.AttachmentKinds,
		"payConditions":      contract.Conditions,
		"actKinds":           contract.ActKinds,
		"findingWays":        registry.FindingWays,
		"findingVerdicts":    registry.Verdicts,
		"refusalGrounds":     registry.Grounds,
		"statScopes":         ledger.Scopes,
	} {
		r.Words(name, list)
	}
}
