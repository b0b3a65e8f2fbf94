package kernel

import (
	"bufio"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Problems are the possible codes of each operation, by status. Those of AnyOperation come from the guard, the router
// or the checks of shape, so every operation has them.
type Problems map[string]map[int][]string

// AnyOperation stands for all operations.
const AnyOperation = "any"

// ParseProblems reads lines of an operation, a status and its codes.
func ParseProblems(text string) (Problems, error) {
	out := Problems{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if len(words) < 3 {
			return nil, fmt.Errorf("line %d: want operation, status, codes", n)
		}
		status, err := strconv.Atoi(words[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		for _, code := range words[2:] {
			out.Add(words[0], status, code)
		}
	}
	return out, lines.Err()
}

// Has reports whether an operation may answer with a code.
func (p Problems) Has(operation string, status int, code string) bool {
	return slices.Contains(p[operation][status], code) || slices.Contains(p[AnyOperation][status], code)
}

// Add notes a code once, in order.
func (p Problems) Add(operation string, status int, code string) {
	if p[operation] == nil {
		p[operation] = map[int][]string{}
	}
	if i, known := slices.BinarySearch(p[operation][status], code); !known {
		p[operation][status] = slices.Insert(p[operation][status], i, code)
	}
}

// describe adds its problems to an operation of the document.
func (p Problems) describe(op map[string]any, operation string) {
	responses := dig(op, "responses")
	codes := map[string]any{}
	for status, list := range p[operation] {
		key := strconv.Itoa(status)
		codes[key] = list
		responses[key] = map[string]any{
			"description": http.StatusText(status) + ": " + strings.Join(list, ", "),
			"content": map[string]any{"application/problem+json": map[string]any{
				"schema": map[string]any{"$ref": "#/components/schemas/Problem"}}},
		}
	}
	op["x-problem-codes"] = codes
}
