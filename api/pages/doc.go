// Package pages serves the built user interface and the list of public pages. It adds the text for search engines to
// the shell of every page. It also serves the reference data without a record. It reads public records through the
// registrations of the areas.
package pages
