// Package agenda holds the 攻关清单 of a market: a rolling list of hard problems. A firm or a department proposes a
// line. The office takes it in and out, each time with a reason. A published version is kept as it was, with its
// changes against the one before. A challenge may begin at a line. The package must not know challenges.
package agenda
