package audit_test

import (
	"testing"

	"inquest/internal/audit"
)

// TestNames is the table of names: addresses, ports, versions, paths, hosts, volumes,
// misspelt by a letter or put in the place of another.
func TestNames(t *testing.T) {
	check(t, newShop(t), "r.md", []sample{
		{name: "a version", text: "Release 2026.11.3 was started.\n", at: "2026.11.3", want: ""},
		{name: "a version, changed", text: "Release 2026.11.8 was started.\n", at: "2026.11.8", kind: audit.KindEntity, want: audit.Refuted, right: "2026.11.3"},
		{name: "an address", text: "203.0.113.11 was a client.\n", at: "203.0.113.11", kind: audit.KindAddress, want: audit.Proven},
		{name: "an address, changed", text: "203.0.113.15 was a client.\n", at: "203.0.113.15", kind: audit.KindAddress, want: audit.Refuted, right: "203.0.113.1"},
		{name: "a path", text: "All were for `/api/cart`.\n", at: "/api/cart"},
		{name: "a path, changed", text: "All were for `/api/cant`.\n", at: "api/cant", kind: audit.KindEntity, want: audit.Refuted, right: "api/cart"},
		{name: "a host", text: "It ran on cart-1.\n", at: "cart-1"},
		{name: "a host, changed", text: "It ran on cart-7.\n", at: "cart-7", kind: audit.KindEntity, want: audit.Refuted, right: "cart-1"},
		{name: "a volume", text: "The backup of wiki failed.\n"},
		{name: "a volume misspelt", text: "The backup of wski failed.\n", at: "wski", kind: audit.KindEntity, want: audit.Refuted, right: "wiki"},
		{name: "a volume in a list, misspelt", text: "Backups of mail, hove and wiki were started.\n", at: "hove", kind: audit.KindEntity, want: audit.Refuted, right: "home"},
		{name: "another volume at a time", text: "At 13:06:14 the backup of mail started.\n", at: "mail", kind: audit.KindEntity, want: audit.Refuted, right: "home"},
		{name: "the volume of a time", text: "At 13:06:14 the backup of home started.\n", at: "home"},
		{name: "an English word", text: "The cart of the shop was hove to; the team has a hose.\n"},
		{name: "words of the language near names", text: "The tools, the walls and the mails of the team are fine.\n", kind: audit.KindEntity},
		{name: "names of tickets", text: "# INC0012345: cart\n\nThe cart had trouble.\n", kind: audit.KindEntity},
		{name: "a file", text: "See cart.log.\n", at: "cart.log", kind: audit.KindEntity, want: audit.Proven},
		{name: "a file, changed", text: "See cert.log.\n", at: "cert.log", kind: audit.KindEntity, want: audit.Refuted, right: "cart.log"},
		{name: "a line of a file", text: "See cart.log:2 for the pool size.\n", at: "cart.log:2", kind: audit.KindEntity, want: audit.Proven},
		{name: "a line that is not there", text: "See cart.log:99 for the pool size.\n", at: "cart.log:99", kind: audit.KindEntity, want: audit.Refuted, right: "6 lines"},
	})
}

// payLogs are logs with fields.
var payLogs = map[string]string{"pay.jsonl": `{"ts":"2026-05-26T16:20:00.857Z","level":"info","service":"pay-gw","msg":"payment authorised","payment":"p-88003","acquirer":"acq-nord","status":200,"ms":235}
{"ts":"2026-05-26T16:21:00.857Z","level":"info","service":"pay-gw","msg":"payment authorised","payment":"p-88004","acquirer":"acq-sued","status":200,"ms":90}
{"ts":"2026-05-26T16:31:12.318Z","level":"error","service":"pay-gw","msg":"payment declined: certificate has expired","payment":"p-88193","acquirer":"acq-nord","status":502,"ms":16,"peer":"10.60.2.15:8443"}
{"ts":"2026-05-26T16:32:12.318Z","level":"error","service":"pay-gw","msg":"payment declined: certificate has expired","payment":"p-88195","acquirer":"acq-nord","status":502,"ms":29,"peer":"10.60.2.15:8443"}
{"ts":"2026-05-26T16:36:27.827Z","level":"error","service":"pay-gw","msg":"payment declined: certificate has expired","payment":"p-88276","acquirer":"acq-nord","status":502,"ms":24,"peer":"10.60.2.15:8443"}
`}

// TestNamesOfFields is the table of names in structured lines, and of what became of them.
func TestNamesOfFields(t *testing.T) {
	check(t, logsOf(t, payLogs), "r.md", []sample{
		{name: "declined for one", text: "3 payments were declined, all for acq-nord.\n", at: "3", kind: audit.KindCount, want: audit.Proven},
		{name: "declined, changed", text: "4 payments were declined, all for acq-nord.\n", at: "4", kind: audit.KindCount, want: audit.Refuted, right: "3"},
		{name: "a name misspelt", text: "3 payments were declined, all for acq-norb.\n", at: "acq-norb", kind: audit.KindEntity, want: audit.Refuted, right: "acq-nord"},
		{name: "none of one failed", text: "No payment for acq-sued was declined.\n"},
		{name: "none of one failed, swapped", text: "No payment for acq-nord was declined.\n", at: "acq-nord", kind: audit.KindEntity, want: audit.Refuted},
		{name: "a far end", text: "The handshake with 10.60.2.15:8443 failed.\n", at: "10.60.2.15:8443", kind: audit.KindAddress, want: audit.Proven},
		{name: "a port, changed", text: "The handshake with 10.60.2.15:8445 failed.\n", at: "10.60.2.15:8445", kind: audit.KindAddress, want: audit.Refuted, right: "10.60.2.15:8443"},
		{name: "a port by its word", text: "The far end is 10.60.2.15 on port 8443.\n", at: "port 8443", kind: audit.KindAddress, want: audit.Proven},
		{name: "the slowest", text: "The slowest declined payment took 29 ms.\n", at: "29 ms", kind: audit.KindDuration, want: audit.Proven},
		{name: "the slowest, changed", text: "The slowest declined payment took 16 ms.\n", at: "16 ms", kind: audit.KindDuration, want: audit.Unsupported, right: "29 ms"},
		{name: "the fastest", text: "The fastest authorised payment took 90 ms.\n", at: "90 ms", kind: audit.KindDuration, want: audit.Proven},
		{name: "a time of a name", text: "p-88195 was declined at 16:32:12.318.\n", at: "16:32:12.318", kind: audit.KindTime, want: audit.Proven},
		{name: "a time of another", text: "p-88195 was declined at 16:31:12.318.\n", want: audit.Refuted},
	})
}
