//go:build !race

package cli

// raced tells that the tests run with the race detector, which takes memory of its own.
const raced = false
