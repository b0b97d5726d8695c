package source

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestReadWhole(t *testing.T) {
	root := tree(t, map[string]string{"status.json": "{}", "dir/": ""})
	big := filepath.Join(root, "big.json")
	if err := os.WriteFile(big, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, maxWhole+1); err != nil {
		t.Fatal(err)
	}
	name, data, err := ReadWhole(filepath.Join(root, "status.json"), Options{})
	if err != nil || name != "status.json" || string(data) != "{}" {
		t.Errorf("%q %q %v", name, data, err)
	}
	var missing *NotFoundError
	if _, _, err := ReadWhole(filepath.Join(root, "nope"), Options{}); !errors.As(err, &missing) {
		t.Errorf("missing: %v", err)
	}
	for _, path := range []string{filepath.Join(root, "dir"), big} {
		var input *InputError
		if _, _, err := ReadWhole(path, Options{}); !errors.As(err, &input) || input.Hint() == "" {
			t.Errorf("%s: %v", path, err)
		}
	}
}
