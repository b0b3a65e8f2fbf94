// Package registry holds the recognition and registration (认定登记) of technology contracts: the needs of filing, the
// pre-check, the registrar's decisions, the clocks, 受理号 and 登记编号. A registration is a record beside its contract.
//
// Clocks, heads of refusal and class conditions are data of a versioned rule set (rules.go), because the rules changed
// in 2026 and will change again. The package tells contract when a contract may be edited; contract never asks. It must
// not know HTTP, statistics or how matches are made.
package registry
