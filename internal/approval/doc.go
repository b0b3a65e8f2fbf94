// Package approval holds decisions that others take on a record: a panel, a bureau, the county government. Most of them
// meet and never sign in. So the ordinary way is that an officer records the result with document number, date and scan
// (录入审定结果). A signed-in approver may also decide on a page. The history says who typed, the decision says whose it
// is. A noun asks for a decision on its own record and is told of the result (Follower).
package approval
