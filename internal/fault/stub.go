package fault

type branch struct{}
type catalogDetail struct{}

func embedded() *Catalog                     { return &Catalog{byID: map[string]*Class{}} }
func (c *Catalog) matchLine(Line) []Hit      { return nil }
func (c *Catalog) explains(a, b *Class) bool { return false }
