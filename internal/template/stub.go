package template

func (m *Masker) mask(message []byte) ([]byte, []Slot) { return message, nil }

func generalize(shapes []Counted) []Template { return nil }
