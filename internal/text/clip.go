package text

// Clip gives the first n characters of s, for n < 0 the last -n. A … marks the cut.
func Clip(s string, n int) string {
	r := []rune(s)
	switch {
	case n < 0 && len(r) > -n:
		return string(r[len(r)+n:])
	case n >= 0 && len(r) > n:
		return string(r[:n]) + "…"
	}
	return s
}
