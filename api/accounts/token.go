package accounts

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"kebang/internal/account"
	"kebang/internal/fault"
)

// AccessLife is the life of an access token.
const AccessLife = 15 * time.Minute

// audience is the audience of access tokens. A token of the same key for another audience is refused.
const audience = "kebang-api"

type keys struct {
	sign    ed25519.PrivateKey
	all     jwt.VerificationKeySet // the signing key first
	refresh [][]byte               // one for each of all
	now     func() time.Time
}

func newKeys(sign ed25519.PrivateKey, old []ed25519.PrivateKey, now func() time.Time) *keys {
	k := &keys{sign: sign, now: now}
	for _, key := range append([]ed25519.PrivateKey{sign}, old...) {
		h := sha256.Sum256(append([]byte("kebang refresh tokens v1\x00"), key.Seed()...))
		k.refresh = append(k.refresh, h[:])
		k.all.Keys = append(k.all.Keys, key.Public())
	}
	return k
}

type claims struct {
	jwt.RegisteredClaims
	Session    string `json:"sid"`
	Membership string `json:"mid,omitempty"`
}

func (k *keys) access(s account.Session) (string, error) {
	now := k.now()
	return jwt.NewWithClaims(jwt.SigningMethodEdDSA,
		claims{Session: s.ID, Membership: s.Membership, RegisteredClaims: jwt.RegisteredClaims{
			Issuer: "kebang", Audience: jwt.ClaimStrings{audience}, Subject: s.Person,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(AccessLife))}}).SignedString(
		k.sign)
}

func (k *keys) verify(token string) (claims, error) {
	var c claims
	_, err := jwt.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return k.all, nil },
		jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithIssuer("kebang"), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(k.now))
	if err == nil && c.ExpiresAt.After(k.now().Add(2*AccessLife)) {
		err = errors.New("it would hold longer than any token: it was made before the clock was set back")
	}
	if err != nil {
		return c, fault.Cause(err, fault.Unauthenticated, fault.T("token-invalid",
			"登录已过期，请重新登录。",
			"Your sign-in has ended; please sign in again."))
	}
	return c, nil
}

// refreshToken is made of the family and the number of the token. The same number always gives the same token, so the
// store keeps none.
func (k *keys) refreshToken(s account.Session) string {
	head := s.ID + "." + strconv.FormatInt(s.Gen, 10)
	return head + "." + mac(k.refresh[0], head)
}

func mac(key []byte, head string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(head))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

func (k *keys) readRefresh(token string) (family string, gen int64, ok bool) {
	i := strings.LastIndexByte(token, '.')
	if i < 0 || !slices.ContainsFunc(k.refresh,
		func(key []byte) bool { return hmac.Equal([]byte(token[i+1:]), []byte(mac(key, token[:i]))) }) {
		return "", 0, false
	}
	family, n, _ := strings.Cut(token[:i], ".")
	gen, err := strconv.ParseInt(n, 10, 64)
	return family, gen, err == nil
}
