// Package store keeps documents and blobs behind one small interface. The same domain code runs on SQLite (the default)
// and on MongoDB. It holds types, the typed collections, serial numbers and the outbox; engines live below it and
// import nothing of the domain. The rules of this comment hold on every engine, and package storetest proves each of
// them.
//
// Rules. Every document carries id, market, revision and shape version. Index fields are declared by an extractor of
// typed values; engines store and index those and never look into the JSON. Absent sorts first, also across pages.
// Unique keys ignore absent values, and strings compare by bytes. There is no free OR and no join. Every Find names a
// market unless it is marked maintenance code (Query.AllMarkets).
//
// A value is absent when Values has no key for it, or an empty set. Ascending orders have absent values first,
// descending ones last. Equal keys follow the id, ascending (then the market in maintenance queries). A range, Eq or In
// never holds for an absent value. Sum counts an absent number as 0 and gives its groups in ascending order of their
// values, absent first. A cursor belongs to its collection, market, conditions and order. With any others it is
// fault.Malformed.
//
// A fault.Conflict of Insert or Update ends the transaction: Run rolls back and returns it even if the callback does
// not. MongoDB aborts at that point, so no engine may go on. Look first, insert then.
//
// Isolation is snapshot. An invariant over several documents needs a unique key, or one document that all its writers
// compare-and-set. The callback of Run may run several times. It does no I/O, makes no ids or times, and reads its
// records inside.
package store
