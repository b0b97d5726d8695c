// Package artifact writes what other systems load, from a report: alert and
// recording rules, a dashboard, messages for alerting and chat, an issue, a
// postmortem. It takes from the patterns that the report found, and from nothing
// else: a class that no line shows has no alert.
//
// The report may be any file: all of its texts are hostile. Each format has its
// escaper here, rule files are written by a YAML encoder, messages by a JSON
// encoder, and annotations, which their reader takes for templates, are escaped
// for that as well.
package artifact
