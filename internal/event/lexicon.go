package event

// sense is what a word of the lexicon can say about a run. A word may have
// several senses; the clause decides which of them counts.
type sense uint32

const (
	senseUnit      sense = 1 << iota // names a unit: "job", "task"
	senseVerbal                      // a unit noun that is a verb too: "load", "run", "build"
	senseStart                       // the run begins
	senseSucceeded                   // the run ended well
	senseEnded                       // the run ended, the word alone does not say how
	senseFailed                      // the run ended badly
	senseCancelled                   // somebody stopped the run
	senseRetry                       // this attempt failed and another follows
	senseGiveUp                      // no attempt follows
	sensePart                        // a part of a run: its verbs are not the run's
	senseAttempt                     // a part that is one attempt of the run
	senseAux                         // helping words between a unit and its verb
	sensePrep                        // prepositions; the next word is their object
	senseNot                         // negations
	senseFuture                      // not now: plans and conditions
	senseStatus                      // "status", "state": the word after it says how
	senseIDWord                      // "id", "number": the next word is the id
	senseNameKey                     // "type", "dataset": the next word is the unit's name
	senseKeeper                      // runs units and is none: "worker", "scheduler"
	senseBusy                        // in progress: a start in front of the unit, a mention behind it
	senseProcess                     // nouns for the run itself: "execution", "processing"
	senseLevel                       // severity words left in front of a message
	senseFirst                       // first word of a phrase
)

const senseVerb = senseStart | senseSucceeded | senseEnded | senseFailed | senseCancelled | senseBusy

// lexicon is the vocabulary of life cycles: words and two-word phrases, in
// lower case. Every line of it is held by a sample in samples_test.go.
var lexicon = []struct {
	sense sense
	words string // separated by ","
}{
	{senseUnit, "job,task,batch,workflow,pipeline,execution,workitem,jobrun,taskrun,taskinstance,activity"},
	{senseUnit | senseVerbal, "load,run,build,import,export,backup,sync,transfer,flow,dag"},

	{senseStart, "started,starting,start,starts,received,accepted,executing,launched,launching,begin,began,begun,begins,beginning,picked up,picking up,dequeued,performing,claimed,claiming,initiated,initiating,spawned,kicked off,fired,triggered,invoking,firing,resumed"},
	{senseBusy, "running,processing,handling,working"},
	{senseSucceeded, "completed,complete,completes,succeeded,succeeds,success,successful,done,committed,ok,passed,performed,processed,handled,delivered,fulfilled,exported"},
	{senseEnded, "finished,finishes,finish,end,ended,ends,exited,exits,terminated,stop,returned,closed,executed"},
	{senseFailed, "failed,fails,fail,failure,failing,aborted,aborting,abort,rolled back,rolling back,rollback,raised,raises,crashed,crashes,killed,killing,timed out,times out,timeout,time out,errored,error,errors,exception,threw,throws,died,dead-lettered,dead lettered,discarded,discarding,discard,dead,panicked,panic,evicted,expired,faulted,unsuccessful,unsuccessfully,incomplete,deadlineexceeded,backofflimitexceeded,oomkilled,node_fail,notok,nok,out_of_memory,dropped,dead letter,limit exhausted,limit exceeded,limit reached,exceeded"},
	{senseCancelled, "cancelled,canceled,cancelling,canceling,cancel,revoked,superseded,interrupted,skipped,stopped,withdrawn"},
	{senseRetry, "retry,retrying,retried,retries in,requeued,requeueing,requeuing,re-queued,rescheduled,rescheduling,backing off,up_for_retry,reattempting,trying again,trying once,next attempt,restarting,redelivered,redelivering"},
	{senseGiveUp, "giving up,gave up,gives up,exhausted"},

	{sensePart, "step,steps,phase,phases,stage,stages,call,operation,op,stmt,statement,query,chunk,partition,item,record,request,subtask,action,command,hook,checkpoint,section,substep,tasklet,handler,listener,rpc"},
	{sensePart | senseAttempt, "attempt,try,tries"},
	{senseProcess, "execution,processing,run,work,itself,instance,lifecycle,runner,invocation,process,time"},

	{senseAux, "has,have,had,was,were,is,are,been,be,being,got,get,just,now,already,finally,again,unexpected,unexpectedly,unhandled,uncaught,internal,fatal,abnormally,prematurely,badly,poorly,wrongly,gracefully,normally,cleanly,partially,permanently,forcibly,automatically,manually,immediately,the,a,an,this,that,its,it,fully,all,new,scheduled,async,background,queued,pending,current,next,previous,and,then,completely,marked,marking,set,changed,changing,transitioned,transition,moved,moving,entered,reached,reported,reports,->,=>,-->,-,--,|,>,:,→,–,—,*,***,successfully"},
	{sensePrep, "in,on,at,for,of,from,by,with,to,via,under,after,as,into,within,during,using,over,through,while"},
	{senseNot, "not,never,no,didn't,couldn't,cannot,can't,hasn't,isn't,wasn't,unable,without,n't,did,could"},
	{senseFuture, "will,would,should,if,when,whenever,before,until,unless,waiting,wait,can,may,might,once,shall,to-be,expects,expected,expecting,allowed,eligible"},
	{senseStatus, "status,state,result,outcome,exit,code,exitcode,rc,exit_code,return,wexitstatus,wtermsig,returncode,exitstatus"},
	{senseIDWord, "id,ids,number,num,no,nr,key,uuid,identifier,ref"},
	{senseNameKey, "type,kind,name,dataset,class,classname,queue,tasktype,jobtype,job_type,task_name,job_name,job_class"},
	{senseKeeper, "worker,workers,thread,runner,scheduler,executor,executors,pool,queue,manager,server,service,controller,dispatcher,tracker,engine,master,agent,daemon,consumer,node,monitor"},
	{senseLevel, "trace,debug,info,information,notice,warn,warning,err,severe,critical,crit,fatal,alert,emerg,verbose,fine"},
}

var lexWords, lexPhrases = compileLexicon()

func compileLexicon() (words, phrases map[string]sense) {
	words, phrases = map[string]sense{}, map[string]sense{}
	for _, row := range lexicon {
		for w := range splitComma(row.words) {
			if a, _, two := cutSpace(w); two {
				phrases[w] |= row.sense
				words[a] |= senseFirst
			} else {
				words[w] |= row.sense
			}
		}
	}
	return words, phrases
}
