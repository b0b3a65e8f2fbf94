// Package listing keeps what a market publishes: 技术需求 (demands) and 科技成果 (achievements), from draft through an
// officer's review to publication, with a disclosure level on every field. It knows nothing of matching or deals: it
// emits listing.published and listing.removed, and whoever reacts registers for them.
//
// A listing holds two whole contents: what the owner edits (Draft) and what readers, index and matches see (Published).
// Publishing raises the content version; matches, deals and contracts keep the versions they were made from. A record
// may be incomplete, a step may not: a draft needs a title and a text only.
package listing
