// Package frontend carries the built web pages inside the binary. It must not know the API: package api serves what
// App returns. A build without Node.js still compiles and shows a placeholder page that says what to do.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// App is the file tree of the web pages, with index.html at its root. Built reports whether these are the real pages
// (made by `npm run build` into dist/app); false means the tracked placeholder, a single page without scripts.
func App() (pages fs.FS, built bool) {
	if _, err := fs.Stat(dist, "dist/app/index.html"); err == nil {
		return must(fs.Sub(dist, "dist/app")), true
	}
	return must(fs.Sub(dist, "dist/placeholder")), false
}

// must holds because fs.Sub fails on an invalid path only, and both paths are constants.
func must(f fs.FS, err error) fs.FS {
	if err != nil {
		panic(err)
	}
	return f
}
