package pages

import (
	"net/http"
	"testing"
)

func TestOriginOfBadHost(t *testing.T) {
	for host, want := range map[string]string{"kebang.example": "http://kebang.example",
		"[::1]:8080": "http://[::1]:8080", `x" onload="`: "", "a b": "", "": ""} {
		if got := origin(false, &http.Request{Host: host}); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
}
