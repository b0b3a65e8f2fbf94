package matcher

// Form writes an analysed document as bytes, for an index that keeps documents outside this process. Only the same
// program may read them, because another one may analyse differently. The keeper therefore stores the fingerprint of
// the program and a checksum beside them.
func (a *Analysed) Form() []byte { return appendAnalysed(nil, a) }

// ReadForm reads the output of Form. Ok is false for bytes that are visibly anything else. The document does not refer
// to the bytes.
func ReadForm(form []byte) (a *Analysed, ok bool) { return readAnalysed(form) }
