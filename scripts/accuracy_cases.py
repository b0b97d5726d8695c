#!/usr/bin/env python3
"""Per-case lines, dull baselines and calibration of the labelled sets.

usage: accuracy_cases.py cases  SET DATA WORK JUDGED   per-case lines of a set that score_all.py has run in WORK;
                                                       appends what was judged to JUDGED (JSON lines)
       accuracy_cases.py ablate BIN DATA WORK JUDGED   faultlab with the folder of the cause's host taken away
       accuracy_cases.py table  JUDGED                 the reliability table over all that was judged

The sets are not part of the project; see scripts/accuracy.sh.
"""
import collections, glob, json, os, re, shutil, subprocess, sys, tarfile


def rows(path):
    return [json.loads(l) for l in open(path) if l.strip()]


def report(work, case):
    try:
        return json.load(open(os.path.join(work, "out", case + ".json")))
    except (OSError, ValueError):
        return {}


def fold(name):
    name = re.sub(r"\.py$", "", str(name).lower())
    return re.sub(r"-[0-9a-f]{7,10}-[0-9a-z]{5}$", "", re.sub(r"^.*site-packages/", "", name).replace("/", "."))


def rank(report, level, want):
    seen = []
    for s in (report.get("suspects") or {}).get(level) or []:
        if fold(s["name"]) not in seen:
            seen.append(fold(s["name"]))
    return seen.index(fold(want)) + 1 if fold(want) in seen else 0


def first(report):
    h = (report.get("hypotheses") or [{}])[0]
    return h, " ".join(str(h.get(k, "")) for k in ("fault", "component", "title"))


def judge(out, name, case, rep, right):
    h, _ = first(rep)
    out.write(json.dumps({"set": name, "case": case, "verdict": rep.get("verdict"), "outcome": h.get("outcome"), "confidence": h.get("confidence", 0), "right": bool(right)}) + "\n")


def error_counts(folder, by):
    n = collections.Counter()
    for p in glob.glob(os.path.join(folder, "**", "*"), recursive=True):
        if os.path.isfile(p):
            for l in open(p, errors="replace"):
                if " ERROR " in l:
                    n[by(p, l)] += 1
    return n


def hits(ranks):
    n = max(1, len(ranks))
    return "AC@1 %.3f AC@3 %.3f AC@5 %.3f" % tuple(sum(0 < r <= k for r in ranks) / n for k in (1, 3, 5))


def most(now, before, want):
    order = sorted(now, key=lambda k: (before[k] - now[k], str(k)))
    return order.index(want) + 1 if want in order else 0


def openstack(data, work, out):
    dull_service, dull_module, by = [], [], collections.defaultdict(list)
    for l in rows(os.path.join(data, "openstack-faults", "labels.jsonl")):
        rep = report(work, l["case"])
        m, s = rank(rep, "module", l["root_module"]), rank(rep, "service", l["root_service"])
        by[l["root_module"]].append(m)
        h, text = first(rep)
        modules = [x["name"] for x in (rep.get("suspects") or {}).get("module") or []]
        names_module = any(name in text for name in modules + [l["root_module"]])
        # a hypothesis is held against what it claims: a module where it names one, else a service
        judge(out, "openstack", l["case"], rep, l["root_module"] in text if names_module else l["root_service"] in text)
        print("%-22s module %2d service %2d %-12s %s, %s %.2f" % (l["case"], m, s, rep.get("verdict"), h.get("fault"), h.get("outcome"), h.get("confidence", 0)))
        c = os.path.join(work, l["case"])
        for sink, key, want in ((dull_service, lambda p, _: p.split(os.sep)[-2], l["root_service"]), (dull_module, lambda _, t: (re.findall(r" ERROR (\S+)", t) or [""])[0], l["root_module"])):
            sink.append(most(error_counts(os.path.join(c, "fault"), key), error_counts(os.path.join(c, "normal"), key), want))
    for l in rows(os.path.join(data, "openstack-faults", "controls.jsonl")):
        rep = report(work, l["control"])
        judge(out, "openstack controls", l["control"], rep, False)
        print("%-22s control, %s" % (l["control"], rep.get("verdict")))
    print("leave one module out: least and most AC@1 of the rest %s" % spread(by))
    print("dull: service by number of new ERROR lines %s; module by logger of new ERROR lines %s" % (hits(dull_service), hits(dull_module)))


