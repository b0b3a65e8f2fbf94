package kernel

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
)

func TestDisposition(t *testing.T) {
	got := disposition("attachment", "技术需求\"; x=\r\n.xlsx")
	if strings.ContainsAny(got, "\r\n") || !strings.Contains(got, "filename*=UTF-8''%E6%8A%80") {
		t.Error(got)
	}
	var w bytes.Buffer
	if err := (http.Header{"Content-Disposition": {got}}).Write(&w); err != nil ||
		strings.Count(w.String(), "\n") != 1 {
		t.Errorf("%q", w.String())
	}
}
