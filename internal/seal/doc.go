// Package seal encrypts material that nobody may read before an hour, with age (filippo.io/age). Each owner of material
// has a key pair. The private halves are stored encrypted to the seal key of the installation, which lies outside
// records and backups. The package does no I/O and knows no noun.
package seal
