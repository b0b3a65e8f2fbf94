package frontend

import (
	"io/fs"
	"strings"
	"testing"
)

// The binary must always have a page to show, with or without Node.js at build time.
func TestAppHasIndex(t *testing.T) {
	pages, built := App()
	index, err := fs.ReadFile(pages, "index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(index), "科榜") {
		t.Error("index.html does not name the product")
	}
	if script := strings.Contains(string(index), "<script"); script != built {
		t.Errorf("index.html has scripts = %v, built = %v", script, built)
	}
}

// The page policy forbids inline scripts, so none may be in the page.
func TestNoInlineScript(t *testing.T) {
	pages, _ := App()
	index, err := fs.ReadFile(pages, "index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(index), "<script")[1:] {
		if head, _, _ := strings.Cut(part, ">"); !strings.Contains(head, "src=") {
			t.Errorf("inline script: <script%s>", head)
		}
	}
}
