package matcher

// Threshold is the total from which a match is shown as one; Floor is the least that is stored to be shown on request.
// Below the threshold the answer is 暂无合适成果.
const (
	Threshold = 40.0
	Floor     = 25.0
	// Precision is the measured share of right ones (grade >= 2) among the pairs shown on the judged half.
	Precision = 0.6
)
