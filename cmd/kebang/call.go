package main

import (
	"errors"
	"flag"
	"io"
	"os"
	"strings"

	"kebang/internal/fault"
)

// call is one command line: its flags, its operands and where it writes.
type call struct {
	cmd      command
	flags    *flag.FlagSet
	args     []string
	operands []string
	out, err io.Writer
	data     string
	mongo    string
	meili    string
	prefix   string // of the index names
}

func newCall(cmd command, args []string, out, errw io.Writer) *call {
	c := &call{cmd: cmd, flags: flag.NewFlagSet("kebang "+cmd.name, flag.ContinueOnError), args: args, out: out,
		err: errw}
	c.flags.SetOutput(errw)
	return c
}

// withData declares where the market is kept, with the environment defaults.
func (c *call) withData() *call {
	dir := os.Getenv("KEBANG_DATA")
	if dir == "" {
		dir = "data"
	}
	c.flags.StringVar(&c.data, "data", dir, "folder of the market (environment KEBANG_DATA)")
	c.mongo = os.Getenv("KEBANG_MONGO_URL") // the flag has no default: help would print the password in it
	c.flags.Func("mongo-url",
		"MongoDB to keep the market in instead, e.g. mongodb://host/kebang?replicaSet=rs0 (environment "+
			"KEBANG_MONGO_URL)", func(url string) error {
			c.mongo = url
			return nil
		})
	return c.withIndex()
}

// withIndex declares where the search index is.
func (c *call) withIndex() *call {
	c.flags.StringVar(&c.meili, "meili-url", os.Getenv("KEBANG_MEILI_URL"),
		"Meilisearch to search with instead of the memory of this process, e.g. http://host:7700 (environment "+
			"KEBANG_MEILI_URL; its API key in KEBANG_MEILI_KEY)")
	c.flags.StringVar(&c.prefix, "meili-prefix", env("KEBANG_MEILI_PREFIX", "kebang"),
		"prefix of the index names on Meilisearch (environment KEBANG_MEILI_PREFIX)")
	return c
}

// place is what the flags name. The key of Meilisearch comes from the environment alone: other users of a machine can
// read command lines.
func (c *call) place() place {
	return place{dir: c.data, mongo: c.mongo, meili: c.meili, prefix: c.prefix, key: os.Getenv("KEBANG_MEILI_KEY")}
}

// parse reads flags before, between and after the operands; "--" ends the flags. The number of operands is checked:
// most < 0 means any.
func (c *call) parse(least, most int) error {
	rest := c.args
	for len(rest) > 0 {
		if rest[0] == "--" {
			c.operands = append(c.operands, rest[1:]...)
			break
		}
		if !strings.HasPrefix(rest[0], "-") || rest[0] == "-" {
			c.operands = append(c.operands, rest[0])
			rest = rest[1:]
			continue
		}
		if err := c.flags.Parse(rest); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return fault.Of(fault.Invalid, fault.T("help",
					"用法：kebang %s [flags] %s", "Usage: kebang %s [flags] %s"), c.cmd.name, c.cmd.operands)
			}
			return fault.Cause(err, fault.Invalid, fault.T("flag",
				"参数有误，请用 --help 查看。", "A flag is wrong; see --help."))
		}
		if c.flags.NArg() == len(rest) {
			break
		}
		rest = c.flags.Args()
	}
	if n := len(c.operands); n < least || most >= 0 && n > most {
		return fault.Of(fault.Invalid, fault.T("operands",
			"操作对象的个数不对，用法：kebang %s [flags] %s",
			"The number of operands is wrong; usage: kebang %s [flags] %s"), c.cmd.name, c.cmd.operands)
	}
	return nil
}
