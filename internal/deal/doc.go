// Package deal keeps 对接: two parties, maybe a 技术经理人, on the way from a first wish to talk to a signed contract or a
// stated no. Who introduced a deal, and when, is permanent and seen by both sides. It does not know the matcher: a
// match comes in as a value. Contracts know deals, never the other way round: signing is told by package contract.
package deal
