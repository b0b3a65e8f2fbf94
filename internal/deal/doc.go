// Package deal keeps 对接: two parties and perhaps a 技术经理人, from a first wish to talk to a signed contract or a stated
// no. The introducer of a deal and the time are permanent, and both sides see them. It must not know the matcher: a
// match comes in as a value. Contracts know deals, never the other way round; package contract reports the signing.
package deal
