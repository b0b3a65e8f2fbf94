package matcher

// Form writes an analysed document as bytes, for an index that keeps documents outside this process. Only the program
// that wrote them may read them: another one may analyse otherwise, so whoever keeps them keeps the fingerprint of the
// program beside them, and a proof that they are whole.
func (a *Analysed) Form() []byte { return appendAnalysed(nil, a) }

// ReadForm makes the document of what Form wrote; ok is false for anything else that can be told from it. The document
// keeps nothing of the bytes.
func ReadForm(form []byte) (a *Analysed, ok bool) { return readAnalysed(form) }
