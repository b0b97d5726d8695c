package event

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"inquest/internal/record"
)

// sample is a record in short: the message, then " | " and logfmt fields when
// it has any; "ERROR: " in front sets the level. want is what describe prints,
// "" when nothing must be read.
type sample struct{ text, want string }

// runSamples hold the vocabulary of life cycles. TestLexiconIsSampled insists
// that every word of the lexicon is reached by one of them.
var runSamples = []sample{
	// Plain words around "noun id".
	{"Job R-17 started (resize).", "start R-17 name=resize"},
	{"Job R-17 failed after 258 seconds.", "end failed R-17 258s"},
	{"Job R-17 completed successfully in 0.34 seconds.", "end ok R-17 340ms"},
	{"Job R-17 has been cancelled by operator", "end cancelled R-17"},
	{"job R17 is queued", "mention R17"},
	{"Starting job 4711", "start 4711"},
	{"Finished job 4711 in 3.5s", "end ok 4711 3.5s"},
	{"Successfully completed job 4711", "end ok 4711"},
	{"Failed to run job 4711: connection pool exhausted", "end failed 4711"},
	{"Error in job 4711: division by zero", "end failed 4711"},
	{"Error while executing job 4711", "end failed 4711"},
	{"Exception in task 12: boom", "end failed 12"},
	{"Job 4711 did not finish", "end failed 4711"},
	{"Job 4711 has not started yet", "mention 4711"},
	{"Job 4711 will start at 10:00", "mention 4711"},
	{"Job 4711 exited with code 1", "end failed 4711"},
	{"Job 4711 exited with code 0", "end ok 4711"},
	{"Job 4711 finished with status FAILED", "end failed 4711"},
	{"Job 4711 finished with status: SUCCESS", "end ok 4711"},
	{"Job 4711 completed with errors", "end failed 4711"},
	{"Job 4711 completed with 0 errors", "end ok 4711"},
	{"Job 4711 changed state from RUNNING to FAILED", "end failed 4711"},
	{"Job 4711 status: COMPLETED", "end ok 4711"},
	{"Job 4711 is now RUNNING", "mention 4711"},
	{"Job 4711 state=FAILED", "end failed 4711"},
	{"Job 4711: FAILED", "end failed 4711"},
	{"[job 4711] done in 2.5 s", "end ok 4711 2.5s"},
	{"[job:4711] aborted", "end failed 4711"},
	{"job#4711 crashed", "end failed 4711"},
	{"job=4711 done took=134ms", "end ok 4711 134ms"},
	{"Job id 4711 killed by signal 9", "end failed 4711"},
	{"Job {JobId} failed | JobId=Q-7", "end failed Q-7"},
	{"Job started | job=App\\Jobs\\Render uuid=a85d8449-a11b", "start a85d8449-a11b name=App\\Jobs\\Render"},
	{"Executing <Task(HttpOperator): pull_part_07> on 2026-05-11", "start pull_part_07 name=HttpOperator"},
	{"Killing job 4711 on failed node n7", "end failed 4711"},
	{"Job ID: 4711 timed out after 30s", "end failed 4711 30s"},
	{"Job with id 4711 picked up by worker-3", "start 4711"},
	{"Job nightly-report failed", "end failed nightly-report"},
	{"Job 'nightly report' failed", "end failed nightly report"},
	{"Job \"nightly\" finished in 4m18s", "end ok nightly 258s"},
	{"Job nightly-report (id=42) started", "start 42 name=nightly-report"},
	{"Job nightly-report #42 succeeded", "end ok 42 name=nightly-report"},
	{"Task mail.digest[8a3b] received", "start 8a3b name=mail.digest"},
	{"Task mail.digest[8a3b] succeeded in 0.0085s: None", "end ok 8a3b name=mail.digest 8.5ms"},
	{"Task mail.digest[8a3b] raised unexpected: ValueError('x')", "end failed 8a3b name=mail.digest"},
	{"Task mail.digest[8a3b] retry: Retry in 180s", "retry 8a3b name=mail.digest"},
	{"Task mail.digest[8a3b] write_rows(db7) took 55ms", "mention 8a3b name=mail.digest 55ms to=db7"},
	{"Executing load AG-77 (dataset eu-small)", "start AG-77 name=eu-small"},
	{"load AG-77 committed, duration 0.15s", "end ok AG-77 150ms"},
	{"load AG-77 rolled back, duration 0.52s: MemoryError()", "end failed AG-77 520ms"},
	{"load AG-77 phase publish/queue-b: 70ms", "mention AG-77 70ms to=queue-b"},
	{"load AG-77 phase publish/queue-b exception on try 1: x", "retry AG-77 to=queue-b"},
	{"batch 42 processed in 3s", "end ok 42 3s"},
	{"Processing batch 42", "start 42"},
	{"run #17 failed", "end failed 17"},
	{"build 311 passed", "end ok 311"},
	{"Build #311 started by cron", "start 311"},
	{"workflow x/y-7 aborted", "end failed x/y-7"},
	{"Job R-17: step write on 10.8.0.1:3306 done in 24 ms", "mention ok R-17 24ms to=10.8.0.1:3306"},
	{"Job R-17: step write failed", "mention failed R-17"},
	{"Job R-17: attempt 1/2 on orders failed: 502 Server Error", "retry R-17 to=orders"},
	{"Job R-17: attempt 2/2 on orders failed: 502 Server Error", "retry failed R-17 to=orders"},
	{"Job R-17 attempt 1 started", "start R-17"},
	{"Job R-17: giving up on orders: HTTPError: 502", "retry failed R-17 to=orders"},
	{"Job R-17 gave up after 3 attempts", "end failed R-17"},
	{"Job R-17 failed after 3 retries", "end failed R-17"},
	{"Job R-17 failed, retrying in 5s", "retry R-17"},
	{"Job R-17 failed: timeout, will be retried", "retry R-17"},
	{"Job R-17 failed (attempt 1/3)", "retry R-17"},
	{"Job R-17 failed (attempt 3/3)", "end failed R-17"},
	{"Job R-17 failed on attempt 2", "retry R-17"},
	{"Job R-17 failed to connect to db", "retry failed R-17"},
	{"Retrying job R-17 (attempt 2)", "retry R-17"},
	{"Job R-17: connection to db failed", "mention failed R-17"},
	{"Job R-17 query timed out", "mention failed R-17"},
	{"Job R-17 completed order sync", "mention ok R-17"},
	{"Job R-17 moved to dead letter queue", "end failed R-17"},
	{"Job R-17 dead-lettered after 5 deliveries", "end failed R-17"},
	{"Cancelling job R-17", "end cancelled R-17"},
	{"Job R-17 requeued", "retry R-17"},
	{"Job R-17: connect failed, trying again in 3s", "retry R-17"},
	{"Job R-17: Connect Timeout Error, trying once more", "retry R-17"},
	{"Job R-17 failed, next attempt in 5s", "retry R-17"},
	// Words in front of the noun, where a field has the id.
	{"booking task started | taskId=BK7001", "start BK7001"},
	{"nightly task finished | task_id=N-7", "end ok N-7"},
	{"ERROR: dispatch job failed | job_id=D-9", "end failed D-9"},
	{"upload failed | job_id=D-9", "mention failed D-9"},
	// Nouns of one's own trade, where a field has the id.
	{"invoice run started | invoice=INV-770121", "start INV-770121"},
	{"invoice run finished | invoice=INV-770121 elapsed=207ms", "end ok INV-770121 207ms"},
	{"ERROR: invoice run aborted | invoice=INV-770208 elapsed=6.51s", "end failed INV-770208 6.51s"},
	{"delivery picked up | delivery_id=dlv_81", "start dlv_81"},
	{"ERROR: delivery failed permanently | delivery_id=dlv_81", "end failed dlv_81"},
	{"processing order | orderId=A-77", "start A-77"},
	{"order processed | orderId=A-77", "end ok A-77"},
	{"invoice archived by hand | invoice=INV-1", "mention INV-1"},
	{"connection closed | connection=c-77", ""},
	{"ERROR: payment declined: certificate has expired | payment=p-88193", "mention p-88193"},
	{"ERROR: connect() failed while reading parcel=P-77", ""},
	{"ERROR: no answer from the far end of a very long name, so the parcel failed | parcel=P-77", ""},
	{"session started | session_id=ab12", ""},
	{"user created | order=A-77", ""},

	// Schedulers and queues.
	{"Performing MailJob (Job ID: 9bd4-11) from Sidekiq(default)", "start 9bd4-11"},
	{"Performed MailJob (Job ID: 9bd4-11) from Sidekiq(default) in 12.3ms", "end ok 9bd4-11 12.3ms"},
	{"Error performing MailJob (Job ID: 9bd4-11) from Sidekiq(default) in 12.3ms: boom", "end failed 9bd4-11 12.3ms"},
	{"start | class=MailJob jid=b4a577edbccf1d805744efa9", "start b4a577edbccf1d805744efa9 name=MailJob"},
	{"done | class=MailJob jid=b4a577edbccf1d805744efa9 elapsed=1.2", "end ok b4a577edbccf1d805744efa9 name=MailJob 1.2s"},
	{"fail | class=MailJob jid=b4a577edbccf1d805744efa9 elapsed=0.31", "end failed b4a577edbccf1d805744efa9 name=MailJob 310ms"},
	{"pid=1 tid=a2 class=MailJob jid=b4a577ed INFO: start", "start b4a577ed name=MailJob"},
	{"pid=1 tid=a2 class=MailJob jid=b4a577ed elapsed=0.5 INFO: done", "end ok b4a577ed name=MailJob 500ms"},
	{"pid=1 tid=a2 class=MailJob jid=b4a577ed elapsed=0.5 WARN: fail", "end failed b4a577ed name=MailJob 500ms"},
	{"sched: Allocate JobId=1234 NodeList=n[1-4] #CPUs=16 Partition=batch", "mention 1234"},
	{"_job_complete: JobId=1234 WEXITSTATUS 1", "end failed 1234"},
	{"_job_complete: JobId=1234 WEXITSTATUS 0", "end ok 1234"},
	{"_job_complete: JobId=1234 done", "end ok 1234"},
	{"Time limit exhausted for JobId=1234", "end failed 1234"},
	{"*** JOB 1234 ON node1 CANCELLED AT 2031-05-06T07:08:09 DUE TO TIME LIMIT ***", "end failed 1234"},
	{"Launching batch job 1234 for UID 1000", "start 1234"},
	{"Job default/nightly-2839 completed", "end ok default/nightly-2839"},
	{"job/nightly-2839 failed: BackoffLimitExceeded", "end failed nightly-2839"},
	{"Job `cron.daily' started", "start cron.daily"},
	{"Job `cron.daily' terminated (exit status: 1)", "end failed cron.daily"},
	{"Job `cron.daily' terminated", "end ok cron.daily"},
	{"Job DEFAULT.reportJob threw an unhandled Exception: ", "end failed DEFAULT.reportJob"},
	{"Job: [SimpleJob: [name=importUserJob]] launched with the following parameters: [{run.id=1}]", "start importUserJob"},
	{"Job: [SimpleJob: [name=importUserJob]] completed with the following parameters: [{run.id=1}] and the following status: [COMPLETED] in 123ms", "end ok importUserJob 123ms"},
	{"Job: [SimpleJob: [name=importUserJob]] completed with the following parameters: [{run.id=1}] and the following status: [FAILED] in 123ms", "end failed importUserJob 123ms"},
	{"Marking task as SUCCESS. dag_id=sales, task_id=load_rows, run_id=manual__2031", "end ok sales.load_rows name=load_rows"},
	{"Marking task as FAILED. dag_id=sales, task_id=load_rows", "end failed sales.load_rows name=load_rows"},
	{"Marking task as UP_FOR_RETRY. dag_id=sales, task_id=load_rows", "retry sales.load_rows name=load_rows"},
	{"TaskInstance Finished: dag_id=sales, task_id=load_rows, state=failed, run_duration=12.3", "end failed sales.load_rows name=load_rows 12.3s"},
	{"Starting task 0.0 in stage 1.0 (TID 5, host1)", "start 0.0"},
	{"Finished task 0.0 in stage 1.0 (TID 5) in 23 ms on host1 (1/2)", "end ok 0.0 23ms"},
	{"Job job_1445144423722_0020 completed successfully", "end ok job_1445144423722_0020"},
	{"Job job_1445144423722_0020 failed with state FAILED due to: Task failed", "end failed job_1445144423722_0020"},
	{"Job succeeded", ""},
	{"Job 3 of 10 done", ""},

	// Unit in a field, words in the message.
	{"job accepted | job=R-5 type=copy", "start R-5 name=copy"},
	{"call done | job=R-5 call=pull target=near took=35600000", "mention ok R-5 35.6ms to=near"},
	{"call failed, backing off | job=R-5 call=push target=far try=1", "retry R-5 to=far"},
	{"job done | job=R-5 type=copy took=36000000", "end ok R-5 name=copy 36ms"},
	{"job aborted | job=R-5 type=copy target=far took=1.001s", "end failed R-5 name=copy 1.001s to=far"},
	{"task received | task_id=8a3b task=mail", "start 8a3b name=mail"},
	{"task step | task_id=8a3b task=mail op=put comp=cache ms=60", "mention 8a3b name=mail 60ms to=cache"},
	{"task succeeded | task_id=8a3b task=mail sec=0.061", "end ok 8a3b name=mail 61ms"},
	{"task raised | task_id=8a3b task=mail sec=5.2", "end failed 8a3b name=mail 5.2s"},
	{"step failed, will retry | job=R-5 kind=risk comp=db attempt=1 max=2", "retry R-5 name=risk to=db"},
	{"giving up | job=R-5 comp=db", "retry failed R-5 to=db"},
	{"load rolled back | job_id=e-7 dataset=orders duration_s=0.4", "end failed e-7 name=orders 400ms"},
	{"phase | job_id=e-7 dataset=orders op=write comp=db ms=35", "mention e-7 name=orders 35ms to=db"},
	{"phase exception | job_id=e-7 comp=db", "mention failed e-7 to=db"},
	{"job_finished | job_id=e-7 status=error", "end failed e-7"},
	{"job finished | job_id=e-7 status=success", "end ok e-7"},
	{"ERROR: job finished | job_id=e-7", "end failed e-7"},
	{"job finished | job_id=e-7 exit_code=3", "end failed e-7"},
	{" | event=job.failed job_id=e-7 duration_ms=1500", "end failed e-7 1.5s"},
	{" | event=JobStarted jobId=e-7 jobType=copy", "start e-7 name=copy"},
	{"state changed | job_id=e-7 from=running to=failed", "end failed e-7"},
	{"heartbeat | job_id=e-7 state=running", "mention e-7"},
	{"request completed | job_id=e-7 status=ok", "mention ok e-7"},
	{"upload failed | job_id=e-7", "mention failed e-7"},
	{"GET /price/1 200 34ms job=a6a3 rid=3c", "mention a6a3 34ms"},
	{"GET /failed 500 34ms | job=a6a3", "mention a6a3 34ms"},
	{"handled | method=GET path=/x status=500 job_id=e-7 ms=34", "mention e-7 34ms"},
	{"failed | path=/x status=500 job_id=e-7 ms=34", "mention e-7 34ms"},
	{"job failed | method=POST url=http://10.8.0.1/x job_id=e-7", "end failed e-7"},
	{"Job execution failed | job_id=e-7", "end failed e-7"},

	// Ids under plain keys and in front of the message.
	{"JOB_START id=R-17 type=resize", "start R-17 name=resize"},
	{"JOB_END id=R-17 rc=1 elapsed=2.5s", "end failed R-17 2.5s"},
	{"JOB_END id=R-17 rc=0 elapsed=2.5s", "end ok R-17 2.5s"},
	{"job finished | id=R-17 status=FAILED", "end failed R-17"},
	{" | event=task_completed id=9f-22 took_ms=12", "end ok 9f-22 12ms"},
	{"started | run=AG-77 dataset=eu", "start AG-77 name=eu"},
	{"[R-20117] started (resize)", "start R-20117 name=resize"},
	{"[R-20117] completed in 3s", "end ok R-20117 3s"},
	{"a5b89b2f: FAILED after 12 s", "end failed a5b89b2f 12s"},
	{"0ce66f73-1e84-4b36-bb9e-dacb4b2e7245 finished", "end ok 0ce66f73-1e84-4b36-bb9e-dacb4b2e7245"},
	{"Job R-17 transitioned RUNNING -> SUCCEEDED", "end ok R-17"},
	{"Job R-17 submitted to queue default", "mention R-17"},
	{"Job R-17 enqueued", "mention R-17"},
	{"Job R-17 exceeded its deadline of 30s", "end failed R-17"},
	{"Job R-17 terminated with exit code 137", "end failed R-17"},
	{"Job R-17 was terminated by signal 15", "end ok R-17"},
	{"Job R-17 returned exit status 2", "end failed R-17"},
	{"Job R-17 (resize) failed: RuntimeError: boom", "end failed R-17"},
	{"Job resize/R-17 failed", "end failed resize/R-17"},
	{"Task R-17 completed with state=FAILED", "end failed R-17"},
	{"Job R-17 result: FAILURE", "end failed R-17"},
	{"Job R-17 ended in state ERROR", "end failed R-17"},
	{"Job R-17 ended OK", "end ok R-17"},
	{"Job R-17 ended NOTOK", "end failed R-17"},
	{"Step load of job R-17 failed", "mention failed R-17"},
	{"Worker 3 picked up job R-17", "start R-17"},
	{"Worker w3 failed job R-17", "end failed R-17"},
	{"No heartbeat from job R-17", "mention R-17"},
	{"Job R-17 is still running after 300 s", "mention R-17 300s"},
	{"Job R-17 progress 50% done", "mention ok R-17"},

	// Words that the ones above do not reach.
	{"job 7 begins", "start 7"}, {"job 7 begun", "start 7"}, {"Begin job 7", "start 7"}, {"job 7 began", "start 7"}, {"Beginning job 7", "start 7"},
	{"job 7 starts", "start 7"}, {"job 7 executing", "start 7"}, {"job 7 launched", "start 7"}, {"job 7 picked up", "start 7"}, {"Picking up job 7", "start 7"},
	{"job 7 dequeued", "start 7"}, {"job 7 claimed", "start 7"}, {"Claiming job 7", "start 7"}, {"job 7 initiated", "start 7"}, {"Initiating job 7", "start 7"},
	{"job 7 spawned", "start 7"}, {"job 7 kicked off", "start 7"}, {"job 7 fired", "start 7"}, {"job 7 triggered", "start 7"}, {"Invoking job 7", "start 7"}, {"Firing job 7", "start 7"}, {"job 7 resumed", "start 7"},
	{"Running job 7", "start 7"}, {"Handling job 7", "start 7"}, {"Working on job 7", "start 7"},
	{"job 7 complete", "end ok 7"}, {"job 7 completes", "end ok 7"}, {"job 7 succeeds", "end ok 7"}, {"job 7 success", "end ok 7"}, {"job 7 successful", "end ok 7"}, {"job 7 ok", "end ok 7"},
	{"job 7 performed", "end ok 7"}, {"job 7 handled", "end ok 7"}, {"job 7 delivered", "end ok 7"}, {"job 7 fulfilled", "end ok 7"}, {"job 7 exported", "end ok 7"},
	{"job 7 finishes", "end ok 7"}, {"job 7 finish", "end ok 7"}, {"job 7 ended", "end ok 7"}, {"job 7 ends", "end ok 7"}, {"job 7 exits", "end ok 7"}, {"job 7 stop", "end ok 7"}, {"job 7 returned 0", "end ok 7"}, {"job 7 closed", "end ok 7"}, {"job 7 NOK", "end failed 7"}, {"job 7 end", "end ok 7"}, {"at the end of job 7", "mention 7"}, {"job 7 executed", "end ok 7"},
	{"job 7 fails", "end failed 7"}, {"job 7 failing", "end failed 7"}, {"job 7 failure", "end failed 7"}, {"Aborting job 7", "end failed 7"}, {"job 7 abort", "end failed 7"}, {"job 7 rolling back", "end failed 7"}, {"job 7 rollback", "end failed 7"},
	{"job 7 raises", "end failed 7"}, {"job 7 crashes", "end failed 7"}, {"job 7 times out", "end failed 7"}, {"job 7 timeout", "end failed 7"}, {"job 7 time out", "end failed 7"}, {"job 7 errored", "end failed 7"}, {"job 7 error", "end failed 7"}, {"job 7 errors", "end failed 7"},
	{"job 7 throws", "end failed 7"}, {"job 7 died", "end failed 7"}, {"job 7 dead lettered", "end failed 7"}, {"job 7 discarded", "end failed 7"}, {"Discarding job 7", "end failed 7"}, {"job 7 discard", "end failed 7"}, {"job 7 dead", "end failed 7"}, {"job 7 panicked", "end failed 7"}, {"job 7 panic", "end failed 7"},
	{"job 7 evicted", "end failed 7"}, {"job 7 expired", "end failed 7"}, {"job 7 faulted", "end failed 7"}, {"job 7 unsuccessful", "end failed 7"}, {"job 7 finished unsuccessfully", "end failed 7"}, {"job 7 incomplete", "end failed 7"}, {"job 7 dropped", "end failed 7"},
	{"job 7 DeadlineExceeded", "end failed 7"}, {"job 7 OOMKilled", "end failed 7"}, {"job 7 NODE_FAIL", "end failed 7"}, {"job 7 OUT_OF_MEMORY", "end failed 7"}, {"job 7 BackoffLimitExceeded", "end failed 7"},
	{"job 7 canceled", "end cancelled 7"}, {"Canceling job 7", "end cancelled 7"}, {"job 7 cancel", "end cancelled 7"}, {"job 7 revoked", "end cancelled 7"}, {"job 7 superseded", "end cancelled 7"}, {"job 7 interrupted", "end cancelled 7"}, {"job 7 skipped", "end cancelled 7"}, {"job 7 stopped", "end cancelled 7"}, {"job 7 withdrawn", "end cancelled 7"},
	{"job 7 retried", "retry 7"}, {"job 7 retries in 5 s", "retry 7"}, {"Requeueing job 7", "retry 7"}, {"Requeuing job 7", "retry 7"}, {"job 7 re-queued", "retry 7"}, {"job 7 rescheduled", "retry 7"}, {"Rescheduling job 7", "retry 7"}, {"Reattempting job 7", "retry 7"}, {"Restarting job 7", "retry 7"}, {"job 7 redelivered", "retry 7"}, {"Redelivering job 7", "retry 7"},
	{"job 7 memory limit exceeded", "mention failed 7"}, {"job 7 limit reached", "end failed 7"}, {"job 7 exceeded", "end failed 7"}, {"job 7 gives up", "end failed 7"}, {"job 7: retries exhausted", "retry failed 7"},
	{"pipeline 7 failed", "end failed 7"}, {"execution 7 failed", "end failed 7"}, {"work item: job 7 failed", "end failed 7"}, {"workitem 7 failed", "end failed 7"}, {"taskrun 7 failed", "end failed 7"}, {"jobrun 7 failed", "end failed 7"}, {"activity 7 failed", "end failed 7"},
	{"import 7 failed", "end failed 7"}, {"export 7 failed", "end failed 7"}, {"backup b-7 failed", "end failed b-7"}, {"sync s-7 failed", "end failed s-7"}, {"transfer 7 failed", "end failed 7"}, {"flow 7 failed", "end failed 7"}, {"dag d-7 failed", "end failed d-7"},
}

