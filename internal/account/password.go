package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"kebang/internal/fault"
)

// Parameters of argon2id from the OWASP password storage sheet (19 MiB, 2 passes, 1 lane).
const (
	argonMemory = 19 * 1024 // KiB
	argonTime   = 2
	argonLanes  = 1
	argonKey    = 32
)

// hashing limits the number of simultaneous hashes, because each takes 19 MiB of memory.
var hashing = make(chan struct{}, 4)

func argon(password string, salt []byte, memory, time uint32, lanes uint8, size uint32) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, time, memory, lanes, size)
}

// LightPasswords makes new hashes cheap. It serves tests that sign in many people and do not test passwords. Each hash
// holds its own cost, so both kinds can be read.
func (s *Service) LightPasswords() { s.light = true }

// hash gives the PHC string of a password with a fresh salt. It is slow on purpose: call it outside transactions.
func (s *Service) hash(password string) string {
	memory, time := uint32(argonMemory), uint32(argonTime)
	if s.light {
		memory, time = 8*argonLanes, 1
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	key := argon(password, salt, memory, time, argonLanes, argonKey)
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, time, argonLanes,
		b.EncodeToString(salt), b.EncodeToString(key))
}

// matches reports whether the password gives the hash. An unreadable hash takes the same time, so that an unknown
// account and a wrong password look alike.
func matches(hash, password string) bool {
	memory, time, lanes := uint32(argonMemory), uint32(argonTime), uint8(argonLanes)
	salt, key := make([]byte, 16), make([]byte, argonKey)
	parts, ok := strings.Split(hash, "$"), false
	if len(parts) == 6 && parts[1] == "argon2id" {
		_, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &lanes)
		s, err1 := base64.RawStdEncoding.DecodeString(parts[4])
		k, err2 := base64.RawStdEncoding.DecodeString(parts[5])
		if err == nil && err1 == nil && err2 == nil && len(k) > 0 && time > 0 && lanes > 0 {
			salt, key, ok = s, k, true
		}
	}
	got := argon(password, salt, memory, time, lanes, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1 && ok
}

// oneTimeLetters leaves out letters that people confuse when they read a password aloud or copy it from paper.
const oneTimeLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// OneTimePassword makes a random password of 15 letters and digits in groups of five (74 bits).
func OneTimePassword() string {
	var b strings.Builder
	buf := make([]byte, 1)
	for n := 0; n < 15; {
		rand.Read(buf)
		if int(buf[0]) >= 256/len(oneTimeLetters)*len(oneTimeLetters) {
			continue // the remainder would favour the first letters
		}
		if n > 0 && n%5 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(oneTimeLetters[int(buf[0])%len(oneTimeLetters)])
		n++
	}
	return b.String()
}

// checkPassword notes the faults of a password that a person chose. Names are those of the product, the market and the
// person; see guessable.
func checkPassword(bad *fault.Fields, pointer, account, password string, names []string) {
	n := utf8.RuneCountInString(password)
	kinds := map[string]bool{}
	first, same := rune(0), true
	for i, r := range password {
		if i == 0 {
			first = r
		}
		same = same && r == first
		switch {
		case unicode.IsDigit(r):
			kinds["digit"] = true
		case unicode.IsLetter(r):
			kinds["letter"] = true
		default:
			kinds["sign"] = true
		}
	}
	switch {
	case n < 10:
		bad.Note(pointer, fault.T("password-has-at-least-10",
			"密码至少10个字符。",
			"A password has at least 10 characters."))
	case len(password) > 256:
		bad.Note(pointer, fault.T("password-too-long-at-most",
			"密码太长，最多256个字节。",
			"The password is too long: at most 256 bytes."))
	case same || len(kinds) < 2:
		bad.Note(pointer, fault.T("password-needs-two-letters-digits",
			"密码须同时含有字母、数字、符号中的至少两类。",
			"A password needs two of: letters, digits, signs."))
	case account != "" && strings.Contains(strings.ToLower(password), strings.ToLower(account)):
		bad.Note(pointer, fault.T("password-must-not-hold-account",
			"密码不能包含登录名。",
			"The password must not hold the account name."))
	default:
		if why, yes := guessable(password, names); yes {
			bad.Note(pointer, why)
		}
	}
}
