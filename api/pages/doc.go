// Package pages serves the built user interface: its files, the shell of every page with what search engines read, the
// list of public pages, and the reference data that no record owns. It reads public records through what areas
// registered.
package pages