// quietSamples name no unit, or say nothing of a run.
var quietSamples = []string{
	"Scheduler nightly-batch started with 9 worker threads",
	"Queue depth 0, 0 running, 24 completed",
	"job started", "task failed", "Task Scheduler started", "load average: 0.53 0.40 0.31", "failed to load config.yaml",
	"running 5 tests", "run as user 1000", "batch of 500 dropped", "3 jobs failed", "start worker process 8", "All 12 tasks finished",
	"running state | running=1 queued=0 run=0 batch=500",
	"Loading buffer pool(s) from /var/lib/db/pool", "cache trimmed, 382 entries evicted", "Build succeeded with 3 warnings", "import numpy as np",
	"worker-1001 started", "[pool-1-thread-2001] finished", "web-01 started", "eth0: link up", "ORA-01555: error", "node-12 failed", "10.8.0.1 failed", "2031-05-06 started",
	"queue state | id=7 run=3 load=80% batch=500",
	"backup started", "task 3 of 10 done", "task 3/10 done", "job 5s", "job 80% complete",
	"SELECT * FROM jobs WHERE id = 7", "the load on node 7 is high",
}

func TestRunSamples(t *testing.T) {
	for _, s := range runSamples {
		if got := describeRuns(readSample(s.text)); got != s.want {
			t.Errorf("%q\n  reads %q\n  want  %q", s.text, got, s.want)
		}
	}
}

