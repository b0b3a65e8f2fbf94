// Package listing keeps the publications of a market: 技术需求 (demands) and 科技成果 (achievements), from a draft through an
// officer's review to publication. Every field has a disclosure level. It must not know matching or deals: it emits
// listing.published and listing.removed, and other packages register for these events.
//
// A listing holds two whole contents: the owner edits Draft, and readers, index and matches see Published. Publishing
// raises the content version. Matches, deals and contracts keep the versions of their origin. A record may be
// incomplete, a step may not: a draft needs a title and a text only.
package listing
