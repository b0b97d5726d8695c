// Package redact finds secrets and personal data in text and puts pseudonyms in
// their place.
//
// What is looked for is data: one file a kind under detectors/, with patterns,
// a checksum where the kind has one, and samples. Samples are patterns from
// which the tests make values, so that no file holds anything that looks like a
// live secret. The loader refuses a detector without samples of both sorts.
//
// A [Masker] gives the same value the same pseudonym, "REDACTED-email-1". The
// number counts values of a kind in the order in which they are met: it says
// nothing about the value, so there is nothing to guess at, and the same input
// gives the same numbers. With a key (Options.Key) the pseudonym is a keyed hash
// instead, which stays the same over many reports.
//
// The package knows no report and no log format. It is line noise resistant by
// design, not complete by proof: what no pattern describes stays.
package redact
