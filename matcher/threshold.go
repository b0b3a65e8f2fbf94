package matcher

// Threshold is the total from which a match is shown unasked; below it the answer is 暂无合适成果. Floor is the least
// that is stored, to be shown on request as partly near.
//
// Fitted on the judged half (98 demands, industry given): of the first three pairs at or above 63, 0.65 are right
// (grade 2 or 3; unjudged pairs count as wrong); something is shown for 41 of the 70 demands that have an answer and
// for 6 of the 28 that have none. At 60 it would be 0.62, 47 and 10; at 65 it would be 0.70, 35 and 3.
const (
	Threshold = 63.0
	Floor     = 25.0
	// Precision is the measured share of right ones among the pairs shown unasked. eval holds it to the data.
	Precision = 0.6
)
