package main

import "fmt"

// result counts the places of one package. A mutant without an end counts as noticed: the tests would hang. A mutant
// that does not compile is no place.
type result struct {
	killed, lived, endless int
	unreached, uncounted   int
	missed                 []string // the places that no test noticed, reached or ended, one a line
}

func (r result) places() int { return r.killed + r.lived + r.endless + r.unreached }

func (r result) covered() float64 { return percent(r.places()-r.unreached, r.places()) }

func (r result) noticed() float64 { return percent(r.killed+r.endless, r.places()-r.unreached) }

// percent is 100 for none of none.
func percent(part, whole int) float64 {
	if whole == 0 {
		return 100
	}
	return 100 * float64(part) / float64(whole)
}

// The statuses of a change, in gremlins' words.
const (
	killed     = "KILLED"
	lived      = "LIVED"
	timedOut   = "TIMED OUT"
	notCovered = "NOT COVERED"
)

// add counts a place by its status, if it is one that gremlins has for a place.
func (r *result) add(status, place string) {
	switch status {
	case killed:
		r.killed++
		return
	case lived:
		r.lived++
	case timedOut:
		r.endless++
	case notCovered:
		r.unreached++
	default:
		return
	}
	r.missed = append(r.missed, fmt.Sprintf("%-11s %s", status, place))
}
