package source

import (
	"context"
	"errors"
)

var errTodo = errors.New("source: not built yet")

// Limits bound what one run reads.
type Limits struct{}

func find([]string, Options) (*Set, error)                          { return nil, errTodo }
func (s *Set) sample(int, int, Options) ([]byte, error)             { return nil, errTodo }
func (s *Set) readRange(int, int64, int64, Options) ([]byte, error) { return nil, errTodo }
func (s *Set) read(context.Context, int, int, StartsRecord, Options, func(Chunk) error) (Summary, error) {
	return Summary{}, errTodo
}
