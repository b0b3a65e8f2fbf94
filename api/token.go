package api

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"kebang/internal/fault"
	"kebang/internal/party"
)

// AccessLife is how long an access token holds.
const AccessLife = 15 * time.Minute

// LoadKey reads the Ed25519 signing key in a data folder, or makes it at the first start (readable by its owner only).
func LoadKey(dir string) (ed25519.PrivateKey, error) {
	path := filepath.Join(dir, "signing.key")
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return makeKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the signing key: %w", err)
	}
	return ParseKey(b)
}

// ParseKey reads a PKCS 8 PEM Ed25519 key, as given by an operator who runs several processes.
func ParseKey(b []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, errors.New("the signing key is not a PEM file")
	}
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("parse the signing key: %w", err)
	}
	key, ok := k.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("the signing key is not an Ed25519 key")
	}
	return key, nil
}

func makeKey(path string) (ed25519.PrivateKey, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	// O_EXCL: of two processes that start at once one makes the key, the other one fails and is started again.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make the signing key: %w", err)
	}
	err = errors.Join(pem.Encode(f, &pem.Block{Type: "PRIVATE KEY", Bytes: der}), f.Sync(), f.Close())
	return key, err
}

type keys struct {
	sign    ed25519.PrivateKey
	refresh []byte
	now     func() time.Time
}

func newKeys(k ed25519.PrivateKey, now func() time.Time) *keys {
	h := sha256.Sum256(append([]byte("kebang refresh tokens v1\x00"), k.Seed()...))
	return &keys{sign: k, refresh: h[:], now: now}
}

type claims struct {
	jwt.RegisteredClaims
	Session    string `json:"sid"`
	Membership string `json:"mid,omitempty"`
}

func (k *keys) access(s party.Session) (string, error) {
	now := k.now()
	return jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{Session: s.ID, Membership: s.Membership, RegisteredClaims: jwt.RegisteredClaims{
		Issuer: "kebang", Subject: s.Person, IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(AccessLife))}}).SignedString(k.sign)
}

func (k *keys) verify(token string) (claims, error) {
	var c claims
	_, err := jwt.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return k.sign.Public(), nil },
		jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithIssuer("kebang"), jwt.WithExpirationRequired(), jwt.WithTimeFunc(k.now))
	if err != nil {
		return c, fault.Wrap(err, fault.Unauthenticated, "token-invalid", "登录已过期，请重新登录。")
	}
	return c, nil
}

// refreshToken is made of the family and the number of the token, so the same number always gives the same token and
// the store needs to keep none.
func (k *keys) refreshToken(s party.Session) string {
	head := s.ID + "." + strconv.FormatInt(s.Gen, 10)
	return head + "." + k.mac(head)
}

func (k *keys) mac(head string) string {
	m := hmac.New(sha256.New, k.refresh)
	m.Write([]byte(head))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

func (k *keys) readRefresh(token string) (family string, gen int64, ok bool) {
	i := strings.LastIndexByte(token, '.')
	if i < 0 || !hmac.Equal([]byte(token[i+1:]), []byte(k.mac(token[:i]))) {
		return "", 0, false
	}
	family, n, _ := strings.Cut(token[:i], ".")
	gen, err := strconv.ParseInt(n, 10, 64)
	return family, gen, err == nil
}

// hashed is how one-time tokens are kept.
func hashed(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}
