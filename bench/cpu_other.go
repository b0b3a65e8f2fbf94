//go:build !unix

package main

import "time"

// cpu is unknown on this system.
func cpu() time.Duration { return 0 }
