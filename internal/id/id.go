// Package id makes the identifiers of all records: UUIDv7 (RFC 9562 §5.7) written as 26 lower-case base32 characters.
// Later ids sort later, by bytes, on every storage engine. The caller of a use case makes the id outside the
// transaction, so that a retry is the same record. The package must not know the record of an id.
package id

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"sync"
	"time"
)

// Length is the number of characters of every id.
const Length = 26

// The "extended hex" alphabet of RFC 4648 §7 keeps byte order equal to numeric order; plain base32 does not.
var encoding = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// clock holds the last time used (milliseconds << 12 | fraction). With it the ids of one process only grow, also within
// a millisecond and when the system clock is set back.
var clock struct {
	sync.Mutex
	last uint64
}

// New makes an id of the current instant. Ids of one process strictly increase; 62 random bits separate those of
// different processes. Safe for concurrent use.
func New() string {
	now := time.Now()
	ms := uint64(now.UnixMilli())
	// RFC 9562 §6.2 method 3: the 12 bits after the version hold the fraction of the millisecond.
	fraction := uint64(now.Nanosecond()%1_000_000) * 4096 / 1_000_000

	clock.Lock()
	stamp := ms<<12 | fraction
	if stamp <= clock.last {
		stamp = clock.last + 1
	}
	clock.last = stamp
	clock.Unlock()

	var u [16]byte
	binary.BigEndian.PutUint64(u[:8], stamp>>12<<16|0x7000|stamp&0xfff)
	rand.Read(u[8:]) // never fails: crypto/rand ends the program instead
	u[8] = u[8]&0x3f | 0x80
	return encoding.EncodeToString(u[:])
}
