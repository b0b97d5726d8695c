package finding

import (
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/record"
)

// ending is how a build ended.
type ending uint8

const (
	endNone ending = iota
	endFailed
	endSucceeded
	endHosted // a mark of a host of builds: it is one, and nothing is said of its end
)

// The words by which tools that build or test say how they ended. A final one is
// said by who ran the tool, and counts whatever came before. Nearly all stand at the
// begin of a line; those that may stand behind something else have a word by which
// a line without them is known fast.
var (
	failedFinalRE = lazy.Compile(`^(?:Finished: (?:FAILURE|UNSTABLE|ABORTED)\b|##\[error\]|ERROR: Job failed\b|The command ".*" (?:exited with|failed and exited with) [1-9]|The build (?:failed|errored))`)
	goodFinalRE   = lazy.Compile(`^(?:Finished: SUCCESS\b|Job succeeded\b)`)
	failedRE      = lazy.Compile(`^(?:(?:\[[A-Z]+\] )?BUILD (?:FAILURE|FAILED)\b|FAILURE: Build failed|Build FAILED\.?$|make(?:\[\d+\])?: \*\*\* |ninja: build stopped|npm ERR! |error: could not compile|error: aborting due to|FAILED \((?:failures|errors)=|FAIL\t\S+|=+ .*\b\d+ (?:failed|errors?)\b.* in [\d.]+ ?s.*=+$|Tests:\s+\d+ failed|test result: FAILED|\d+ examples?, [1-9]\d* failures?|Build step .* failed|rake aborted!|error Command failed with exit code [1-9]|\[error\] .*Total time|Bazel.*failed|ERROR: Build did NOT complete successfully|CMake Error)`)
	goodRE        = lazy.Compile(`^(?:(?:\[[A-Z]+\] )?BUILD SUCCESS(?:FUL)?\b|Build succeeded\.?$|=+ .*\b\d+ passed\b.* in [\d.]+ ?s.*=+$|OK \(|test result: ok\.|Tests:\s+\d+ passed|INFO: Build completed successfully|ok  \t\S+|\[success\] Total time)`)
	hostedRE      = lazy.Compile(`^##\[(?:group|section|endgroup|command)\]`)

	looseEndings = []looseEnding{
		{"Process completed with exit code ", lazy.Compile(`Process completed with exit code [1-9]\d*`), endFailed, true},
		{"Process completed with exit code 0", lazy.Compile(`Process completed with exit code 0\b`), endSucceeded, true},
		{"Your build exited with ", lazy.Compile(`Your build exited with [1-9]`), endFailed, true},
		{"Your build exited with 0", lazy.Compile(`Your build exited with 0\b`), endSucceeded, true},
		{"marked build as failure", nil, endFailed, false},
		{"exited with ", lazy.Compile(`exited with (?:code|status) [1-9]\d*\.?$`), endFailed, false},
		{"exited with ", lazy.Compile(`exited with (?:code|status) 0\.?$`), endSucceeded, false},
	}
)

// looseEnding is an ending that may stand behind something else on its line.
type looseEnding struct {
	word  string       // a line without it has no such ending
	re    *lazy.Regexp // nil: the word decides
	end   ending
	final bool
}

// endingStarts are the bytes that the endings at the begin of a line begin with.
var endingStarts = func() (t [256]bool) {
	for _, c := range []byte("FPETJ#[Bmneor=tCIO0123456789") {
		t[c] = true
	}
	return t
}()

// maxEnding is the longest line that may say how a build ended, in bytes.
const maxEnding = 400

// endOf reads how a build ended out of a line; final tells that who ran the tool says it.
func endOf(l string) (e ending, final bool) {
	if l == "" || len(l) > maxEnding {
		return endNone, false
	}
	starts := endingStarts[l[0]]
	switch {
	case starts && failedFinalRE.MatchString(l):
		return endFailed, true
	case starts && goodFinalRE.MatchString(l):
		return endSucceeded, true
	}
	loose, final := looseEnd(l)
	switch {
	case loose != endNone && final:
		return loose, true
	case starts && hostedRE.MatchString(l):
		return endHosted, false
	case loose == endFailed || starts && failedRE.MatchString(l):
		return endFailed, false
	case loose == endSucceeded || starts && goodRE.MatchString(l):
		return endSucceeded, false
	}
	return endNone, false
}

