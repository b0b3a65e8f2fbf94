package fault

import "strconv"

// Bytes is a number of bytes in a readable form: "12 KB", rounded up, or "1.5 MB".
type Bytes int64

// String writes the number with its unit.
func (n Bytes) String() string {
	if n < 1<<20 {
		return strconv.FormatInt((int64(n)+1023)/1024, 10) + " KB"
	}
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
}
