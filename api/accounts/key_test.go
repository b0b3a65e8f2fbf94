package accounts

import (
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"kebang/internal/account"
	"kebang/internal/fault"
	"kebang/internal/store/sqlitetest"
)

func seed(b byte) []byte { return []byte(strings.Repeat("seed", 7) + "for" + string(b)) }

func given(t *testing.T, bs ...byte) []ed25519.PrivateKey {
	t.Helper()
	var text []string
	for _, b := range bs {
		text = append(text, base64.StdEncoding.EncodeToString(seed(b)))
	}
	keys, err := ParseKeys(strings.Join(text, ", "))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestParseKeys(t *testing.T) {
	if keys := given(t, '1', '2'); len(keys) != 2 || !keys[0].Equal(ed25519.NewKeyFromSeed(seed('1'))) {
		t.Errorf("%d keys", len(keys))
	}
	for _, bad := range []string{"", "changeme", "c2hvcnQ=", base64.StdEncoding.EncodeToString(make([]byte, 32)),
		"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"} {
		if _, err := ParseKeys(bad); !fault.Is(err, fault.Invalid) || bad != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestKeysAgree: the processes of one store sign alike. A change of the key takes three steps without a gap.
func TestKeysAgree(t *testing.T) {
	db := sqlitetest.Open(t, Collections())
	for _, step := range []struct {
		say     string
		keys    []ed25519.PrivateKey
		replace bool
		refused bool
	}{
		{"the first process", given(t, '1'), false, false},
		{"the second one", given(t, '1'), false, false},
		{"one with another key", given(t, '2'), false, true},
		{"everyone learns the new key", given(t, '1', '2'), false, false},
		{"the new key signs", given(t, '2', '1'), false, false},
		{"the old one is forgotten", given(t, '2'), false, false},
		{"a process that was left behind", given(t, '1'), false, true},
		{"the key was stolen", given(t, '3'), true, false},
	} {
		err := AgreeOnKey(t.Context(), db, 1, step.keys, step.replace)
		if step.refused != fault.Is(err, fault.Invalid) || !step.refused && err != nil {
			t.Errorf("%s: %v", step.say, err)
		}
	}
}

// TestChangeOfKey: a token and a cookie of the old key are valid while it is among the keys, and no longer.
func TestChangeOfKey(t *testing.T) {
	now := time.Now
	one, two := given(t, '1')[0], given(t, '2')[0]
	before, during, after := newKeys(one, nil, now), newKeys(two, []ed25519.PrivateKey{one}, now), newKeys(two, nil,
		now)
	s := account.Session{Person: "p", Gen: 1}
	s.ID = "family"
	token, err := before.access(s)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range map[*keys]bool{before: true, during: true, after: false} {
		_, err := k.verify(token)
		_, _, ok := k.readRefresh(before.refreshToken(s))
		if (err == nil) != want || ok != want {
			t.Errorf("with %d keys: access %v, refresh %v, want %v", len(k.refresh), err, ok, want)
		}
	}
}
