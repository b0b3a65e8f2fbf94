// Package watch measures the program at its borders: requests, transactions, index calls, jobs. It counts for
// Prometheus, makes OpenTelemetry spans when an exporter is configured, adds trace and request ids to the log, and
// answers whether the process is alive and ready. It wraps the interfaces of the other packages; none of them knows it.
//
// No label and no span attribute may hold a person, a record, a market, a query or a token: labels are route patterns,
// names of events, engines and codes of faults, all of which the program itself wrote down.
//
// Every method works on a nil *Watch and then hands back what it was given: commands that nobody watches pay nothing.
package watch
