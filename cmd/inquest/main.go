// Command inquest reads logs and writes a root-cause report in which every
// sentence points to the lines that prove it.
package main

import (
	"os"

	"golang.org/x/term"

	"inquest/internal/cli"
)

// version is set by the build (-ldflags "-X main.version=...").
var version = "dev"

func main() {
	paceHeap()
	os.Exit(cli.Run(os.Args[1:], version, cli.IO{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTTY:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTTY: term.IsTerminal(int(os.Stdout.Fd())),
		ErrTTY: term.IsTerminal(int(os.Stderr.Fd())),
		Env:    os.Getenv,
	}))
}
