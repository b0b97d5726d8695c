package record

// Add adds the account of another part of the same source.
func (a *Account) Add(b Account) {
	a.Parsed += b.Parsed
	a.Continued += b.Continued
	a.Blank += b.Blank
	a.Plain += b.Plain
	a.Records += b.Records
	a.PlainRecs += b.PlainRecs
	a.Outside += b.Outside
	a.OutsideBytes += b.OutsideBytes
}