func TestQuietSamples(t *testing.T) {
	for _, s := range quietSamples {
		if got := describeRuns(readSample(s)); got != "" {
			t.Errorf("%q reads %q, want nothing", s, got)
		}
	}
}

// readSample makes the record of a sample and extracts its events.
func readSample(s string) []Event {
	var r record.Record
	if rest, ok := strings.CutPrefix(s, "ERROR: "); ok {
		r.Level, s = record.LevelError, rest
	}
	msg, fields, _ := strings.Cut(s, " | ")
	r.Message, r.Raw = []byte(msg), []byte(s)
	for _, f := range splitFields(fields) {
		k, v, _ := strings.Cut(f, "=")
		r.Fields = append(r.Fields, record.Field{Key: []byte(k), Value: []byte(strings.Trim(v, `"`))})
	}
	var x Extractor
	return x.Extract(nil, &r)
}

// splitFields splits at blanks outside of quotes.
func splitFields(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(c rune) bool {
		if c == '"' {
			quoted = !quoted
		}
		return c == ' ' && !quoted
	})
}

var kindNames = map[Kind]string{RunMention: "mention", RunStart: "start", RunRetry: "retry", RunEnd: "end",
	ConnAttempt: "attempt", ConnUp: "up", ConnSlow: "slow", ConnTimeout: "timeout", ConnRefused: "refused",
	ConnFailed: "failed", ConnRetry: "retry", ConnLost: "lost", ConnClosed: "closed"}

