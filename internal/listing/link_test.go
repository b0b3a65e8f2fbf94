package listing

import "testing"

func TestCheckLink(t *testing.T) {
	for link, ok := range map[string]bool{
		"": true, "https://kjj.example.gov.cn/a?b=1": true, "HTTP://example.org": true, "县科技局2026年征集": true,
		"来源：县局网站": true, "www.example.org/a:b": true,
		"javascript:alert(1)": false, " JavaScript:alert(1)": false, "java\tscript:alert(1)": false,
		"java\u200bscript:x": false, "data:text/html,x": false, "file:///etc/passwd": false,
		"//evil.example.org": false, "vbscript:x": false, `\\host\share`: false, "mailto:a@b": false,
	} {
		if err := CheckLink(link); (err == nil) != ok {
			t.Errorf("%q: %v, want ok: %v", link, err, ok)
		}
	}
}
