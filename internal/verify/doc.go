// Package verify holds a report against the files it speaks of: it re-reads
// every reference and compares hashes, evaluates every formula again, writes
// every sentence again from its phrase and values, and compares all the rest
// with a report made afresh from the files.
//
// It trusts nothing in the report, not even its file names: only inputs of the
// given set are read. It does not analyse; the fresh report comes from its
// caller.
package verify
