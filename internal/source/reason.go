package source

// The reasons why an input, or a part of one, was not read.
const (
	ReasonNotFound     = "not found"               // an argument that names nothing, beside others that do
	ReasonUnreadable   = "unreadable"              // permission, or an error when opening
	ReasonReadError    = "read error"              // an error in the middle; what came before is kept
	ReasonTruncated    = "truncated"               // with the kind, as in "truncated gzip": the stream ends early; what came before is kept
	ReasonDamaged      = "damaged"                 // with the kind, as in "damaged zip": bad block, bad checksum or trailing bytes
	ReasonInflateLimit = "inflate limit"           // size or ratio limit reached; what came before is kept
	ReasonContainer    = "container not read yet"  // 7-Zip, RAR, systemd journal ...
	ReasonBinary       = "binary"                  // programs, images, databases, unknown binary data
	ReasonEncoding     = "encoding not read yet"   // UTF-32 ...
	ReasonNoLog        = "not a log"               // in a folder or archive: source code, configuration, documents ...
	ReasonHidden       = "hidden"                  // name begins with a dot, inside a named folder
	ReasonDuplicate    = "duplicate"               // the same file under another name
	ReasonFolderLink   = "link to a folder"        // never followed inside a named folder
	ReasonLinkOutside  = "link leads outside"      // target lies outside the named folder
	ReasonBrokenLink   = "broken link"             // no target, or links that go round
	ReasonSpecial      = "device, pipe or socket"  // not a regular file
	ReasonWindow       = "window limit"            // a decoder would need more memory than Limits.Window
	ReasonMembers      = "number of members limit" // Limits.Members
	ReasonNested       = "archive depth limit"     // Limits.Nested, or compressed more than twice
	ReasonStore        = "log store"               // it cannot be reached, refuses, or answers what cannot be read
	ReasonRows         = "number of rows limit"    // Limits.Rows
	ReasonFetched      = "fetched bytes limit"     // Limits.Fetched
	ReasonSpool        = "standard input limit"    // Limits.Spool
	ReasonEncrypted    = "encrypted"               // a member with a password
	ReasonMemberLink   = "link in an archive"      // never followed: its target is read under its own name
	ReasonChanged      = "changed while reading"   // an archive is not what it was when it was listed
	ReasonDepth        = "folder depth limit"      // Limits.Depth
	ReasonFiles        = "number of files limit"   // Limits.Files
	ReasonVanished     = "vanished before reading" // was listed, is not there any more
)

// LosesLines reports whether log lines may have been left out. Hidden files,
// what is no log, duplicates and links whose target is read under its own name lose nothing
// that was asked for.
func (s Skip) LosesLines() bool {
	switch s.Reason {
	case ReasonHidden, ReasonDuplicate, ReasonFolderLink, ReasonMemberLink, ReasonNoLog:
		return false
	}
	return true
}

// truncatedReason and damagedReason name the kind of data that ends early or
// cannot be read.
func truncatedReason(kind string) string { return ReasonTruncated + " " + kind }
func damagedReason(kind string) string   { return ReasonDamaged + " " + kind }