def spread(by):
    each = []
    for left in by:
        rest = [r for k, v in by.items() if k != left for r in v]
        each.append(sum(r == 1 for r in rest) / max(1, len(rest)))
    return "%.3f %.3f" % (min(each), max(each)) if each else "-"


def nezha(data, work, out):
    dull, by = [], collections.defaultdict(list)
    pod = lambda _, l: fold((l.split(",") + [""] * 4)[3])
    for l in rows(os.path.join(data, "nezha-trainticket", "labels.jsonl")):
        rep = report(work, l["case"])
        s = rank(rep, "service", l["root_service"])
        by[l["root_service"]].append(s)
        h, text = first(rep)
        judge(out, "nezha", l["case"], rep, l["root_service"] in text)
        print("%-14s service %2d %-12s %-14s %s, %s %.2f" % (l["case"], s, rep.get("verdict"), l["fault_type"], h.get("fault"), h.get("outcome"), h.get("confidence", 0)))
        healthy = collections.Counter(pod("", t) for t in open(os.path.join(work, l["normal"]), errors="replace") if " ERROR " in t)
        dull.append(most(error_counts(os.path.join(work, l["case"]), pod), healthy, l["root_service"]))
    print("leave one service out: least and most AC@1 of the rest %s" % spread(by))
    print("dull: service by number of ERROR lines beyond the healthy minutes %s" % hits(dull))


def cmcc(data, work, out):
    want = {"CreateErrorLinuxbridgeAgent": r"linux.?bridge", "CreateErrorNovaConductor": r"conductor", "CreateErrorFlavor": r"flavor|disk|too.small|resource", "Down": r"host|unreachable|down|heartbeat", "AMQP": r"amqp|broker|rabbit", "Mysql": r"mysql|mariadb|database|\bdb\."}
    labels = json.load(open(os.path.join(work, "labels.json")))
    for case, label in sorted(labels.items()):
        rep = report(work, case)
        h, text = first(rep)
        right = re.search(want[label], text.lower())
        judge(out, "cmcc", case, rep, right)
        print("%-32s %-28s %s @ %s, %s %.2f" % (case, label, h.get("fault"), h.get("component"), h.get("outcome"), h.get("confidence", 0)))
    print("dull: the most frequent label always: top1 %.3f" % (max(collections.Counter(labels.values()).values()) / max(1, len(labels))))


KEYWORDS = re.compile(r"ERROR|FAIL|exception", re.I)


def ci(data, work, out, name="ci"):
    h1 = h5 = n = 0
    for l in rows(os.path.join(data, "ci-breakages", "labels.jsonl")):
        rep = report(work, l["case"])
        got = [k["line"] for k in rep.get("key_lines", [])][:50]
        err = {i for k in ("error", "error2") for a, b in l.get(k, []) for i in range(a, b + 1)}
        more = err | {i for k in ("context", "context2") for a, b in l.get(k, []) for i in range(a, b + 1)}
        judge(out, name, l["case"], rep, got and got[0] in err)
        print("%-36s hit@1 %d hit@5 %d cited %2d right %2d of %d lines, %s" % (l["case"], bool(err & set(got[:1])), bool(err & set(got[:5])), len(got), len(more & set(got)), l["lines"], rep.get("verdict")))
        fail = [i for i, t in enumerate(open(os.path.join(work, l["case"], "fail.log"), errors="replace"), 1) if KEYWORDS.search(t)]
        n, h1, h5 = n + 1, h1 + bool(err & set(fail[:1])), h5 + bool(err & set(fail[:5]))
    print("dull: the first lines with ERROR, FAIL or exception: hit@1 %.3f hit@5 %.3f" % (h1 / max(1, n), h5 / max(1, n)))


def ci_alone(data, work, out):
    ci(data, work, out, "ci_alone")


def truth(data, case):
    with tarfile.open(os.path.join(data, "faultlab", case + ".tar.xz")) as t:
        return json.load(t.extractfile(case + "/truth.json"))


