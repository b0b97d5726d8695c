// Package evidence says where something was read and what was read there:
// references into the input, untrusted quotes of log text, typed values, and
// claims, which are sentences that cannot exist without references.
//
// It is floor 0: it imports the standard library only. It does not read files,
// does not decide what is true, and does not render for any medium.
//
// Three types carry the product's promises:
//
//   - [Ref] names a run of bytes of one source and the hash of those bytes.
//   - [Quote] holds log text. It has no String method: only a renderer's
//     [Escaper] opens it, so an unescaped output is a type error.
//   - [Claim] has unexported fields and one constructor, [NewClaim], which takes
//     a reviewed [Phrase] with typed slots and at least one Ref that resolves.
//     The zero Claim compiles, as every Go zero value does; [Claim.IsZero]
//     tells it apart and renderers and reports refuse it.
package evidence
