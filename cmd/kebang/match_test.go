package main

import "testing"

func TestBar(t *testing.T) {
	for _, c := range []struct {
		done, total int
		want        string
	}{
		{0, 0, "重新匹配 [······························]   0% 0/0"},
		{1, 2, "重新匹配 [███████████████···············]  50% 1/2"},
		{9, 9, "重新匹配 [██████████████████████████████] 100% 9/9"},
	} {
		if got := bar("重新匹配", c.done, c.total); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.done, c.total, got, c.want)
		}
	}
}
