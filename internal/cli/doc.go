// Package cli is the command line: verbs, flags, exit codes, progress, and the
// words that go to the terminal.
//
// Rules of its output: the result goes to standard output and nothing else
// does; talk, warnings and progress go to standard error; messages begin in
// lower case, end without a full stop, and say what to do next in a line that
// begins with "hint:". Colour and progress appear on a terminal only and obey
// NO_COLOR. Output files are written whole or not at all.
//
// It analyses nothing and knows no log format.
package cli
