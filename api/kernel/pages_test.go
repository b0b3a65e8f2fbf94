package kernel

import "testing"

func TestOriginOfBadHost(t *testing.T) {
	for host, want := range map[string]string{"kebang.example": "http://kebang.example",
		"[::1]:8080": "http://[::1]:8080", `x" onload="`: "", "a b": "", "": ""} {
		if got := new(Router).Origin(host); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
	if got := (&Router{https: true}).Origin("kebang.example"); got != "https://kebang.example" {
		t.Errorf("https: %q", got)
	}
}
