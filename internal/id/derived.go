package id

import (
	"crypto/sha256"
	"strings"
)

// Derived makes the same id from the same parts. It serves records with an identity outside Kebang, such as a row of an
// imported table. The id has the form of New with the time 0 and 74 bits of a SHA-256. Two different identities never
// meet in practice.
func Derived(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	var u [16]byte
	copy(u[6:], sum[:10])
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	return encoding.EncodeToString(u[:])
}
