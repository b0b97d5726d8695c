package profile

import "inquest/internal/evidence"

// Learn makes references known to Resolve that a second reading of the same
// sources found.
func (v *View) Learn(r evidence.Ref) {
	if v.detail.refs == nil {
		v.detail.refs = map[refPlace]string{}
	}
	at := refPlace{r.File, r.Offset, r.Length}
	if _, known := v.detail.refs[at]; !known {
		v.detail.refs[at] = r.SHA256
	}
}
