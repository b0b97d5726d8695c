package record

import (
	"encoding/json"
	"fmt"
)

// encodeStore writes the embedded formats in the form that a start reads: what
// matching needs, without samples. It saves parsing all YAML at every start.
func encodeStore(files []*formatFile) ([]byte, error) {
	var out []byte
	for i, f := range files {
		short := *f
		short.Samples, short.Negative = nil, nil
		line, err := json.Marshal(&short)
		if err != nil {
			return nil, err
		}
		sep := ",\n"
		if i == 0 {
			sep = "[\n"
		}
		out = append(append(out, sep...), line...)
	}
	return append(out, "\n]\n"...), nil
}

// decodeStore is the inverse.
func decodeStore(data []byte) (*Formats, error) {
	var files []formatFile
	if err := json.Unmarshal(data, &files); err != nil {
		return nil, err
	}
	set := &Formats{}
	for i := range files {
		f, err := files[i].compile()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", files[i].Name, err)
		}
		set.list = append(set.list, f)
	}
	set.order()
	return set, nil
}
