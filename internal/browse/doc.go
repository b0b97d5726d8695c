// Package browse shows a report on a terminal that is paged through: verdict,
// causes, timeline, verbatim lines, units, the whole text and the ledger, with
// search. It works from the report's JSON alone; given the logs, it also shows
// what stands around a cited line.
//
// Rules of its screen: the first line says the verdict, the second where one is,
// the last what can be done or what was found. Everything is reached by keys
// that the help lists; nothing is told by colour alone. Text comes from package
// render, which escapes it; the little that does not (what the reader types,
// lines around a cited one) is escaped here. It analyses nothing and writes
// nothing.
package browse
