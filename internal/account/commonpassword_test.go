package account

import (
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/party"
)

func TestCommonPasswords(t *testing.T) {
	if n := len(commonPasswords()); n < 10_000 {
		t.Fatalf("only %d common passwords", n)
	}
	market := party.MarketForm{Name: "镇康县技术市场", RegionCode: "530924"}
	tests := []struct {
		password string
		at       string // a part of the expected sentence; empty when the password is accepted
	}{
		{"password12", "常见密码"},
		{"1234567890a", "常见密码"},
		{"qwerty1234", "常见密码"},
		{"P@ssw0rd123", "常见密码"},
		{"1qaz2wsx3edc", "常见密码"},
		{"iloveyou99", "常见密码"},
		{"Kebang2026!", "平台"},
		{"kebang@2026", "平台"},
		{"科榜2026abc!", "平台"},
		{"Zhenkang2026", "平台"},
		{"zhenkangxian1", "平台"},
		{"镇康县2026abc", "平台"},
		{"short-1", "至少10个字符"},
		{"wang.wu-2026-x", "登录名"},
		{"Sugar-and-tea-2026", ""},
		{"Zhenkang-2026-market", ""},
		{"correct-horse-9", ""},
		{"甘蔗与茶叶二零二六9", ""},
		{"kx7p9-bq2mw-hh3ta", ""},
	}
	for _, tt := range tests {
		t.Run(tt.password, func(t *testing.T) {
			var bad fault.Fields
			checkPassword(&bad, "/new", "wang.wu", tt.password, namesOf(market))
			err := bad.Fault(fault.T("password-invalid", "密码未修改。", ""))
			if tt.at == "" && err != nil || tt.at != "" && (err == nil || !strings.Contains(err.Error(), tt.at)) {
				t.Errorf("%v, want %q", err, tt.at)
			}
		})
	}
	// The loop takes every common password that the other rules would accept.
	for _, p := range commonPasswords() {
		if !common(p) {
			t.Fatalf("%s is taken", p)
		}
	}
	for range 2000 {
		if p := OneTimePassword(); common(p) {
			t.Errorf("the random password %s is refused", p)
		}
	}
}

func common(p string) bool { _, yes := guessable(p, nil); return yes }
