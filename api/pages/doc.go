// Package pages serves the built user interface: its files, the shell of every page with the text for search engines,
// and the list of public pages. It also serves the reference data without a record. It reads public records through the
// registrations of the areas.
package pages
