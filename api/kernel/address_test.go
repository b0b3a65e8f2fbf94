package kernel

import (
	"net/http/httptest"
	"testing"
)

func TestAddressBehindProxies(t *testing.T) {
	tests := []struct {
		name, proxies, from, forwarded, want string
	}{
		{"no proxy", "", "10.1.2.3:5", "8.8.8.8", "10.1.2.3"},
		{"the proxy", "10.0.0.5", "10.0.0.5:5", "10.9.9.9", "10.9.9.9"},
		{"a range of proxies", "172.31.87.0/24", "172.31.87.9:5", "192.168.1.7", "192.168.1.7"},
		{"a client of the intranet says who he is", "10.0.0.5", "10.0.0.6:5", "1.2.3.4", "10.0.0.6"},
		{"appended to what the client wrote", "10.0.0.5", "10.0.0.5:5", "1.2.3.4, 10.7.7.7", "10.7.7.7"},
		{"loopback is nobody special", "10.0.0.5", "127.0.0.1:5", "1.2.3.4", "127.0.0.1"},
		{"two proxies", "10.0.0.5, 10.0.0.6", "10.0.0.6:5", "10.7.7.7, 10.0.0.5", "10.7.7.7"},
		{"IPv6", "fd00::/8", "[fd00::1]:5", "2001:db8:1:2::9", "2001:db8:1:2::9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			proxies, err := ParseProxies(tt.proxies)
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = tt.from
			r.Header.Set("X-Forwarded-For", tt.forwarded)
			if got := addressBy(proxies)(r); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
	for _, bad := range []string{"1", "true", "0.0.0.0/0", "::/0", "proxy.example.org", "10.0.0.5/33"} {
		if _, err := ParseProxies(bad); err == nil {
			t.Errorf("%s is taken for addresses", bad)
		}
	}
}

func TestCountedAddress(t *testing.T) {
	for address, want := range map[string]string{"10.1.2.3": "10.1.2.3", "::ffff:10.1.2.3": "10.1.2.3",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::1":      "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "", "words": "words"} {
		if got := counted(address); got != want {
			t.Errorf("%s counts as %s, want %s", address, got, want)
		}
	}
}
