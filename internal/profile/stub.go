package profile

import (
	"inquest/internal/evidence"
	"inquest/internal/record"
	"inquest/internal/source"
)

// Limits of a profile.
type Limits struct{}

type profileState struct{}
type workerScratch struct{}
type viewDetail struct{}

func newProfile(cfg Config) *Profile                                      { return &Profile{cfg: cfg} }
func (p *Profile) addChunk(w *Worker, l *record.Layout, c source.Chunk)   {}
func (p *Profile) merge(o *Profile) error                                 { return nil }
func (p *Profile) addSummary(src int, s source.Summary, l *record.Layout) {}
func (p *Profile) encode() []byte                                         { return nil }
func (p *Profile) view() *View                                            { return &View{} }
func (v *View) resolve(r evidence.Ref) error                              { return nil }
func (v *View) template(id string) *Template                              { return nil }
func (v *View) sourceIndex(name string) int                               { return -1 }
