package xls

import (
	"bytes"
	"testing"
)

func TestSmallStreams(t *testing.T) {
	if _, err := Streams(bytes.Repeat([]byte{0xff}, 4096)); err == nil {
		t.Error("noise was read as a compound file")
	}
}
