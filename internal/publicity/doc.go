// Package publicity holds 公示: a text that stands for a number of days where the public can read it, and the objections
// to it (异议). The legal posting stands where the market names it, such as the portal of the county government. The
// notice here is a copy of it (副本). An officer records address and days of the posting, and the clock starts with
// that day. A noun posts a notice for its own record and is told when the notice ends (Subject).
package publicity