def accepts(t, rep):
    _, text = first(rep)
    return bool(t.get("root_cause")) and all(any(re.search(r, text, re.I) for r in t[k]) for k in ("accept_class", "accept_component"))


def faultlab(data, work, out):
    for p in sorted(glob.glob(os.path.join(data, "faultlab", "*.tar.xz"))):
        case = os.path.basename(p)[: -len(".tar.xz")]
        rep = report(work, case)
        judge(out, "faultlab", case, rep, accepts(truth(data, case), rep))
        h, _ = first(rep)
        print("%-8s %-12s %s @ %s, %s %.2f" % (case, rep.get("verdict"), h.get("fault"), h.get("component"), h.get("outcome"), h.get("confidence", 0)))


def ablate(binary, data, work, judged):
    """Takes the logs of the cause's host away: what is left cannot name it for sure."""
    supported = right = n = 0
    with open(judged, "a") as out:
        for p in sorted(glob.glob(os.path.join(data, "faultlab", "*.tar.xz"))):
            case = os.path.basename(p)[: -len(".tar.xz")]
            t = truth(data, case)
            host = (t.get("root_cause") or {}).get("host")
            folder = os.path.join(work, case)
            shutil.rmtree(folder, ignore_errors=True)
            with tarfile.open(p) as tar:
                tar.extractall(work, filter="data")
            logs = os.path.join(folder, "logs")
            if not host or not os.path.isdir(os.path.join(logs, host)) or len(os.listdir(logs)) < 2:
                continue
            shutil.rmtree(os.path.join(logs, host))
            result = os.path.join(work, case + ".json")
            p = subprocess.run([binary, "analyze", logs, "-o", result], capture_output=True)
            if p.returncode not in (0, 3, 10) or not os.path.exists(result):
                continue
            rep = json.load(open(result))
            h, _ = first(rep)
            ok = accepts(t, rep)
            n, supported, right = n + 1, supported + (h.get("outcome") == "supported"), right + ok
            judge(out, "faultlab ablated", case, rep, ok)
            print("%-8s without %-8s %-12s %s @ %s, %s %.2f%s" % (case, host, rep.get("verdict"), h.get("fault"), h.get("component"), h.get("outcome"), h.get("confidence", 0), ", right" if ok else ""))
    print("cases %d, supported %d, first hypothesis right %d" % (n, supported, right))


def table(judged):
    all_rows = [r for r in rows(judged) if r["set"] != "openstack controls"]
    print("confidence   n   right   mean")
    for lo in range(0, 10):
        b = [r for r in all_rows if lo / 10 <= r["confidence"] < (lo + 1) / 10 or lo == 9 and r["confidence"] >= 1]
        if b:
            print("%.1f - %.1f  %4d   %.2f    %.2f" % (lo / 10, (lo + 1) / 10, len(b), sum(r["right"] for r in b) / len(b), sum(r["confidence"] for r in b) / len(b)))
    print()
    print("set                  n  supported  right when supported  undetermined  right when undetermined")
    for name in sorted({r["set"] for r in all_rows}) + ["all"]:
        b = [r for r in all_rows if name in (r["set"], "all")]
        s, u = [r for r in b if r["outcome"] == "supported"], [r for r in b if r["outcome"] != "supported"]
        share = lambda x: "%.2f" % (sum(r["right"] for r in x) / len(x)) if x else "-"
        print("%-18s %4d %10d %21s %13d %24s" % (name, len(b), len(s), share(s), len(u), share(u)))


def main():
    a = sys.argv[1:]
    if len(a) == 5 and a[0] == "cases":
        with open(a[4], "a") as out:
            {"openstack": openstack, "nezha": nezha, "cmcc": cmcc, "ci": ci, "ci_alone": ci_alone, "faultlab": faultlab}[a[1]](a[2], os.path.join(a[3], a[1]), out)
    elif len(a) == 5 and a[0] == "ablate":
        os.makedirs(a[3], exist_ok=True)
        ablate(a[1], a[2], a[3], a[4])
    elif len(a) == 2 and a[0] == "table":
        table(a[1])
    else:
        sys.exit(__doc__)


main()
