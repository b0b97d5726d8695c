package profile

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// lifeCase is a log of runs in the wording of some program. $T is the time, $I the id of
// the run. Every fourth run goes badly. Each line is a second behind the one before; the
// runs begin half a minute apart.
type lifeCase struct {
	name, stamp string
	id          func(i int) string
	good, bad   string
	noise       string // a line between the runs
}

func numbered(format string, from int) func(int) string {
	return func(i int) string { return fmt.Sprintf(format, from+i) }
}

func hexed(format string) func(int) string {
	return func(i int) string { return fmt.Sprintf(format, (i+11)*0x9e3779b1&0xffffff) }
}

const isoStamp = "2006-01-02T15:04:05.000Z"

var lifeCases = []lifeCase{
	{name: "mirror script", stamp: "Jan 2 15:04:05", id: numbered("site-%d", 41),
		good: "$T web1 nightly[311]: mirroring $I\n$T web1 nightly[311]: $I: 12 files changed\n$T web1 nightly[311]: mirrored $I",
		bad:  "$T web1 nightly[311]: mirroring $I\n$T web1 nightly[311]: could not mirror $I: rsync exit 23"},
	{name: "report renderer", stamp: "2006-01-02 15:04:05,000", id: numbered("R-%d", 900),
		good: "$T INFO [main] desk: report $I is being rendered\n$T INFO [main] desk: report $I rendered in 1.2 s",
		bad:  "$T INFO [main] desk: report $I is being rendered\n$T ERROR [main] desk: report $I could not be rendered: no font"},
	{name: "mail queue", stamp: "Jan 2 15:04:05", id: hexed("4F%06X"),
		good: "$T mx1 postfix/pickup[901]: $I: uid=0 from=<root>\n$T mx1 postfix/cleanup[902]: $I: message-id=<20260301@mx1>\n$T mx1 postfix/qmgr[7]: $I: from=<root@mx1>, size=412, nrcpt=1 (queue active)\n$T mx1 postfix/smtp[903]: $I: to=<a@example.com>, relay=mail.example.com[192.0.2.7]:25, delay=0.3, dsn=2.0.0, status=sent (250 ok)\n$T mx1 postfix/qmgr[7]: $I: removed",
		bad:  "$T mx1 postfix/pickup[901]: $I: uid=0 from=<root>\n$T mx1 postfix/cleanup[902]: $I: message-id=<20260301@mx1>\n$T mx1 postfix/qmgr[7]: $I: from=<root@mx1>, size=412, nrcpt=1 (queue active)\n$T mx1 postfix/smtp[903]: $I: to=<b@example.com>, relay=mail.example.com[192.0.2.7]:25, delay=0.3, dsn=5.1.1, status=bounced (host said: 550 unknown user)\n$T mx1 postfix/qmgr[7]: $I: removed"},
	{name: "database dumps", stamp: "2006-01-02 15:04:05", id: numbered("crm_%02d", 1),
		good: "$T INFO dumping $I\n$T INFO dumped $I, 812 MB", bad: "$T INFO dumping $I\n$T ERROR dump of $I failed: lock timeout"},
	{name: "gitlab runner", stamp: isoStamp, id: numbered("%d", 47110),
		good: `time="$T" level=info msg="Checking for jobs... received" job=$I repo_url="https://git.example.com/a.git"` + "\n" + `time="$T" level=info msg="Job succeeded" duration_s=12.1 job=$I`,
		bad:  `time="$T" level=info msg="Checking for jobs... received" job=$I repo_url="https://git.example.com/a.git"` + "\n" + `time="$T" level=warning msg="Job failed: exit status 1" duration_s=3.2 job=$I`},
	{name: "extracts", stamp: "2006-01-02 15:04:05,000", id: numbered("E-%d", 70),
		good: "$T INFO [w] etl: extract $I begun\n$T INFO [w] etl: extract $I loaded",
		bad:  "$T INFO [w] etl: extract $I begun\n$T ERROR [w] etl: extract $I abandoned: constraint violated"},
	{name: "transcodes", stamp: "2006-01-02 15:04:05,000", id: numbered("t-%d", 310),
		good: "$T INFO [w] media: transcode $I queued\n$T INFO [w] media: transcode $I ready",
		bad:  "$T INFO [w] media: transcode $I queued\n$T ERROR [w] media: transcode $I broke: exit 1"},
	{name: "payments", stamp: isoStamp, id: hexed("pay_%06x"),
		good: "$T INFO 1 --- [exec-1] c.s.Till : Charging card for payment $I\n$T INFO 1 --- [exec-1] c.s.Till : Payment $I captured",
		bad:  "$T INFO 1 --- [exec-1] c.s.Till : Charging card for payment $I\n$T WARN 1 --- [exec-1] c.s.Till : Payment $I declined: insufficient funds"},
	{name: "feeds", stamp: "2006-01-02 15:04:05,000", id: numbered("F-%d", 95),
		good: "$T INFO [w] feeds: fetching feed $I\n$T INFO [w] feeds: feed $I fetched, 200 rows",
		bad:  "$T INFO [w] feeds: fetching feed $I\n$T WARN [w] feeds: feed $I: HTTP 404 (one more try)\n$T ERROR [w] feeds: feed $I not fetched: HTTP 404"},
	{name: "releases", stamp: isoStamp, id: numbered("r-%d", 501),
		good: "$T INFO Deploying release $I to prod\n$T INFO release $I is live", bad: "$T INFO Deploying release $I to prod\n$T ERROR Rollout of $I failed: health check"},
	{name: "another tongue", stamp: "2006-01-02 15:04:05,000", id: numbered("A-%d", 77),
		good: "$T INFO [w] werk: Auftrag $I gestartet\n$T INFO [w] werk: Auftrag $I beendet",
		bad:  "$T INFO [w] werk: Auftrag $I gestartet\n$T ERROR [w] werk: Auftrag $I fehlgeschlagen: Zeitlimit"},
	{name: "shipments in fields", stamp: isoStamp, id: numbered("SH-%d", 10),
		good: `{"time":"$T","level":"info","msg":"booking shipment","shipment":"$I"}` + "\n" + `{"time":"$T","level":"info","msg":"shipment booked","shipment":"$I","carrier":"north"}`,
		bad:  `{"time":"$T","level":"info","msg":"booking shipment","shipment":"$I"}` + "\n" + `{"time":"$T","level":"error","msg":"booking failed","shipment":"$I","error":"no slot"}`},
	{name: "arrows", stamp: isoStamp, id: numbered("%d", 42),
		good: "$T INFO -> ingest $I\n$T INFO <- ingest $I ok", bad: "$T INFO -> ingest $I\n$T INFO <- ingest $I failed: quota"},
	{name: "migrations", stamp: "2006-01-02 15:04:05,000", id: numbered("m%04d", 100),
		good: "$T INFO [main] db: Migrating schema step $I\n$T INFO [main] db: Schema step $I migrated",
		bad:  "$T INFO [main] db: Migrating schema step $I\n$T ERROR [main] db: Migration of $I failed: column exists"},
	{name: "invoice numbers", stamp: "2006-01-02 15:04:05,000", id: numbered("%d", 4711),
		good: "$T INFO [w] bill: invoice no. $I: rendering\n$T INFO [w] bill: invoice no. $I: rendered",
		bad:  "$T INFO [w] bill: invoice no. $I: rendering\n$T ERROR [w] bill: invoice no. $I: rendering failed"},
	{name: "backups", stamp: isoStamp, id: numbered("bk-%d", 3),
		good: "$T INFO Backup set $I opened\n$T INFO Backup set $I sealed", bad: "$T INFO Backup set $I opened\n$T ERROR Backup set $I: repository locked\n$T ERROR Backup set $I left incomplete"},
	{name: "print server", stamp: "2006-01-02 15:04:05,000", id: numbered("doc%d", 500),
		good: "$T INFO [lp] spool: Printing $I on lp-hall\n$T INFO [lp] spool: $I printed", bad: "$T INFO [lp] spool: Printing $I on lp-hall\n$T ERROR [lp] spool: $I stuck: paper jam"},
	{name: "subscriptions", stamp: isoStamp, id: numbered("%d", 880),
		good: "$T INFO renewing subscription order $I\n$T INFO subscription order $I renewed", bad: "$T INFO renewing subscription order $I\n$T ERROR subscription order $I was not renewed: card expired"},
	{name: "archive tapes", stamp: "2006-01-02 15:04:05,000", id: numbered("VOL%03d", 17),
		good: "$T INFO [t] vault: Begin writing cartridge $I\n$T INFO [t] vault: Cartridge $I written", bad: "$T INFO [t] vault: Begin writing cartridge $I\n$T ERROR [t] vault: Cartridge $I write error, ejecting"},
	{name: "workflow controller", stamp: isoStamp, id: hexed("etl-%06x"),
		good: `time="$T" level=info msg="Processing workflow" namespace=argo workflow=$I` + "\n" + `time="$T" level=info msg="Updated phase Running -> Succeeded" namespace=argo workflow=$I`,
		bad:  `time="$T" level=info msg="Processing workflow" namespace=argo workflow=$I` + "\n" + `time="$T" level=info msg="Updated phase Running -> Failed" namespace=argo workflow=$I`},
	{name: "crawler", stamp: "2006-01-02 15:04:05,000", id: numbered("q%d", 6000),
		good: "$T INFO [c] crawl: visit $I scheduled\n$T INFO [c] crawl: visit $I fetched 3 pages\n$T INFO [c] crawl: visit $I over",
		bad:  "$T INFO [c] crawl: visit $I scheduled\n$T ERROR [c] crawl: visit $I gave up after 3 redirects"},
	{name: "ledger", stamp: isoStamp, id: numbered("JE-%d", 2000),
		good: `{"ts":"$T","level":"INFO","event":"posting","entry":"$I"}` + "\n" + `{"ts":"$T","level":"INFO","event":"posted","entry":"$I"}`,
		bad:  `{"ts":"$T","level":"INFO","event":"posting","entry":"$I"}` + "\n" + `{"ts":"$T","level":"ERROR","event":"posting failed","entry":"$I","reason":"closed period"}`},
}

