//go:build !linux

package main

// largePages is for systems that give large pages on request.
type largePages struct{}

func (*largePages) begin() {}
func (*largePages) grown() {}
