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

// less runs a command with lower priority when the processors are too few for all.
func less() []string {
	if path, err := exec.LookPath("nice"); err == nil {
		return []string{path, "-n", "10"}
	}
	return nil
}

// beside runs lists of commands in parallel. The commands of one list run one after another, also after a failed one.
// The output of a command appears whole at its end, so that outputs never mix. It returns the number of failed
// commands.
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

// targets makes the lists of beside from arguments with names of targets: "a b" becomes COMMAND a, then COMMAND b. All
// lists except the first begin with behind, which gives priority to the first.
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