const lifeRuns = 24

// text writes the log, and returns the ids of the runs that went badly.
func (c *lifeCase) text() (log string, bad []string) {
	var b strings.Builder
	for i := range lifeRuns {
		at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC).Add(time.Duration(i) * 30 * time.Second)
		lines := c.good
		if i%4 == 3 {
			lines = c.bad
			bad = append(bad, c.id(i))
		}
		for _, l := range strings.Split(lines, "\n") {
			b.WriteString(strings.NewReplacer("$T", at.Format(c.stamp), "$I", c.id(i)).Replace(l) + "\n")
			at = at.Add(time.Second)
		}
		if c.noise != "" {
			b.WriteString(strings.ReplaceAll(c.noise, "$T", at.Format(c.stamp)) + "\n")
		}
	}
	return b.String(), bad
}

// TestLives: runs are recognised in the words of many programs, and how they end.
func TestLives(t *testing.T) {
	for _, c := range lifeCases {
		t.Run(c.name, func(t *testing.T) {
			log, bad := c.text()
			var failed, others []string
			ok := 0
			for _, u := range viewOf(t, log).Units {
				for _, r := range u.Runs {
					switch {
					case u.Kind != "job" || len(u.Runs) != 1:
						others = append(others, fmt.Sprintf("%s %s with %d runs", u.Kind, u.ID, len(u.Runs)))
					case r.State == RunFailed:
						failed = append(failed, u.ID)
					case r.State == RunSucceeded:
						ok++
					default:
						others = append(others, u.ID+" "+told(r))
					}
				}
			}
			slices.Sort(failed)
			slices.Sort(bad)
			if !slices.Equal(failed, bad) || ok != lifeRuns-len(bad) || len(others) > 0 {
				t.Errorf("%d ended well of %d, failed %v, want %v; others %v", ok, lifeRuns-len(bad), failed, bad, others)
			}
		})
	}
}

