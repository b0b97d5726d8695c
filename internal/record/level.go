package record

// levelNames are the names of the levels in output and in formats/*.yaml.
var levelNames = [...]string{"", "trace", "debug", "info", "notice", "warn", "error", "critical"}

// String returns the name of the level, "" for LevelNone.
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return ""
}

// ParseLevel returns the level that a word names in any common spelling ("WARN",
// "warning", "W", "err", "fatal"), in any case, and whether it names one.
func ParseLevel(word []byte) (Level, bool) {
	if len(word) == 1 {
		return letterLevel(word[0])
	}
	return wordLevel(word)
}

// letterLevel reads the one-letter levels of klog, logcat, Ruby and others.
func letterLevel(c byte) (Level, bool) {
	switch c {
	case 'V', 'T', 'v', 't':
		return LevelTrace, true
	case 'D', 'd':
		return LevelDebug, true
	case 'I', 'i':
		return LevelInfo, true
	case 'N', 'n':
		return LevelNotice, true
	case 'W', 'w':
		return LevelWarn, true
	case 'E', 'e':
		return LevelError, true
	case 'F', 'C', 'A', 'f', 'c', 'a':
		return LevelCritical, true
	}
	return LevelNone, false
}

// maxLevelWord is the length of the longest level word.
const maxLevelWord = 13

// wordLevel reads a level word of two letters or more.
func wordLevel(word []byte) (Level, bool) {
	if len(word) < 2 || len(word) > maxLevelWord {
		return LevelNone, false
	}
	if l := frequentLevel(word); l != LevelNone {
		return l, true
	}
	var low [maxLevelWord]byte
	for i, c := range word {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return lowerLevel(low[:len(word)])
}

// frequentLevel knows the words that most lines have, without a detour.
func frequentLevel(word []byte) Level {
	switch string(word) {
	case "INFO", "info":
		return LevelInfo
	case "ERROR", "error":
		return LevelError
	case "DEBUG", "debug":
		return LevelDebug
	case "WARN", "warn", "WARNING":
		return LevelWarn
	}
	return LevelNone
}

func lowerLevel(word []byte) (Level, bool) {
	switch string(word) {
	case "info", "inf", "information", "informational", "config", "success":
		return LevelInfo, true
	case "error", "err", "severe", "eror", "failure":
		return LevelError, true
	case "warning", "warn", "wrn", "warnin":
		return LevelWarn, true
	case "debug", "dbg", "debg", "fine", "debug1", "debug2", "debug3", "debug4", "debug5":
		return LevelDebug, true
	case "trace", "trc", "verbose", "finer", "finest":
		return LevelTrace, true
	case "notice", "note", "system":
		return LevelNotice, true
	case "critical", "crit", "fatal", "ftl", "panic", "pnc", "alert", "emerg", "emergency", "dpanic", "catastrophe":
		return LevelCritical, true
	}
	return LevelNone, false
}

// syslogLevel maps the severity of RFC 5424, 6.2.1 (0 emergency to 7 debug).
func syslogLevel(severity int) Level {
	switch {
	case severity < 0 || severity > 7:
		return LevelNone
	case severity <= 2:
		return LevelCritical
	}
	return [...]Level{LevelError, LevelWarn, LevelNotice, LevelInfo, LevelDebug}[severity-3]
}

// numberLevel reads a numeric level of a JSON key named "level" or "severity":
// tens are bunyan's and pino's (10 trace to 60 fatal), 0 to 7 are syslog's (GELF).
func numberLevel(n int) Level {
	switch n {
	case 10:
		return LevelTrace
	case 20:
		return LevelDebug
	case 30:
		return LevelInfo
	case 40:
		return LevelWarn
	case 50:
		return LevelError
	case 60:
		return LevelCritical
	}
	return syslogLevel(n)
}

// pythonLevel reads Python's levelno (10 debug to 50 critical).
func pythonLevel(n int) Level {
	switch {
	case n >= 50:
		return LevelCritical
	case n >= 40:
		return LevelError
	case n >= 30:
		return LevelWarn
	case n >= 20:
		return LevelInfo
	case n >= 10:
		return LevelDebug
	}
	return LevelNone
}

// otelLevel reads OpenTelemetry's severity number (logs data model: 1-4 trace,
// 5-8 debug, 9-12 info, 13-16 warn, 17-20 error, 21-24 fatal).
func otelLevel(n int) Level {
	if n < 1 || n > 24 {
		return LevelNone
	}
	return [...]Level{LevelTrace, LevelDebug, LevelInfo, LevelWarn, LevelError, LevelCritical}[(n-1)/4]
}
