package fault

import (
	"io/fs"
	"os"
)

// catalogFS holds the class files that the built-in catalogue is made from.
func catalogFS() fs.FS { return os.DirFS("catalog") }
