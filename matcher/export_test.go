package matcher

// SetWeight changes the weight of a part until the returned function is called; for measuring what a part gives.
func SetWeight(name string, w float64) (undo func()) {
	for i := range weights {
		if weights[i].name == name {
			old := weights[i].weight
			weights[i].weight = w
			return func() { weights[i].weight = old }
		}
	}
	panic("no part " + name)
}

// WithoutSynonyms switches the concepts off until the returned function is called.
func WithoutSynonyms() (undo func()) {
	old := lexicon
	lexicon = func() *Lexicon { return newLexicon(nil) }
	return func() { lexicon = old }
}

// WithoutKin makes different industries strangers until the returned function is called.
func WithoutKin() (undo func()) {
	old := kin
	kin = func() map[[2]string]bool { return nil }
	return func() { kin = old }
}
