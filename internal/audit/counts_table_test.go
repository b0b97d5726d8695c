package audit_test

import (
	"testing"

	"inquest/internal/audit"
)

// TestCountsInProse is the table of numbers in sentences: of lines with a code, a path, a
// name, a level, a quote, of a source, a day, of both outcomes, in words.
func TestCountsInProse(t *testing.T) {
	check(t, newShop(t), "r.md", []sample{
		{name: "with a code", text: "4 requests were answered with 504.\n", at: "4", kind: audit.KindCount, want: audit.Proven},
		{name: "with a code, changed", text: "6 requests were answered with 504.\n", at: "6", kind: audit.KindCount, want: audit.Unsupported, right: "4"},
		{name: "of a path", text: "The cart was asked for 8 times in the access log.\n", at: "8", kind: audit.KindCount, want: audit.Proven},
		{name: "a share of a path", text: "4 of 8 requests for `/api/cart` were answered with 504.\n", at: "4 of 8", kind: audit.KindCount, want: audit.Proven},
		{name: "a share, part changed", text: "3 of 8 requests for `/api/cart` were answered with 504.\n", at: "3 of 8", kind: audit.KindCount, want: audit.Unsupported},
		{name: "a share, whole changed", text: "4 of 9 requests for `/api/cart` were answered with 504.\n", at: "4 of 9", kind: audit.KindCount, want: audit.Unsupported},
		{name: "of a source", text: "The access log has 24 requests.\n", at: "24", kind: audit.KindCount, want: audit.Proven},
		{name: "of a source, changed", text: "The access log has 26 requests.\n", at: "26", kind: audit.KindCount, want: audit.Unsupported},
		{name: "of a quote", text: "It logged \"no connection within 5000 ms\" 3 times.\n", at: "3", kind: audit.KindCount, want: audit.Proven},
		{name: "of a quote, changed", text: "It logged \"no connection within 5000 ms\" 5 times.\n", at: "5", kind: audit.KindCount, want: audit.Refuted, right: "3"},
		{name: "in words", text: "It logged \"no connection within 5000 ms\" three times.\n", at: "three", kind: audit.KindCount, want: audit.Proven},
		{name: "a setting", text: "At 14:02:05 the pool size was set to 2.\n", at: "2", kind: audit.KindCount, want: audit.Proven},
		{name: "a setting, changed", text: "At 14:02:05 the pool size was set to 7.\n", at: "7", kind: audit.KindCount, want: audit.Refuted, right: "2"},
		{name: "a size", text: "The backup of home wrote 34 GB.\n", at: "34", kind: audit.KindCount, want: audit.Proven},
		{name: "a size, changed", text: "The backup of home wrote 38 GB.\n", at: "38", kind: audit.KindCount, want: audit.Refuted, right: "34"},
		{name: "a sum of sizes", text: "The backups wrote 37 GB in total.\n", at: "37", kind: audit.KindCount, want: audit.Proven},
		{name: "the most", text: "The largest backup had 34 GB.\n", at: "34", kind: audit.KindCount, want: audit.Proven},
		{name: "the most, changed", text: "The largest backup had 43 GB.\n", at: "43", kind: audit.KindCount, want: audit.Refuted, right: "34"},
		{name: "like the line below", text: "The cart logged 3 lines like this one:\n\n```\n2026-03-11 14:02:09,185 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use\n```\n", at: "3", kind: audit.KindCount, want: audit.Proven},
		{name: "like the line below, changed", text: "The cart logged 4 lines like this one:\n\n```\n2026-03-11 14:02:09,185 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use\n```\n", at: "4", kind: audit.KindCount, want: audit.Unsupported, right: "3"},
		{name: "a code of exit", text: "The backup of wiki failed with exit code 11.\n", at: "11", kind: audit.KindEntity, want: audit.Proven},
		{name: "a code of exit, changed", text: "The backup of wiki failed with exit code 13.\n", at: "13", kind: audit.KindEntity, want: audit.Refuted, right: "11"},
		{name: "numbers that count nothing", text: "See ticket 4711 and step 3 of section 7.\n"},
		{name: "advice", text: "## Recommendations\n\n- Raise the pool of the cart to 80 connections.\n"},
	})
}

