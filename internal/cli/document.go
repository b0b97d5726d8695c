package cli

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"inquest"
	"inquest/internal/knowledge"
	"inquest/internal/lazy"
	"inquest/internal/report"
)

// documentFlags are the flags that say for whom a report is and what it may say
// beside the logs.
type documentFlags struct {
	audience string
	title    string
	author   string
	cost     string

	inventory, runbooks, history string
}

func (f *documentFlags) register(fs *pflag.FlagSet) {
	fs.StringVar(&f.audience, "audience", report.Technical, "for whom the report is: "+strings.Join(report.Audiences(), ", ")+" (customer turns --redact on)")
	fs.StringVar(&f.title, "title", "", "title of the report")
	fs.StringVar(&f.author, "author", "", "who answers for the report, as it is to be printed")
	fs.StringVar(&f.cost, "cost-per-run-hour", "", "what an hour of lost run time costs, as `RATE`: 12.50 or '12.50 EUR'; without it no cost is given")
	fs.StringVar(&f.inventory, "inventory", "", "`FILE` (YAML or CSV) of machines: address, name, role, owner, ports, usual_latency, links")
	fs.StringVar(&f.runbooks, "runbooks", "", "`DIR` of runbooks (Markdown); what fits a hypothesis is named by its heading")
	fs.StringVar(&f.history, "history", "", "`DIR` of earlier report.json files: seen before, and what differed")
}

func (f *documentFlags) apply(o *inquest.Options) error {
	if !slices.Contains(report.Audiences(), f.audience) {
		return usagef("use "+strings.Join(report.Audiences(), ", "), "--audience %q is not known", f.audience)
	}
	o.Document.Audience, o.Document.Title, o.Document.Author = f.audience, f.title, f.author
	o.Knowledge = knowledge.Options{Inventory: f.inventory, Runbooks: f.runbooks, History: f.history}
	cost, where := f.cost, "--cost-per-run-hour"
	if cost == "" && f.inventory != "" {
		inv, err := knowledge.ReadInventory(f.inventory)
		if err != nil {
			return err
		}
		cost, where, o.Document.CostSource = inv.CostPerRunHour, "the inventory's cost_per_run_hour", "of the inventory"
	}
	if cost == "" {
		return nil
	}
	rate, currency, ok := parseCost(cost)
	if !ok {
		return usagef("write it as 12.50 or '12.50 EUR'", "%s %q is not a rate above zero", where, cost)
	}
	o.Document.CostPerRunHour, o.Document.Currency = rate, currency
	return nil
}

var costForm = lazy.Compile(`^(\d+(?:\.\d+)?) ?([A-Za-z€$£¥]{0,5})$`)

func parseCost(s string) (rate float64, currency string, ok bool) {
	m := costForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, "", false
	}
	rate, err := strconv.ParseFloat(m[1], 64)
	return rate, m[2], err == nil && rate > 0 && rate < 1e12
}

// keep adds the options that verify repeats.
func (f *documentFlags) keep(add func(name, value string)) {
	if f.audience != report.Technical {
		add("audience", f.audience)
	}
	add("title", f.title)
	add("author", f.author)
	add("cost-per-run-hour", f.cost)
	for _, file := range [][2]string{{"inventory", f.inventory}, {"runbooks", f.runbooks}, {"history", f.history}} {
		if file[1] != "" {
			add(file[0], filepath.Base(file[1]))
		}
	}
}
