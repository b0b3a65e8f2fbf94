// Package disclosure names how widely a field, a file or another part of a record may be read. It must not know whose
// part it is: the package of the record says who reads at which level.
package disclosure
