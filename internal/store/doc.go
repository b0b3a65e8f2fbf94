// Package store keeps documents and blobs behind one small interface, so that the same domain code runs on SQLite (the
// default) and on MongoDB. It holds types, the typed collections, serial numbers and the outbox; engines live below it
// and import nothing of the domain. The words of this package mean the same on every engine; package storetest proves
// each of them on each engine.
//
// Rules. Every document carries id, market, revision and shape version. Index fields are declared by an extractor of
// typed values; engines store and index those and never look into the JSON. Absent sorts first, also across pages;
// unique keys ignore absent values; strings compare by bytes. There is no free OR and no join. Every Find names a
// market unless it is marked maintenance code (Query.AllMarkets).
//
// Absent means: no key in Values, or an empty set. Ascending orders have absent values first, descending ones last;
// equal keys follow the id, ascending (then the market in maintenance queries). A range, Eq or In never holds for an
// absent value. Sum counts an absent number as 0 and gives its groups in ascending order of their values, absent first.
// A cursor belongs to its collection, market, conditions and order; with any others it is fault.Malformed.
//
// A fault.Conflict of Insert or Update ends the transaction: Run rolls back and returns it even if the callback does
// not (MongoDB aborts at that point, so no engine may go on). Look first, insert then.
//
// Isolation is snapshot: an invariant over several documents compare-and-sets one document that all its writers touch,
// or is a unique key. The callback of Run may run several times: no I/O, no ids or times made inside, records read
// anew.
package store