// TestNoLives: what has an id and a verb is no run because of that.
func TestNoLives(t *testing.T) {
	for name, lines := range map[string]string{
		"one form alone":      "parcel P-$I rated",
		"ends alone":          "parcel P-$I rated\nqueue is empty",
		"one id alone":        "rating parcel P-1\nparcel P-1 rated",
		"few ids":             "rating parcel P-$R\nparcel P-$R rated",
		"connections":         "opening connection c-$I\nconnection c-$I closed",
		"workers":             "worker w-$I started\nworker w-$I stopped",
		"sessions":            "session s-$I created\nsession s-$I expired",
		"requests of servers": "[r-$Iab] GET /parcels/$I HTTP/1.1\n[r-$Iab] completed 200 in 3 ms",
		"blocks":              "Receiving block blk_$I src 10.0.0.1\nReceived block blk_$I of size 12",
		"numbers":             "took $I ms\nused $I of 900 slots",
		"counts":              "indexed 7$I documents\nindexing 7$I documents done",
		"ends before starts":  "parcel P-$I rated\nrating parcel P-$I",
		"hosts":               "node n$I up\nnode n$I down",
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i := range 40 {
				for n, l := range strings.Split(lines, "\n") {
					fmt.Fprintf(&b, "%d INFO %s\n", 10*i+n, strings.NewReplacer("$I", fmt.Sprint(100+i), "$R", fmt.Sprint(i%3)).Replace(l))
				}
			}
			if units := viewOf(t, timeline(b.String())).Units; len(units) > 0 {
				t.Errorf("%d units, the first %s %s", len(units), units[0].Kind, units[0].ID)
			}
		})
	}
}

