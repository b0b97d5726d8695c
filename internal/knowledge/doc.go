// Package knowledge brings what the user knows beside the logs into a report: an
// inventory of machines, runbooks, and earlier reports. It names what fits the
// report's hypotheses and nothing else.
//
// Files of the user are untrusted like log text: what is taken from them stands
// in the report as quotes, which only a renderer's escaper opens, so that a
// runbook's Markdown is shown and never live. Nothing read here changes a
// verdict, a ranking or a number of the report.
package knowledge
