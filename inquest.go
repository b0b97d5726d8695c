// Package inquest holds an inquest into failed jobs and services: it reads the
// logs people have and builds a root-cause report in which every sentence
// points to the lines that prove it.
//
// The package is the public face: [Analyze] composes the floors under internal
// (see docs/ARCHITECTURE.md). Command line handling is internal/cli.
package inquest
