package contracts

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/contract"
	"kebang/internal/registry"
	"kebang/internal/vocab"
)

// ClassReference is a class of contracts with its sub-classes.
type ClassReference struct {
	vocab.Term
	Subs []SubClassReference `json:"subs"`
}

// SubClassReference is a sub-class with the code of its class.
type SubClassReference struct {
	vocab.Term
	Class string `json:"class"`
}

type classList []ClassReference

// Codes are the codes of the classes.
func (l classList) Codes() []string { return contract.Classes.Codes() }

func classReference() classList {
	var out classList
	for _, c := range contract.Classes {
		ref := ClassReference{Term: c}
		for _, s := range contract.Class(c.Code).Subs() {
			ref.Subs = append(ref.Subs, SubClassReference{s, c.Code})
		}
		out = append(out, ref)
	}
	return out
}

// contractReference adds the fixed lists of the registration form.
func contractReference(r *kernel.Router) {
	kernel.Enum[contract.Class](r, "contractClasses")
	kernel.Enum[contract.Payment](r, "payMethods")
	kernel.Enum[registry.Ground](r, "refusalGrounds")
	for name, v := range map[string]any{
		"contractFlow":     kernel.NewFlowReference(&contract.Flow),
		"registrationFlow": kernel.NewFlowReference(&registry.Flow),
		"ruleSets":         registry.RuleSets,
		"contractClasses":  classReference(),
		"techAreas":        contract.TechAreas,
		"planSources":      contract.PlanSources,
		"socioGoals":       contract.Goals,
		"natures":          contract.Natures,
		"payMethods":       contract.Payments,
		"contractIPKinds":  contract.IPKinds,
		"deductionKinds":   contract.DeductionKinds,
		"royaltyBases":     contract.RoyaltyBases,
		"royaltyCourses":   contract.RoyaltyCourses,
		"firmScales":       contract.Scales,
		"attachmentKinds":  contract.AttachmentKinds,
		"findingWays":      registry.FindingWays,
		"refusalGrounds":   registry.Grounds,
		"statScopes":       registry.Scopes,
	} {
		r.Reference(name, func(context.Context) (any, error) { return v, nil })
	}
}
