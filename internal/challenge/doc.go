// Package challenge holds 揭榜挂帅: a hard problem that is put out to open challenge (张榜), from a draft to an accepted
// result. The terms are vetted by an officer, frozen by a hash when the challenge opens, and corrected by number only.
// Who pays decides who decides: with own money the asker alone, with public money a chain of argument, publicity and
// ratification that the officer chose at vetting. Package bid holds the 揭榜 of the teams. A team may come from any
// market. The package must not know the matcher.
package challenge
