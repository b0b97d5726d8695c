package cli

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"inquest": func() {
			os.Exit(Run(os.Args[1:], "test", IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv}))
		},
	})
}

// TestScripts runs the stories of the command line. `! exec` alone does not tell
// exit codes apart: the command `exits N` does.
func TestScripts(t *testing.T) {
	examples, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"edit":  edit,
			"gz":    gz,
		},
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, "EXAMPLES="+examples+"/../../examples", "SOURCE_DATE_EPOCH=", "NO_COLOR=1")
			return nil
		},
	})
}
