// Package watch measures the program at its borders: requests, transactions, index calls, jobs. It counts for
// Prometheus and makes OpenTelemetry spans when an exporter is configured. It adds trace and request ids to the log,
// and answers whether the process is alive and ready. It wraps the interfaces of the other packages; none of them knows
// it.
//
// No label and no span attribute may hold a person, a record, a market, a query or a token. Labels are route patterns,
// names of events, engines and codes of faults: words of the program itself.
//
// Every method works on a nil *Watch and then returns its argument unchanged. An unwatched command pays nothing.
package watch
