package fault

import (
	"slices"
	"strings"
)

// peerPatterns are the ways in which programs name the far end of a failed
// connection: the groups are addr and port. They are tried in order on lines
// whose class takes its component from the peer; the first that matches gives
// both. Each has a literal that must be there, so that most cost nothing.
var peerPatterns = []struct {
	literal string
	pattern pattern
}{
	{`host='`, pattern{src: `host='(?P<addr>[^']+)', port=(?P<port>\d{1,5})`}},                                                                          // Python urllib3
	{`upstream: "`, pattern{src: `upstream: "[a-z]+://(?P<addr>\[[0-9a-f:]+\]|[^:/"]+)(?::(?P<port>\d{1,5}))?`}},                                        // nginx
	{`server at "`, pattern{src: `server at "(?P<addr>[^"]+)"(?: \([^)]*\))?, port (?P<port>\d{1,5})`}},                                                 // libpq
	{`server on host "`, pattern{src: `server on host "(?P<addr>[^"]+)"(?: \([^)]*\))? and accepting`}},                                                 // libpq before 14
	{`on port `, pattern{src: `(?:connection|connect|connecting) to (?P<addr>[\w.:-]+) on port (?P<port>\d{1,5})`}},                                     // plain words
	{`, port `, pattern{src: `host (?P<addr>[\w.-]+), port (?P<port>\d{1,5})`}},                                                                         // JDBC
	{` port `, pattern{src: `connect to (?P<addr>[\w.:-]+) port (?P<port>\d{1,5})`}},                                                                    // curl, ssh
	{`server on '`, pattern{src: `server on '(?P<addr>[^':]+)(?::(?P<port>\d{1,5}))?'`}},                                                                // MySQL clients
	{`dial `, pattern{src: `dial (?:tcp|udp)[46]? (?:[^ ]+->)?(?P<addr>\[[0-9a-f:]+\]|[\w.-]+):(?P<port>\d{1,5})`}},                                     // Go
	{`->`, pattern{src: `->(?P<addr>\[[0-9a-f:]+\]|[\w.-]+):(?P<port>\d{1,5})`}},                                                                        // Go read and write
	{`lookup `, pattern{src: `lookup (?P<addr>[\w-]+(?:\.[\w-]+)*)\.?(?: on |: )`}},                                                                     // Go
	{`addrinfo`, pattern{src: `getaddrinfo (?:E[A-Z_]+|EAI_AGAIN) (?P<addr>[\w.-]+)`}},                                                                  // Node
	{` e`, pattern{src: `connect E[A-Z]+ (?P<addr>[0-9a-f.:]+):(?P<port>\d{1,5})`}},                                                                     // Node
	{`connecting to `, pattern{src: `connecting to (?:server )?['"]?(?P<addr>[\w.-]+):(?P<port>\d{1,5})`}},                                              // redis-py and others
	{`connect to `, pattern{src: `connect to (?:server |host )?['"]?(?P<addr>[\w.-]+?)[/:](?:[\d.]+:)?(?P<port>\d{1,5})`}},                              // Java, curl
	{`timeout to `, pattern{src: `timeout to (?P<addr>[\w.-]*\w)(?::(?P<port>\d{1,5}))?`}},                                                              // plain words
	{`connection to `, pattern{src: `connection to (?:server |host )?['"]?(?P<addr>[\w.-]+)(?::(?P<port>\d{1,5}))?`}},                                   // plain words
	{`://`, pattern{src: `\b[a-z][a-z0-9+.-]*://(?:[^@/\s]*@)?(?P<addr>\[[0-9a-f:]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?`}},                                // a URL
	{``, pattern{src: `(?:^|[\s'"(=/])(?P<addr>\d{1,3}(?:\.\d{1,3}){3}):(?P<port>\d{1,5})\b`}},                                                          // address:port
	{``, pattern{src: `(?:^|[\s'"(=])(?P<addr>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+|[a-z][a-z0-9-]*):(?P<port>\d{2,5})(?:[\s'",;)\]/]|$)`}}, // name:port
}

// captureMore adds what the class's capture patterns find, and the peer when
// the class speaks of one.
func (c *Class) captureMore(text string, into map[string]string) map[string]string {
	for _, p := range c.capture {
		if m := p.regexp().FindStringSubmatchIndex(text); m != nil {
			into = captures(p.regexp(), text, m, into)
		}
	}
	if into["addr"] != "" || !slices.Contains(c.Component.From, "peer") {
		return into
	}
	return capturePeer(text, into)
}

func capturePeer(text string, into map[string]string) map[string]string {
	folded := lower(text)
	for i := range peerPatterns {
		p := &peerPatterns[i]
		if !strings.Contains(folded, p.literal) {
			continue
		}
		re := p.pattern.regexp()
		for _, m := range re.FindAllStringSubmatchIndex(text, 8) {
			if a := re.SubexpIndex("addr"); !isSourceFile(text[m[2*a]:m[2*a+1]]) {
				return captures(re, text, m, into)
			}
		}
	}
	return into
}

// sourceEndings end the names of source files, which stack traces print as
// "Alert.java:131".
var sourceEndings = []string{".java", ".kt", ".scala", ".go", ".py", ".rb", ".php", ".js", ".ts", ".mjs", ".cs", ".vb", ".rs", ".c", ".cc", ".cpp", ".h", ".ex", ".erl", ".pl", ".groovy"}

func isSourceFile(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(sourceEndings, func(end string) bool { return strings.HasSuffix(name, end) })
}