var outcomeNames = map[Outcome]string{OutcomeSucceeded: " ok", OutcomeFailed: " failed", OutcomeCancelled: " cancelled"}

func describeRuns(events []Event) string {
	var out []string
	for _, e := range events {
		if e.Kind >= ConnAttempt || e.Unit.Kind == KindUnproven {
			continue
		}
		s := kindNames[e.Kind] + outcomeNames[e.Outcome] + " " + e.Unit.ID
		if e.Unit.Name != "" {
			s += " name=" + e.Unit.Name
		}
		if e.HasDuration {
			s += " " + duration(e.Duration)
		}
		if e.Target != "" {
			s += " to=" + e.Target
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func duration(ns int64) string {
	if ns >= 60*sec {
		return fmt.Sprintf("%ds", ns/sec)
	}
	return time.Duration(ns).String()
}

// TestLexiconIsSampled refuses words of life cycles that no sample shows.
func TestLexiconIsSampled(t *testing.T) {
	seen := map[string]bool{}
	var tok tokenizer
	for _, s := range runSamples {
		if s.want == "" {
			continue
		}
		msg, _, _ := strings.Cut(s.text, " | ")
		tok.split([]byte(msg))
		for _, token := range tok.tokens {
			seen[strings.ToLower(string(tok.text(token)))] = true
		}
		for _, w := range strings.FieldsFunc(strings.ToLower(s.text), func(c rune) bool { return strings.ContainsRune(" =._|:/#(", c) }) {
			seen[w] = true
		}
	}
	for _, row := range lexicon {
		if row.sense&(senseVerb|senseRetry|senseGiveUp|senseUnit) == 0 {
			continue
		}
		for w := range splitComma(row.words) {
			if !seen[w] {
				t.Errorf("no sample shows %q", w)
			}
		}
	}
}
