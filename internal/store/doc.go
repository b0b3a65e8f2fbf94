// Package store keeps documents and blobs behind one small interface, so that the same domain code runs on SQLite (the
// default) and on MongoDB. It holds types, the typed collections, serial numbers and the outbox; engines live below it
// and import nothing of the domain. The words of this package mean the same on every engine; package storetest proves
// each of them on each engine.
//
// Rules. Every document carries id, market, revision and shape version. Index fields are declared by an extractor of
// typed values; engines store and index those and never look into the JSON. Absent sorts first, also across pages; unique
// keys ignore absent values; strings compare by bytes. There is no free OR and no join. Every Find names a market
// unless it is marked maintenance code (Query.AllMarkets).
//
// Isolation is snapshot: an invariant over several documents compare-and-sets one document that all its writers touch,
// or is a unique key. The callback of Run may run several times: no I/O, no ids or times made inside, records read anew.
package store