// looseEnd is the first ending of a line that may stand behind something else.
func looseEnd(l string) (e ending, final bool) {
	for i := range looseEndings {
		x := &looseEndings[i]
		if strings.Contains(l, x.word) && (x.re == nil || x.re.MatchString(l)) {
			return x.end, x.final
		}
	}
	return endNone, false
}

// Words of lines that tell why.
var (
	colourRE        = lazy.Compile(`\[\d{1,3}(?:;\d{1,3})*m`)
	brokenColourRE  = lazy.Compile(`\[(?:\d{1,3}(?:;\d{1,3})*)?m`)
	stampRE         = lazy.Compile(`^\x{feff}?(?:\[)?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t]`)
	strongRE        = lazy.Compile(`\b[A-Za-z_$][\w.$]*(?:Error|Exception|Failure)\b|(?i:\bfatal\b|\bno space left\b|\bcannot\b|\bcan't\b|\bcould not\b|\bunable\b|\brefused\b|\bdenied\b|\btimed out\b|\bincompatible\b|\bundefined\b|\bmissing\b|\bno such\b|\bwrong version\b|\bnot found\b|\bdoes not exist\b|\bunresolved\b|\bunexpected\b|\bsegmentation fault\b|\bout of memory\b|\bassert(?:ion)? failed\b|\bunsafe\b|\bconflict\b)|\b(?:returned error: |status(?: code)?:? |HTTP/\d\.\d )?50\d\b(?: [A-Z]|$)`)
	exceptionHeadRE = lazy.Compile(`^(?:\[?[A-Z]+\]?:? )?(?:Exception in thread "[^"]*" |Caused by: )?[a-zA-Z_$][\w$]*(?:\.[\w$]+)+(?:Error|Exception|Failure)\b|^[A-Z]\w*(?:Error|Exception)\b`)
	placeRE         = lazy.Compile(`[\w./\\-]+\.[a-zA-Z]{1,5}(?::\[?\d+[,:]?|\(\d+(?:,\d+)?\)|:\d+)`)
	summaryRE       = lazy.Compile(`^(?:\[?(?:ERROR|error)\]?:? )?(?:Failed to execute goal|Execution failed for task|There (?:was|were) (?:a )?(?:test )?failures?|.*\bfailed with exit code\b|Failures?:|Failed tests?:|Tests in error:|.*There are test failures)`)
	dullRE          = lazy.Compile(`(?i)to see the full stack trace|re-?run .* with|for more information|-> \[help|\[help \d+\]|run with --|get more help|a complete log of this run|after correcting the problems|mvn <|^(?:\[\w+\] ?)?[-=*#_ ]*$|^\[?\w*\]? ?(?:compilation error|build fail(?:ure|ed)) ?:?\s*$|^(?:\[\w+\] ?)?\d+ errors? *$|tests run:.*failures: 0, errors: 0|please refer to|see log for|what went wrong|^\* try|marked build as failure|issue notifier|total time|finished at|sending e-?mails?`)
	frameRE         = lazy.Compile(`^\s+at [\w.$<>/@ ]+\(|^\s+at .*:\d+:\d+\)?$|^\s*File ".*", line \d+|^\s+\.\.\. \d+ (?:more|common)|^\s*at [\w.$]+ \(`)
	markRE          = lazy.Compile(`^\s*(?:\[ *)?(ERROR|FATAL|SEVERE|Error|error|fatal|FAIL|FAILED|E|CRITICAL|WARNING|WARN|Warning|warning|W|INFO|info|DEBUG)(?: *\])?(?:[:!\] ]|$)|^##\[(error|warning)\]|^(npm ERR!)|^e: (?:file|/)|\b(?:error|fatal error)(?: [A-Z]+\d+)?: `)
)

func isFrame(l string) bool { return frameRE.MatchString(l) }

// levelMark is the level that stands at the begin of a line, or in front of a
// compiler's message.
func levelMark(l string) record.Level {
	m := markRE.FindStringSubmatch(l)
	if m == nil {
		return record.LevelNone
	}
	switch w := strings.ToLower(m[1] + m[2]); w {
	case "warning", "warn", "w":
		return record.LevelWarn
	case "info", "debug":
		return record.LevelInfo
	}
	return record.LevelError
}
