package meili

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"kebang/matcher"
)

// A document carries the output of matcher.Analyse. Another process, or this one after it has forgotten the document,
// then need not analyse it again. The form counts only for the same program and the fingerprint beside it, and when it
// is complete. A checksum before it proves all three. Any other document is analysed from its Doc.

const formProof = 16 // bytes of SHA-256

var formText = base64.RawStdEncoding

// forms writes and reads analysed documents of one program. The zero value does neither.
type forms struct{ program [32]byte }

func (f forms) off() bool { return f.program == [32]byte{} }

// by names the program in its documents.
func (f forms) by() string {
	if f.off() {
		return ""
	}
	return hex.EncodeToString(f.program[:4])
}

func (f forms) write(d *matcher.Analysed, sum string) string {
	if f.off() {
		return ""
	}
	form := d.Form()
	return formText.EncodeToString(append(f.proof(sum, form), form...))
}

// read gives nil for the form of another program, for another fingerprint, and for a damaged or absent form.
func (f forms) read(s, sum string) *matcher.Analysed {
	b, err := formText.DecodeString(s)
	if err != nil || len(b) < formProof || f.off() {
		return nil
	}
	form := b[formProof:]
	if string(f.proof(sum, form)) != string(b[:formProof]) {
		return nil
	}
	d, ok := matcher.ReadForm(form)
	if !ok {
		return nil
	}
	return d
}

func (f forms) proof(sum string, form []byte) []byte {
	h := sha256.New()
	h.Write(f.program[:])
	h.Write([]byte(sum))
	h.Write([]byte{0})
	h.Write(form)
	return h.Sum(nil)[:formProof]
}
