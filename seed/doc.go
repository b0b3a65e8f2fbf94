// Package seed fills an empty folder with two demonstration markets: fictional firms, institutes and people, demands,
// achievements, deals, contracts and targets. It goes through the services, never around them, so whatever a person
// could not do is not in the demonstration either. Its clock can be set, so that history has plausible dates.
package seed
