// Package review holds the review of a 评审式 challenge by experts: seats, scores, meeting, papers for the deciders.
// Criteria and arithmetic are those of the challenge's frozen terms. An expert sees neither scores nor counts of others
// before he has handed in his own. The package reads bids after their opening only.
package review