// TestJobOfParcels: runs within runs keep their noun as their kind.
func TestJobOfParcels(t *testing.T) {
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, "%d INFO Job R-%d started\n", 100*i, i)
		for n := range 10 {
			fmt.Fprintf(&b, "%d INFO Job R-%d: rating parcel P-%d%d\n", 100*i+2*n+1, i, i, n)
			if i == 4 && n == 7 {
				fmt.Fprintf(&b, "%d ERROR Job R-%d: parcel P-%d%d not rated: no tariff\n", 100*i+2*n+2, i, i, n)
			} else {
				fmt.Fprintf(&b, "%d INFO Job R-%d: parcel P-%d%d rated\n", 100*i+2*n+2, i, i, n)
			}
		}
		if i == 4 {
			fmt.Fprintf(&b, "%d ERROR Job R-%d failed: 1 parcel without a tariff\n", 100*i+30, i)
		} else {
			fmt.Fprintf(&b, "%d INFO Job R-%d completed successfully\n", 100*i+30, i)
		}
	}
	got := map[string]int{}
	for _, u := range viewOf(t, timeline(b.String())).Units {
		got[fmt.Sprintf("%s %s", u.Kind, strings.Fields(told(u.Runs[0]))[0])]++
	}
	want := map[string]int{"job succeeded": 5, "job failed": 1, "parcel succeeded": 59, "parcel failed": 1}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("runs %v, want %v", got, want)
	}
}

