package form

import "kebang/internal/listing"

// namedModes are the names that a cell is compared with.
var namedModes = func() map[listing.Mode]string {
	out := map[listing.Mode]string{}
	for _, t := range listing.Modes {
		out[listing.Mode(t.Code)] = t.Zh
	}
	return out
}()
