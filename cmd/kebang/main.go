// Command kebang runs a county technology market in one process: records, matching, HTTP and pages.
//
// A newcomer follows one path through the code. It is also what path_test.go walks through HTTP, in this order:
//
//  1. post a demand       api demands: POST /demands            -> listing.Desk.Create, then Step(submit)
//  2. an officer passes it                                       -> listing.Desk.Step(publish): listing.published
//  3. the outbox           jobs.Worker.Drain                     -> matcher.Service.OnListing
//  4. candidates, score    matcher.Index.Candidates              -> matcher.Score -> matches with reasons
//  5. a deal               api deals: POST /deals                -> deal.Service.Open, then Step(accept, agree)
//  6. a contract           api contracts: POST /contracts        -> contract.Service.Create, Confirm -> deal.SignTx
//  7. registration         the registrar                         -> registry.Service.Accept, Recognise, Register
//  8. statistics           api stats: GET /stats/contracts       -> stats.Service.Contracts
//
// This package is the only one that wires the others together.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // legal dates are Shanghai dates on machines without zone files too

	"kebang/internal/fault"
)

// Exit codes of every command.
const (
	exitDone    = 0
	exitRefused = 1 // some rows were refused
	exitNothing = 2 // nothing was done
)

// errRefused ends a command with exitRefused after it has reported the rows.
var errRefused = errors.New("some rows were refused")

type command struct {
	name, operands, about string
	run                   func(ctx context.Context, c *call) error
}

var commands []command

func init() { // only to break the initialisation cycle of help, which prints this list
	commands = []command{
		{"serve", "", "run the market (HTTP and pages)", runServe},
		{"import", "demands|achievements|organizations|contracts FILE…", "read 征集表 files, or write a template",
			runImport},
		{"eval", "", "measure the matcher on judged pairs or on a known-item test", runEval},
		{"learn", "", "refit the weights of a match from deals, and prove that a judged set gets no worse", runLearn},
		{"match", "--all", "score all demands and achievements anew, with a progress bar", runMatch},
		{"reindex", "", "build the search index on Meilisearch anew and swap it in, with a progress bar", runReindex},
		{"backup", "FILE", "write everything into one archive, also while the market runs", runBackup},
		{"restore", "FILE [NEW_FOLDER]", "fill an empty folder or database from an archive", runRestore},
		{"check", "", "prove the whole market consistent: files, records, numbers, sums, index; --repair", runCheck},
		{"migrate", "", "migrate an older store and rewrite all records in the newest shape", runMigrate},
		{"reset-password", "ACCOUNT", "give an account a new one-time password", runResetPassword},
		{"seal-key", "print", "print the key of sealed bids once, for the safe of the office", runSealKey},
		{"health", "", "ask a running server whether it is ready (exit 0 or 1)", runHealth},
		{"version", "", "print the version", runVersion},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run executes one command line. Results go to out, progress and warnings to errw.
func run(ctx context.Context, args []string, out, errw io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(errw)
		return exitNothing
	}
	for _, cmd := range commands {
		if cmd.name != args[0] {
			continue
		}
		err := cmd.run(ctx, newCall(cmd, args[1:], out, errw))
		switch {
		case err == nil:
			return exitDone
		case errors.Is(err, errRefused):
			return exitRefused
		}
		fmt.Fprintln(errw, "kebang: "+sentence(err))
		return exitNothing
	}
	fmt.Fprintf(errw, "kebang: 没有命令 %q，可用的命令如下。\n\n", args[0])
	usage(errw)
	return exitNothing
}

func usage(w io.Writer) {
	fmt.Fprint(w, "用法 / usage: kebang COMMAND [flags] [operands]\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-15s %s\n", c.name, c.about)
		if c.operands != "" {
			fmt.Fprintf(w, "  %-15s   operands: %s\n", "", c.operands)
		}
	}
	fmt.Fprint(w,
		"\n`kebang COMMAND --help` lists the flags. --data DIR (environment KEBANG_DATA) names the folder of the "+
			"market,\n--mongo-url URL (environment KEBANG_MONGO_URL) a MongoDB replica set to keep it in instead,\n"+
			"--meili-url URL (environment KEBANG_MEILI_URL) a Meilisearch to search with.\n")
}

// sentence is what a person at a terminal reads: the Chinese sentence of a fault with its fields, else the plain error.
func sentence(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err.Error()
	}
	s := f.Msg
	for _, x := range f.Fields {
		s += "\n  " + x.Pointer + " " + x.Msg
	}
	if cause := errors.Unwrap(f); cause != nil {
		s += "\n  (" + cause.Error() + ")"
	}
	return s
}
