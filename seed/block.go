package seed

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"kebang/internal/money"
)

//go:embed data
var texts embed.FS

// block is one record of a data file: "[name] title" and "key: value" lines, in their order.
type block struct {
	file, name, title string
	lines             []line
}

type line struct{ key, value string }

// read gives the blocks of a data file. Lines that begin with # are remarks; a line without a key goes on with the
// value above it.
func read(file string) ([]block, error) {
	raw, err := texts.ReadFile("data/" + file)
	if err != nil {
		return nil, err
	}
	var out []block
	for n, text := range strings.Split(string(raw), "\n") {
		text = strings.TrimSpace(text)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(text, "["); ok {
			name, title, ok := strings.Cut(rest, "]")
			if !ok {
				return nil, fmt.Errorf("%s line %d: no ] in %q", file, n+1, text)
			}
			out = append(out, block{file: file, name: strings.TrimSpace(name), title: strings.TrimSpace(title)})
			continue
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("%s line %d: no record yet", file, n+1)
		}
		b := &out[len(out)-1]
		key, value, ok := strings.Cut(text, ": ")
		if ok && strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			b.lines = append(b.lines, line{key, strings.TrimSpace(value)})
			continue
		}
		if len(b.lines) == 0 {
			return nil, fmt.Errorf("%s line %d: %q belongs to no key", file, n+1, text)
		}
		b.lines[len(b.lines)-1].value += "\n" + text
	}
	return out, nil
}

// get is the value of a key, empty when it is not there.
func (b *block) get(key string) string {
	for _, l := range b.lines {
		if l.key == key {
			return l.value
		}
	}
	return ""
}

// all are the values of a key that may stand several times.
func (b *block) all(key string) []string {
	var out []string
	for _, l := range b.lines {
		if l.key == key {
			out = append(out, l.value)
		}
	}
	return out
}

func (b *block) words(key string) []string { return strings.Fields(b.get(key)) }

// number is a whole number; 0 when the key is not there.
func (b *block) number(key string) (int, error) {
	s := b.get(key)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, b.wrong(key, err)
	}
	return n, nil
}

// fen is an amount in 万元; nil when the key is not there.
func (b *block) fen(key string) (*int64, error) {
	s := b.get(key)
	if s == "" {
		return nil, nil
	}
	v, err := money.ParseWan(s)
	if err != nil {
		return nil, b.wrong(key, err)
	}
	return &v, nil
}

func (b *block) wrong(key string, err error) error {
	return fmt.Errorf("%s [%s] %s: %w", b.file, b.name, key, err)
}

// cells cuts "a | b | c" and gives exactly n cells, empty where the line is short.
func cells(s string, n int) []string {
	out := make([]string, n)
	for i, c := range strings.SplitN(s, "|", n) {
		out[i] = strings.TrimSpace(c)
	}
	return out
}
