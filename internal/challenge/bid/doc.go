// Package bid holds 揭榜: what a team hands in to a challenge. A team comes from any market. Its bid stands in the market
// of the challenge, and the team finds it through its stake. While bids are taken a team shows interest, talks with the
// asker, hands in, takes back and replaces. Then the office examines, and the asker chooses.
package bid
