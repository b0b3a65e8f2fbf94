package text

// Clip gives the first n characters of s, or for n < 0 the last -n, and marks with … what is left out.
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
