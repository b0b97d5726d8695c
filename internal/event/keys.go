package event

// role is what the key of a field says about its value.
type role uint8

const (
	roleNone     role = iota
	roleID            // the unit's id; rank orders the keys when a record has several
	roleIDOrName      // the unit's id when it looks like one or nothing better is there, else its name
	roleCode          // the unit's id when it is code-like; else a count or a size: "run=3"
	rolePlainID       // the unit's id when the message names a unit by a noun
	roleName          // the unit's type or name
	roleState         // a life-cycle word
	roleEvent         // what happened, in words joined by _ or .
	roleExit          // exit code
	roleDuration
	roleLatency
	roleTarget // component that a step went to
	roleAddr   // address of the far end
	rolePort
	roleProtocol
	roleError // error text
	roleURL
	roleAttempt
	roleMethod   // HTTP method: the record is about a request
	rolePath     // path of a request
	roleAttempts // how many attempts there are
)

// keyRow gives keys, as normalised by normKey (lower case, separators
// dropped), their role. unit is the unit of a bare number in nanoseconds, 0
// when the key does not say one.
type keyRow struct {
	role role
	rank uint8
	unit int64
	keys string
}

const (
	usec = int64(1e3)
	msec = int64(1e6)
	sec  = int64(1e9)
)

var keyRows = []keyRow{
	{roleID, 1, 0, "jobid,jobuuid,jid,jobkey,jobref,activejobid,jobexecutionid"},
	{roleID, 2, 0, "taskid,taskuuid,taskinstanceid,workitemid,activityid"},
	{roleID, 3, 0, "loadid,batchid,batchuuid,importid,exportid,syncid,transferid,etlid"},
	{roleIDOrName, 4, 0, "job,jobnumber,jobno"},
	{roleID, 5, 0, "runid,runuuid,jobrunid,taskrunid,executionid,execid,buildid,buildnumber,workflowid,workflowrunid,pipelineid,flowid,invocationid"},
	{roleIDOrName, 6, 0, "task,workflow,pipeline,dagid,dag,workitem"},
	{roleCode, 7, 0, "run,load,build,batch,execution,sync,flow,transfer,etl,jobexecution"},
	{rolePlainID, 9, 0, "id,uuid"},
	{roleName, 1, 0, "jobtype,jobname,taskname,tasktype,jobclass,taskclass,workflowname,workflowtype,pipelinename,batchname,loadname,buildname,jobkind,taskkind,dagname,jobdefinition"},
	{roleName, 2, 0, "type,kind,dataset,class,name,worker_class,workerclass"},
	{roleState, 1, 0, "jobstatus,jobstate,taskstatus,taskstate,runstatus,runstate,batchstatus,newstatus,newstate,tostate,finalstatus,finalstate,buildstatus"},
	{roleState, 2, 0, "status,state,result,outcome,to,conclusion"},
	{roleEvent, 1, 0, "event,eventname,eventtype,action,evt,lifecycle"},
	{roleExit, 1, 0, "exitcode,exitstatus,returncode,rc,jobexitcode,exit"},
	{roleDuration, 1, 0, "duration,elapsed,took,runtime,jobruntime,timetaken,elapsedtime,executiontime,processingtime,walltime,totaltime,dur,exectime"},
	{roleDuration, 1, msec, "ms,durationms,elapsedms,tookms,runtimems,timems,elapsedmillis,durationmillis,msec,millis,durms,tms,executiontimems,processingtimems"},
	{roleDuration, 1, sec, "sec,secs,seconds,durations,durationsec,durationsecs,durationseconds,elapseds,elapsedsec,elapsedseconds,tooks,tooksec,runtimes,runtimesec,runtimeseconds,runduration,tooksecs"},
	{roleDuration, 1, usec, "us,durationus,elapsedus,tookus,usec,durationmicros,elapsedmicros"},
	{roleDuration, 1, 1, "ns,durationns,elapsedns,tookns,nsec,durationnanos,elapsednanos"},
	{roleLatency, 1, 0, "latency,rtt,ping,responsetime,roundtrip,roundtriptime"},
	{roleLatency, 1, msec, "latencyms,rttms,pingms,responsetimems"},
	{roleLatency, 1, sec, "latencys,latencysec,latencyseconds,rtts"},
	{roleTarget, 1, 0, "target,comp,upstream,dependency,backend,destination,dest,downstream,remotecomponent,peerservice,targethost"},
	{roleAddr, 1, 0, "ipaddress,peer,peeraddr,peerip,remotehost,remoteip,remoteaddr,dstip,destip,destinationip,destinationaddress,dsthost,desthost,serveraddr,serverip,serverhost,dbhost,upstreamaddr,upstreamhost,targetip,endpoint"},
	{roleAddr, 2, 0, "ip,addr,address"},
	{rolePort, 1, 0, "port,peerport,remoteport,dstport,destport,destinationport,dbport,serverport,upstreamport"},
	{roleProtocol, 1, 0, "protocol,proto,peerprotocol"},
	{roleError, 1, 0, "err,error,errormessage,errmsg,exception,exc,cause,reason,detail,errordetail,errormsg,failure,failurereason,rootcause,exceptionmessage,stderr"},
	{roleURL, 1, 0, "url,uri,requesturl,targeturl"},
	{roleMethod, 1, 0, "method,httpmethod,requestmethod,httprequestmethod"},
	{rolePath, 1, 0, "path,requestpath,requesturi,route,urlpath,httproute"},
	{roleAttempt, 1, 0, "attempt,try,trynumber,retry,retrycount,attemptnumber,tries,attempts,retries"},
	{roleAttempts, 1, 0, "max,maxattempts,maxtries,maxretries,retrylimit,attemptsmax"},
}

var keyTable, keyShape = compileKeys()

// compileKeys also fills a filter by first letter and length, which turns most
// keys away before they are normalised.
func compileKeys() (table map[string]keyRow, shape [26]uint32) {
	table = map[string]keyRow{}
	for _, row := range keyRows {
		for k := range splitComma(row.keys) {
			table[k] = row
			shape[k[0]-'a'] |= 1 << min(len(k), 31)
		}
	}
	return table, shape
}

// lookupKey finds the row of a field's key. buf is scratch.
func lookupKey(key []byte, buf *[32]byte) (keyRow, bool) {
	if len(key) == 0 || len(key) > len(buf) {
		return keyRow{}, false
	}
	first := key[0] | 0x20
	if first < 'a' || first > 'z' {
		return keyRow{}, false
	}
	mask := keyShape[first-'a']
	if mask<<(31-min(len(key), 31)) == 0 { // no key with this letter is this short
		return keyRow{}, false
	}
	n := normKey(buf, key)
	if mask&(1<<min(n, 31)) == 0 {
		return keyRow{}, false
	}
	row, ok := keyTable[string(buf[:n])]
	return row, ok
}

// normKey writes the key in lower case without '_', '-', '.' and blanks.
func normKey(buf *[32]byte, key []byte) int {
	n := 0
	for _, c := range key {
		switch {
		case c == '_' || c == '-' || c == '.' || c == ' ':
			continue
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		}
		buf[n] = c
		n++
	}
	return n
}
