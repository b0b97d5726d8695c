package finding

import (
	"strings"

	"inquest/internal/profile"
)

const memberMark = "!/" // between an archive's name and that of a member, as package source writes it

// folderNames are the names of the sources as if archives were folders: one
// that holds all of them says as little as the folder that a run is given.
func folderNames(v *profile.View) []string {
	names := make([]string, len(v.Sources))
	for i := range v.Sources {
		names[i] = v.Sources[i].Name
	}
	shared := sharedArchives(names)
	for i, n := range names {
		parts := strings.Split(n[shared:], memberMark)
		for k := range parts[:len(parts)-1] {
			parts[k] = archiveStem(parts[k])
		}
		names[i] = strings.Join(parts, "/")
	}
	return names
}

// sharedArchives is the length of what stands in front of all names up to the
// last common archive.
func sharedArchives(names []string) int {
	if len(names) == 0 {
		return 0
	}
	common := names[0]
	for _, n := range names[1:] {
		k := 0
		for k < len(common) && k < len(n) && common[k] == n[k] {
			k++
		}
		common = common[:k]
	}
	if i := strings.LastIndex(common, memberMark); i >= 0 {
		return i + len(memberMark)
	}
	return 0
}

// archiveStem is an archive's name without its endings.
func archiveStem(name string) string {
	low := strings.ToLower(name)
	for _, ending := range []string{".gz", ".bz2", ".xz", ".zst", ".lz4", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".zip"} {
		low = strings.TrimSuffix(low, ending)
	}
	return name[:len(low)]
}
