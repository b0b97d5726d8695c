package audit

import "strings"

// edit is a run of words that both texts have, or one alone.
type edit struct{ op, text string }

// maxWords bounds what is compared word by word; longer texts are compared by
// their beginnings.
const maxWords = 400

// editScript compares two texts word by word by their longest common
// subsequence.
func editScript(x, y string) []edit {
	a, b := words(x), words(y)
	n, m := len(a), len(b)
	table := make([][]int16, n+1)
	for i := range table {
		table[i] = make([]int16, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	var out []edit
	add := func(op, w string) {
		if k := len(out); k > 0 && out[k-1].op == op {
			out[k-1].text += " " + w
			return
		}
		out = append(out, edit{op, w})
	}
	i, j := 0, 0
	for i < n && j < m {
		switch {
		case a[i] == b[j]:
			add("", a[i])
			i, j = i+1, j+1
		case table[i+1][j] >= table[i][j+1]:
			add("-", a[i])
			i++
		default:
			add("+", b[j])
			j++
		}
	}
	for ; i < n; i++ {
		add("-", a[i])
	}
	for ; j < m; j++ {
		add("+", b[j])
	}
	return out
}

func words(s string) []string {
	w := strings.Fields(s)
	return w[:min(len(w), maxWords)]
}
