package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"

	"kebang/internal/fault"
)

// Pair is the key pair of an owner of sealed material, as it is stored.
type Pair struct {
	Public  string `json:"public"`  // age recipient
	Wrapped []byte `json:"wrapped"` // the private half, encrypted to the seal key
	Key     string `json:"key"`     // age recipient of that seal key
}

// Key is a private age key.
type Key = age.X25519Identity

// NewKey makes a key.
func NewKey() (*Key, error) { return age.GenerateX25519Identity() }

// Keeper holds the seal keys of a process. The zero value holds none and says so whenever one is needed.
type Keeper struct {
	keys []*Key // the first wraps, all unwrap
	why  error  // why there is none
}

// Use gives the keeper its keys, the newest first, or the reason why there is none. It must be done before the first
// use.
func (k *Keeper) Use(keys []*Key, why error) { k.keys, k.why = keys, why }

var (
	textNone = fault.T("seal-key-missing", "本程序没有密封密钥，不能密封或开启申报材料；什么都没有改变。请把密封密钥放回数据文件夹的 keys/seal.key，"+
		"或用 KEBANG_SEAL_KEY_FILE 指明，然后重新启动。",
		"This process has no seal key, so nothing can be sealed or opened; nothing was changed. Put it back as "+
			"keys/seal.key in the data folder, or name it with KEBANG_SEAL_KEY_FILE, and start again.")
	textOther = fault.T("seal-key-other", "材料是用另一把密封密钥密封的（%s），本程序打不开；什么都没有改变。请把保险柜中的那把密钥加入密封密钥文件，每行一把，然后重新启动。",
		"The material is sealed with another seal key (%s) and cannot be opened; nothing was changed. Add that key "+
			"from the safe to the file of the seal key, one a line, and start again.")
	textAltered = fault.T("seal-altered", "密封的材料被改动过，不能打开；什么都没有改变。请从备份恢复这条记录。",
		"The sealed material was altered and cannot be opened; nothing was changed. Restore the record from a backup.")
)

// ErrAltered refuses material that was changed after it was sealed, or that was sealed for somebody else.
var ErrAltered = fault.Of(fault.WrongState, textAltered)

// Ready is nil when new material can be sealed.
func (k *Keeper) Ready() error {
	if len(k.keys) > 0 {
		return nil
	}
	if k.why != nil {
		return k.why
	}
	return fault.Of(fault.Unavailable, textNone)
}

// Holds is nil when the private half of a pair can be unwrapped.
func (k *Keeper) Holds(p Pair) error {
	_, err := k.key(p)
	return err
}

func (k *Keeper) key(p Pair) (*Key, error) {
	if err := k.Ready(); err != nil {
		return nil, err
	}
	for _, x := range k.keys {
		if x.Recipient().String() == p.Key {
			return x, nil
		}
	}
	return nil, fault.Of(fault.Unavailable, textOther, p.Key)
}

// Pair makes a key pair.
func (k *Keeper) Pair() (Pair, error) {
	if err := k.Ready(); err != nil {
		return Pair{}, err
	}
	id, err := NewKey()
	if err != nil {
		return Pair{}, err
	}
	to := k.keys[0].Recipient()
	wrapped, err := encrypt([]byte(id.String()), to)
	return Pair{Public: id.Recipient().String(), Wrapped: wrapped, Key: to.String()}, err
}

func (k *Keeper) unwrap(p Pair) (*Key, error) {
	key, err := k.key(p)
	if err != nil {
		return nil, err
	}
	text, err := decrypt(p.Wrapped, key)
	if err != nil {
		return nil, err
	}
	id, err := age.ParseX25519Identity(string(text))
	if err != nil || id.Recipient().String() != p.Public {
		return nil, ErrAltered
	}
	return id, nil
}

// Seal encrypts to all the pairs; the private half of any of them opens it.
func Seal(plain []byte, to ...Pair) ([]byte, error) {
	rs, err := recipients(to)
	if err != nil {
		return nil, err
	}
	return encrypt(plain, rs...)
}

// Open decrypts with the private half of a pair.
func (k *Keeper) Open(sealed []byte, with Pair) ([]byte, error) {
	id, err := k.unwrap(with)
	if err != nil {
		return nil, err
	}
	return decrypt(sealed, id)
}

// Reader encrypts a stream to all the pairs.
func Reader(plain io.Reader, to ...Pair) (io.Reader, error) {
	rs, err := recipients(to)
	if err != nil {
		return nil, err
	}
	return age.EncryptReader(plain, rs...)
}

// Header splits the head off a sealed stream. The head holds the key of the stream, sealed to the pairs.
func Header(sealed io.Reader) (head []byte, all io.Reader, err error) {
	var read bytes.Buffer
	head, err = age.ExtractHeader(io.TeeReader(sealed, &read))
	return head, io.MultiReader(&read, sealed), err
}

// StreamKey is the key of one sealed stream. It opens that stream and nothing else.
func (k *Keeper) StreamKey(head []byte, with Pair) ([]byte, error) {
	id, err := k.unwrap(with)
	if err != nil {
		return nil, err
	}
	key, err := age.DecryptHeader(head, id)
	return key, altered(err)
}

// OpenStream decrypts a whole stream with its own key. It gives nothing of a stream that was altered.
func OpenStream(sealed io.Reader, key []byte) ([]byte, error) {
	return decryptFrom(sealed, age.NewInjectedFileKeyIdentity(key))
}

func recipients(to []Pair) ([]age.Recipient, error) {
	out := make([]age.Recipient, len(to))
	for i, p := range to {
		r, err := age.ParseX25519Recipient(p.Public)
		if err != nil {
			return nil, fmt.Errorf("seal: %w", err)
		}
		out[i] = r
	}
	return out, nil
}

func encrypt(plain []byte, to ...age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to...)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	return out.Bytes(), err
}

func decrypt(sealed []byte, with age.Identity) ([]byte, error) {
	return decryptFrom(bytes.NewReader(sealed), with)
}

func decryptFrom(sealed io.Reader, with age.Identity) ([]byte, error) {
	r, err := age.Decrypt(sealed, with)
	if err != nil {
		return nil, altered(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, altered(err)
	}
	return plain, nil
}

func altered(err error) error {
	if err == nil || errors.Is(err, ErrAltered) {
		return err
	}
	return fault.Cause(err, fault.WrongState, textAltered)
}

// Parse reads the text of a seal key file: age identities, one a line, the newest first. Lines that begin with # are
// remarks. An error never repeats the text.
func Parse(text string) ([]*Key, error) {
	ids, err := age.ParseIdentities(strings.NewReader(text))
	bad := fault.Of(fault.Invalid, fault.T("seal-key", "密封密钥文件的写法不对：每行一把以 AGE-SECRET-KEY-1 开头的密钥，最新的在前。",
		"The file of the seal key is malformed: one key a line, each beginning with AGE-SECRET-KEY-1, the newest "+
			"first."))
	if err != nil {
		return nil, bad
	}
	var out []*Key
	for _, id := range ids {
		x, ok := id.(*Key)
		if !ok {
			return nil, bad
		}
		out = append(out, x)
	}
	return out, nil
}
