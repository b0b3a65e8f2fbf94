package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// release is the version of this program by semantic versioning. CHANGELOG.md names it in its newest heading. A store
// written by it is a fixture of the tests, so it changes only with a release.
const release = "0.1.0"

// build names the commit the program was built from; the Makefile sets it.
var build string

// version is the release with the build behind a plus sign, as semantic versioning writes build metadata.
func version() string {
	if build == "" {
		return release
	}
	return release + "+" + build
}

func runVersion(_ context.Context, c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	goVersion := ""
	if b, ok := debug.ReadBuildInfo(); ok {
		goVersion = b.GoVersion
	}
	_, err := fmt.Fprintln(c.out, "kebang", version(), goVersion)
	return err
}
