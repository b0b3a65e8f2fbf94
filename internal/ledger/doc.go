// Package ledger holds the figures of a market as postings (入账). A registration, a correction and a cancellation each
// append one in the transaction of their record, and nothing is ever changed or deleted. A figure is a sum of postings,
// on any day that is asked for. Postings count in months. A closed month takes no posting any more, and its sheet is
// kept as a file. A year has a thirteenth, adjusting month for what comes late. The package knows no contract and no
// sheet: whoever posts gives amounts, scopes and cuts.
package ledger
