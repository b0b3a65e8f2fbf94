package accounts_test

import (
	"testing"

	"kebang/api"
	"kebang/api/apitest"
	"kebang/api/kernel"
)

// TestSignInCountsLinesNotAddresses: one line of IPv6 has 2^64 addresses, and gets as many tries as one of IPv4.
func TestSignInCountsLinesNotAddresses(t *testing.T) {
	proxies, _ := kernel.ParseProxies("127.0.0.1")
	ts := apitest.New(t, func(c *api.Config) { c.Proxies, c.SignInPerMinute = proxies, 2 })
	try := func(from string) int {
		return ts.Do("POST", "/session", "", map[string]string{"account": "nobody", "password": "x"}, "X-Forwarded-For",
			from).Status
	}
	for i, want := range []int{401, 401, 429, 429} {
		if got := try("2001:db8:1:2::" + string(rune('1'+i))); got != want {
			t.Errorf("try %d: %d, want %d", i, got, want)
		}
	}
	if got := try("2001:db8:1:3::1"); got != 401 {
		t.Errorf("another line: %d", got)
	}
}
