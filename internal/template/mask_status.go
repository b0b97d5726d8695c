package template

// maxGap is the number of blanks, quotes and brackets between a status and the
// word that announces it.
const maxGap = 4

// isStatus reports whether src[i:j] is an HTTP status or an exit code in a place
// that says so: behind a request, behind status, code, returned or a protocol
// version, or in front of a reason phrase.
func (m *Masker) isStatus(i, j int) bool {
	src := m.scan.src
	if j-i != 3 || src[i] < '1' || src[i] > '5' {
		return false
	}
	if startsReason(src, j) {
		return true
	}
	p := i
	for p > 0 && inGap(src[p-1]) {
		if p--; i-p > maxGap {
			return false
		}
	}
	if p == i {
		return false
	}
	if p == m.scan.request {
		return true
	}
	w := p
	for w > 0 && class[src[w-1]]&cDelim == 0 && p-w <= maxAnnounce {
		w--
	}
	return announcesStatus(src[w:p])
}

// inGap tells what may stand between a status and its announcement.
func inGap(c byte) bool {
	switch c {
	case ' ', ':', '=', '"', '\'', '[', '(', '|':
		return true
	}
	return false
}

// announcements of a status; a longer word may end in one (status_code, exitCode).
var announcements = [...]string{"status", "code", "returned", "returning", "response", "responded"}

// maxAnnounce is the length of the longest word that is read in front of a status.
const maxAnnounce = 16

// announcesStatus tells the words in front of a status.
func announcesStatus(w []byte) bool {
	if len(w) < 4 {
		return false
	}
	if string(w[:4]) == "HTTP" {
		return true
	}
	for _, tail := range announcements {
		if len(w) >= len(tail) && equalFold(w[len(w)-len(tail):], tail) {
			return true
		}
	}
	return false
}

// reasons are the first words of the reason phrases of RFC 9110 and of the usual
// ways to name a class of statuses (502 Server Error).
var reasons = words(`OK Created Accepted Moved Found Bad Unauthorized Forbidden Not Method Conflict Gone Precondition
	Unprocessable Too Internal Service Gateway Server Client`)

// startsReason reports whether a reason phrase follows at j: "503 Service Unavailable".
func startsReason(src []byte, j int) bool {
	if at(src, j) != ' ' || !isUpper(at(src, j+1)) {
		return false
	}
	e := j + 1
	for e < len(src) && class[src[e]]&cAlpha != 0 {
		e++
	}
	return reasons[string(src[j+1:e])]
}
