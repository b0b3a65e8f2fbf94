package main

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"
)

// less runs a command with less of the processors when there are not enough for all.
func less() []string {
	if path, err := exec.LookPath("nice"); err == nil {
		return []string{path, "-n", "10"}
	}
	return nil
}

// beside runs lists of commands at the same time. The commands of one list follow one another, each also after one that
// failed. What a command prints comes out whole when it ends, so that no two mix. It tells how many commands failed.
func beside(w io.Writer, lists [][][]string) (failed int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, list := range lists {
		all.Go(func() {
			for _, command := range list {
				name, start := command[len(command)-1], time.Now()
				mu.Lock()
				fmt.Fprintf(w, "start  %s\n", name)
				mu.Unlock()
				var out bytes.Buffer
				cmd := exec.Command(command[0], command[1:]...)
				cmd.Stdout, cmd.Stderr = &out, &out
				err := cmd.Run()
				mu.Lock()
				_, _ = out.WriteTo(w)
				if err != nil {
					failed++
					fmt.Fprintf(w, "FAIL: %s: %v\n", name, err)
				}
				fmt.Fprintf(w, "end    %s (%.0f s)\n", name, time.Since(start).Seconds())
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return failed
}

// targets makes the lists of beside from arguments that each name targets: "a b" becomes COMMAND a, then COMMAND b. All
// lists but the first begin with behind, which lets the first one go before.
func targets(lists, behind, command []string) (out [][][]string) {
	for i, list := range lists {
		if i == 1 {
			command = slices.Concat(behind, command)
		}
		var commands [][]string
		for target := range strings.FieldsSeq(list) {
			commands = append(commands, append(slices.Clone(command), target))
		}
		out = append(out, commands)
	}
	return out
}