// TestLivesElsewhere: a run may end in another source than the one that it begins in, and
// be named in others.
func TestLivesElsewhere(t *testing.T) {
	var gate, rater, other strings.Builder
	for i := range 12 {
		fmt.Fprintf(&gate, "%d INFO parcel P-%d accepted\n", 10*i, i)
		if i%3 == 2 {
			fmt.Fprintf(&rater, "%d ERROR could not rate parcel P-%d: no tariff\n", 10*i+4, i)
		} else {
			fmt.Fprintf(&rater, "%d INFO parcel P-%d rated\n", 10*i+4, i)
		}
		fmt.Fprintf(&other, "%d INFO GET /label/%d 200 3ms parcel=P-%d\n", 10*i+2, i, i)
	}
	got := map[string]int{}
	for _, u := range viewOf(t, timeline(gate.String()), timeline(rater.String()), timeline(other.String())).Units {
		for _, r := range u.Runs {
			got[told(r)]++
		}
	}
	if want := map[string]int{"succeeded 4s inferred": 8, "failed 4s": 4}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("runs %v, want %v", got, want)
	}
}

// TestLifeAgain: an attempt that fails and is followed by a success is no failed run; an
// id that comes again the next day is another run.
func TestLifeAgain(t *testing.T) {
	var b strings.Builder
	for i := range 8 {
		fmt.Fprintf(&b, "%d INFO rating parcel P-%d\n%d INFO parcel P-%d rated\n", 10*i, i, 10*i+1, i)
	}
	b.WriteString("200 INFO rating parcel P-90\n201 ERROR could not rate parcel P-90: no answer\n202 WARNING retrying parcel P-90\n203 INFO parcel P-90 rated\n")
	b.WriteString("86400 INFO rating parcel P-3\n86402 ERROR parcel P-3 not rated: no tariff\n")
	got := map[string]string{}
	for _, u := range viewOf(t, timeline(b.String())).Units {
		for _, r := range u.Runs {
			got[u.ID] += told(r) + ";"
		}
	}
	if got["P-90"] != "succeeded 3s retries=1;" || got["P-3"] != "succeeded 1s;failed 2s;" || len(got) != 9 {
		t.Errorf("runs %v", got)
	}
}

// TestOverdue: a run that complained last and takes longer than those that ended well is
// lost, though the log ends soon; one that has just complained is still open.
func TestOverdue(t *testing.T) {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "%d INFO Job A%d started\n%d.1 INFO Job A%d completed successfully\n", i, i, i, i)
	}
	b.WriteString("20 INFO Job B1 started\n21 WARNING Job B1: no answer, trying again\n30 INFO Job B2 started\n30.2 WARNING Job B2: no answer, trying again\n")
	b.WriteString("30 INFO Job B3 started\n30.3 INFO Job B3: reading\n")
	b.WriteString("10 INFO Job Z1 started\n30.4 ERROR Job Z1 failed\n")
	got := map[string]string{}
	for _, u := range viewOf(t, timeline(b.String())).Units {
		got[u.ID] = strings.Fields(told(u.Runs[0]))[0]
	}
	if got["B1"] != "lost" || got["B2"] != "open" || got["B3"] != "open" {
		t.Errorf("B1 %s, B2 %s, B3 %s", got["B1"], got["B2"], got["B3"])
	}
}

// TestLifeWithAWordOfItsOwn: the start of one run has a word that no other start has; it
// is one of them all the same, and is lost when nothing ends it.
func TestLifeWithAWordOfItsOwn(t *testing.T) {
	var log strings.Builder
	for i := range 20 {
		customer := []string{"Albe", "Cirus", "Dunmore"}[i%3]
		if i == 12 {
			customer = "Norta"
		}
		fmt.Fprintf(&log, "%d INFO booklet BK%d started, 42 pages, customer %s\n", 10*i, 1400+i, customer)
		if i != 12 {
			fmt.Fprintf(&log, "%d INFO booklet BK%d printed\n", 10*i+4, 1400+i)
		}
	}
	got := map[string]string{}
	for _, u := range viewOf(t, timeline(log.String())).Units {
		for _, r := range u.Runs {
			got[u.ID] = told(r)
		}
	}
	if len(got) != 20 || !strings.HasPrefix(got["BK1412"], "lost") {
		t.Errorf("%d runs, BK1412 is %q", len(got), got["BK1412"])
	}
}
