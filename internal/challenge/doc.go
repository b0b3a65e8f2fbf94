// Package challenge holds 揭榜挂帅: a hard problem put out to open challenge (张榜), from a draft to an accepted result. An
// officer vets the terms. A hash freezes them when the challenge opens, and a correction gets a number. The payer
// settles who decides. With own money the asker decides alone. With public money a chain decides: argument, publicity
// and ratification, chosen by the officer at vetting. Package bid holds the 揭榜 of the teams. A team may come from any
// market. The package must not know the matcher.
package challenge