// TestCountsInTables is the table of cells: by code, by name, by day; rows and columns that
// add up; shares of a row.
func TestCountsInTables(t *testing.T) {
	byCode := func(ok, bad string) string {
		return "Answers for the cart:\n\n| Status | Requests |\n|---|---|\n| 200 | " + ok + " |\n| 504 | " + bad + " |\n"
	}
	check(t, newShop(t), "r.md", []sample{
		{name: "by code", text: byCode("20", "4"), at: "4", kind: audit.KindCount, want: audit.Proven},
		{name: "by code, changed", text: byCode("20", "9"), at: "9", kind: audit.KindCount, want: audit.Unsupported},
		{name: "a total", text: "| Source | Errors |\n|---|---|\n| a | 3 |\n| b | 4 |\n| Total | 7 |\n", at: "7", kind: audit.KindSum, want: audit.Proven},
		{name: "a total, changed", text: "| Source | Errors |\n|---|---|\n| a | 3 |\n| b | 4 |\n| Total | 8 |\n", at: "8", kind: audit.KindSum, want: audit.Refuted, right: "7"},
		{name: "shares of rows", text: "| Job | Runs | Failed | Rate |\n|---|---|---|---|\n| a | 10 | 4 | 40 % |\n| b | 20 | 5 | 25 % |\n| c | 8 | 2 | 25 % |\n", at: "25 %", kind: audit.KindArithmetic, want: audit.Proven},
		{name: "a share of a row, changed", text: "| Job | Runs | Failed | Rate |\n|---|---|---|---|\n| a | 10 | 4 | 40 % |\n| b | 20 | 5 | 25 % |\n| c | 8 | 2 | 35 % |\n", at: "35 %", kind: audit.KindArithmetic, want: audit.Refuted, right: "25.0 %"},
		{name: "rows that add up", text: "| Job | Runs | Failed | Good |\n|---|---|---|---|\n| a | 10 | 4 | 6 |\n| b | 20 | 5 | 15 |\n| c | 8 | 2 | 6 |\n| d | 9 | 3 | 6 |\n", kind: audit.KindArithmetic},
		{name: "a row that does not", text: "| Job | Runs | Failed | Good |\n|---|---|---|---|\n| a | 10 | 4 | 6 |\n| b | 20 | 5 | 15 |\n| c | 8 | 2 | 6 |\n| d | 9 | 3 | 7 |\n", at: "9", kind: audit.KindArithmetic, want: audit.Unsupported, right: "10"},
	})
}

// TestShares is the table of percentages.
func TestShares(t *testing.T) {
	check(t, newShop(t), "r.md", []sample{
		{name: "of the numbers of the sentence", text: "4 of 8 requests for the cart (50 %) were answered with 504.\n", at: "50 %", kind: audit.KindArithmetic, want: audit.Proven},
		{name: "of them, changed", text: "4 of 8 requests for the cart (60 %) were answered with 504.\n", at: "60 %", kind: audit.KindArithmetic, want: audit.Refuted, right: "50.0 %"},
		{name: "of the sentence before", text: "4 of 8 requests for the cart were answered with 504. That is 50 %.\n", at: "50 %", kind: audit.KindArithmetic, want: audit.Proven},
		{name: "of the sentence before, changed", text: "4 of 8 requests for the cart were answered with 504. That is 55 %.\n", at: "55 %", kind: audit.KindArithmetic, want: audit.Unsupported},
		{name: "written by a line", text: "The file system /vault was 100 % full.\n", at: "100 %", kind: audit.KindCount, want: audit.Proven},
		{name: "written by a line of a day, changed", text: "On 2026-03-11 the file system /vault was 93 % full.\n", at: "93 %", kind: audit.KindCount, want: audit.Refuted, right: "100 %"},
		{name: "more than the whole", text: "The share of failed requests was 104 % of them.\n", at: "104 %", kind: audit.KindArithmetic, want: audit.Refuted},
	})
}
