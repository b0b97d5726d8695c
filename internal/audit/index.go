package audit

import (
	"context"

	"inquest/internal/document"
)

// Index is what an audit needs of one set of logs: their lines, what the view says of
// them, and what Inquest itself reports. Made once, it serves any number of reports, one
// after the other; it is not for use by several at once.
type Index struct {
	c       *corpus
	f       *facts
	ledgers map[document.Format]*ledger
}

// NewIndex reads the logs of an input; its report is not looked at.
func NewIndex(ctx context.Context, in Input) (*Index, error) {
	c, err := load(ctx, in)
	if err != nil {
		return nil, err
	}
	return &Index{c: c, f: newFacts(in.View, c), ledgers: map[document.Format]*ledger{}}, nil
}

// ledger is what Inquest says of the logs, in the words of a format.
func (x *Index) ledger(in *Input) (*ledger, error) {
	if l := x.ledgers[in.Doc.Format]; l != nil {
		return l, nil
	}
	fresh := in.Fresh
	if in.Internal {
		fresh = nil
	}
	l, err := newLedger(fresh, in.Doc.Format)
	if err == nil {
		x.ledgers[in.Doc.Format] = l
	}
	return l, err
}
