package event

// cue is a bit for each group of words that tells of connections.
type cue uint32

const (
	cueLink    cue = 1 << iota // the line is about a connection at all
	cueFar                     // the line may be about a far end
	cueTry                     // "attempt", "trying"
	cueGoing                   // "connecting": a connection is being made
	cueUp                      // "established", "connected"
	cueSlow                    // "high", "slow"
	cueLatency                 // "latency", "response"
	cueTimeout                 // "timeout", "timed out"
	cueRefused                 // "refused"
	cueReset                   // "reset by peer", "broken pipe", "gone away"
	cueLost                    // "lost", "dropped"
	cueSudden                  // "unexpectedly", "abruptly"
	cueEnded                   // "terminated", "closed", "disconnected"
	cueNoWay                   // "unreachable", "no route", "name resolution"
	cueFailed                  // "failed", "could not"
	cueRetry                   // "retrying", "reconnecting"
	cueServer                  // words of a server about its clients
	cuePing                    // echo replies and requests
	cueSet                     // settings and counts that only name connections
)

// connLexicon is the vocabulary of connections, in lower case; phrases of two
// words are found by their words standing next to each other.
var connLexicon = []struct {
	cue   cue
	words string
}{
	{cueLink, "connection,connections,connect,conn,socket,network,dial,handshake,econnaborted,reach"},
	{cueFar, "tcp,udp,peer,upstream,remote,httpconnectionpool,httpsconnectionpool,i/o,io,read,errno,host,database,broker,endpoint,lookup,server,db,write"},
	{cueLink | cueGoing, "connecting,dialing"},
	{cueLink | cueUp, "connected,reconnected"},
	{cueLink | cueRetry, "reconnecting,reconnect"},
	{cueLink | cueEnded, "disconnected,disconnect"},
	{cueTry, "attempt,attempting,trying,opening"},
	{cueUp, "established,successful,successfully,succeeded,restored"},
	{cueSlow, "high,slow,degraded,elevated,increased"},
	{cueLatency, "latency,response,rtt"},
	{cueTimeout, "timeout,timed out,no response,no answer,not responding,unresponsive,no reply,deadline exceeded"},
	{cueLink | cueTimeout, "etimedout,connecttimeout,connecttimeouterror,connecttimeoutexception,sockettimeoutexception,readtimeout,readtimeouterror,connectiontimeout"},
	{cueRefused, "refused,refuses"},
	{cueLink | cueRefused, "econnrefused,connectionrefusederror,connectexception,connectionrefused"},
	{cueReset, "reset,broken pipe,gone away,hung up"},
	{cueLink | cueReset, "econnreset,epipe,connectionreseterror,brokenpipeerror,remotedisconnected"},
	{cueLost, "lost,dropped,severed,broken"},
	{cueSudden, "unexpectedly,abruptly,unexpected,permanently"},
	{cueEnded, "terminated,closed,closing,ended,aborted"},
	{cueNoWay, "unreachable,no route,name resolution,such host,not resolve,unknown host,not known,getaddrinfo,nxdomain"},
	{cueLink | cueNoWay, "ehostunreach,enetunreach,enotfound,eai_again,unknownhostexception,noroutetohostexception,gaierror,nameresolutionerror"},
	{cueFailed, "failed,failure,fails,cannot,couldn't,can't,could not,unable,error,not connect"},
	{cueRetry, "retrying,retry"},
	{cueServer, "authorized,authenticated,preauth,disconnection,unauthenticated,aborted connection,connection received,accepted connection,client closed,client connected,client disconnected,keepalive connection"},
	{cuePing, "icmp_seq,icmp,bytes of"},
	{cueSet, "pool,max_connections,keepalive,setting,configured,listening,limit,maximum,accept"},
}

var connWords, connPhrases, connFirst = compileConn()

func compileConn() (words, phrases map[string]cue, first map[string]bool) {
	words, phrases, first = map[string]cue{}, map[string]cue{}, map[string]bool{}
	for _, row := range connLexicon {
		for w := range splitComma(row.words) {
			if a, _, two := cutSpace(w); two {
				phrases[w] |= row.cue
				first[a] = true
			} else {
				words[w] |= row.cue
			}
		}
	}
	return words, phrases, first
}
