package meili

import (
	"testing"

	"kebang/matcher"
	"kebang/matcher/indextest"
)

// TestMeiliIndex is the whole contract of matcher.Index over a real server.
func TestMeiliIndex(t *testing.T) {
	indextest.Test(t, func(t *testing.T) matcher.Index { return opened(t) })
}
