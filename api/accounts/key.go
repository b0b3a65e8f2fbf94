package accounts

import (
	"bytes"
	"context"
	"crypto/ed25519"
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
	"runtime"
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

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
	if st, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && st.Mode().Perm()&0o077 != 0 {
		return nil, fault.Of(fault.Unavailable, fault.T("signing-key-readable",
			"签名密钥文件 %s 能被其他用户读取，读到的人可以冒充任何账号。请确认没有外泄后执行 chmod 600 %s；怀疑外泄时请删除该文件，大家须重新登录一次。",
			"Other users can read the signing key %s, and who reads it can act as anybody. If nobody has, run chmod "+
				"600 %s; if in doubt, delete the file: everybody then signs in anew."), path, path)
	}
	return ParseKey(b)
}

// ParseKeys reads the keys of an operator for several processes, the newest first. There is one key, or several
// separated by commas while it is being changed. Each is 32 random bytes in base64 (openssl rand -base64 32). The text
// of a PKCS 8 PEM file is one key. An error never repeats the text.
func ParseKeys(text string) ([]ed25519.PrivateKey, error) {
	if strings.Contains(text, "-----BEGIN") {
		key, err := ParseKey([]byte(text))
		if err != nil {
			return nil, badKey
		}
		return []ed25519.PrivateKey{key}, nil
	}
	var out []ed25519.PrivateKey
	for _, part := range strings.Split(text, ",") {
		seed, err := base64.StdEncoding.DecodeString(strings.TrimSpace(part))
		if err != nil || len(seed) != ed25519.SeedSize || len(bytes.Trim(seed, string(seed[:1]))) == 0 {
			return nil, badKey
		}
		out = append(out, ed25519.NewKeyFromSeed(seed))
	}
	return out, nil
}

var badKey = fault.Of(fault.Invalid, fault.T("signing-key",
	"签名密钥的写法不对：请用 openssl rand -base64 32 生成一个，写入 KEBANG_SIGNING_KEY（更换期间写成“新,旧”）。",
	"The signing key is malformed: make one with openssl rand -base64 32 for KEBANG_SIGNING_KEY (“new,old” while it "+
		"is changed)."))

// signer names the signing key of a store's processes, by the hash of its public half.
type signer struct {
	store.Meta
	Print string `json:"print"`
	At    int64  `json:"at"` // UTC ms
}

var signers = store.Define(store.Def[signer]{Name: "signers", Shape: 2, Oldest: 2,
	Noun: vocab.Noun("签名密钥", "signing key"),
	Meta: func(s *signer) *store.Meta { return &s.Meta }})

func fingerprint(k ed25519.PrivateKey) string {
	sum := sha256.Sum256(k.Public().(ed25519.PublicKey))
	return hex.EncodeToString(sum[:])
}

// AgreeOnKey makes sure that the processes of a store sign and verify alike. The first key becomes the store's when
// there is none yet, when the present one is among the others, or with replace. A process with another key is refused.
// Otherwise people would be signed out whenever their request reached that process.
func AgreeOnKey(ctx context.Context, db store.Engine, now int64, keys []ed25519.PrivateKey, replace bool) error {
	mine := signer{Meta: store.Meta{ID: "access", Market: store.National}, Print: fingerprint(keys[0]), At: now}
	agree := func(tx store.Tx) error {
		is, err := signers.Get(tx, store.National, mine.ID)
		switch {
		case fault.Is(err, fault.NotFound):
			next := mine
			return signers.Insert(tx, &next)
		case err != nil || is.Print == mine.Print:
			return err
		case !replace && !slices.ContainsFunc(keys[1:],
			func(k ed25519.PrivateKey) bool { return fingerprint(k) == is.Print }):
			return fault.Of(fault.Invalid, fault.T("signing-key-differs",
				"这个进程的签名密钥（KEBANG_SIGNING_KEY）与同一数据库的其他进程不同，登录会时有时无：请给所有进程同一个密钥。若要更换，请写成“新,旧”逐个重启；旧密钥已泄露或丢失时，停止所有进程后"+
					"以 --replace-key 启动一次，大家须重新登录。",
				"This process has another signing key (KEBANG_SIGNING_KEY) than the others of the database, so "+
					"sign-ins come and go: give all the same one. To change it write “new,old” and restart one by "+
					"one; if the old one is lost, stop all and start once with --replace-key."))
		}
		next := mine
		next.Meta = is.Meta
		return signers.Update(tx, &next)
	}
	err := db.Run(ctx, agree)
	if fault.Is(err, fault.Conflict) { // another process wrote it first, so it can be compared now
		err = db.Run(ctx, agree)
	}
	return err
}

// ParseKey reads a PKCS 8 PEM Ed25519 key.
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
	// O_EXCL: of two processes that start at once, one makes the key. The other fails and is started again.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make the signing key: %w", err)
	}
	err = errors.Join(pem.Encode(f, &pem.Block{Type: "PRIVATE KEY", Bytes: der}), f.Sync(), f.Close())
	return key, err
}
