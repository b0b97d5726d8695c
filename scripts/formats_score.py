#!/usr/bin/env python3
"""Measures what the binary reads out of labelled lines and files of many formats.

usage: formats_score.py SHARED/data COMMAND...

COMMAND is called with file names behind it and writes one JSON record a line
(inquest parse). Lines are read three ways: each in a file of its own, the lines
of one format in one file, and all lines of one origin in one file. A line
"carries a time" when it holds a date with a time of day, or a key for times with
an epoch number. -v lists what is wrong.
"""
import collections
import csv
import datetime
import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

args = [a for a in sys.argv[1:] if a != "-v"]
verbose = "-v" in sys.argv
data, command = args[0], args[1:]

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
CLOCK = r"\d{1,2}[:.]\d\d[:.]\d\d"
CARRIES = re.compile("|".join([
    r"\d{4}[-/.]\d\d[-/.]\d\d[T _:-]{1,2}" + CLOCK, r"\d\d[-/.]\d\d[-/.]\d{2,4}[T ]" + CLOCK,
    MONTH + r" +\d{1,2},? (?:\d{4} )?" + CLOCK, r"\d{1,2}[-/ ]" + MONTH + r"[-/ ](?:\d{4}[ :])?" + CLOCK,
    r"\d\d[-.]\d\d " + CLOCK, r"[DIWEF]\d{4}(?:\d{4})? " + CLOCK, r"\b\d{6} +" + CLOCK, r"@4[0-9a-f]{23}",
    r"(?i:time|stamp|date|\bts|_at|epoch)[a-z_]*\\?[\"']?\s*[:=]\s*\\?[\"']?\d{10}", r"(?:^|\n)\S*\s?\d{10}(?:\.\d+|\d{3})? ",
]))
IP = re.compile(r"(?<![\w.:-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.-]|\.\d)")
IP_PORT = re.compile(r"(?<![\w.:-])((?:\d{1,3}\.){3}\d{1,3})[:/#](\d{1,5})(?![\w./:-])")
LEVELS = {"warning": "warn", "fatal": "critical", "ok": "info"}


def run(paths):
    """Runs the command over files and returns their records by path."""
    out = collections.defaultdict(list)
    for path in paths:
        p = subprocess.run(command + [path], capture_output=True)
        if p.returncode not in (0, 3, 4):
            print("exit %d for %s: %s" % (p.returncode, path, p.stderr.decode(errors="replace")[:300]))
        for line in p.stdout.split(b"\n"):
            if line.strip():
                out[path].append(json.loads(line))
    return out


def nanoseconds(text):
    m = re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$", text)
    base = datetime.datetime.fromisoformat(m.group(1) + (m.group(3) or "Z").replace("Z", "+00:00"))
    return int(base.timestamp()) * 10**9 + int((m.group(2) or "0").ljust(9, "0")[:9])


def values(x):
    """All strings and numbers inside a record, as text."""
    if isinstance(x, dict):
        for v in x.values():
            yield from values(v)
    elif isinstance(x, list):
        for v in x:
            yield from values(v)
    elif x is not None:
        yield str(x)


def pairwise(labels, found, parts=None):
    """Precision, recall and F1 over all pairs of lines, or over those of one part."""
    parts = parts or [0] * len(labels)
    pairs = lambda c: sum(n * (n - 1) // 2 for n in c.values())
    both = pairs(collections.Counter(zip(labels, found)))
    p, r = both / max(1, pairs(collections.Counter(zip(parts, found)))), both / max(1, pairs(collections.Counter(labels)))
    return p, r, 2 * p * r / max(1e-9, p + r)


def lines():
    with gzip.open(os.path.join(data, "formats", "lines.jsonl.gz"), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


class Ratio:
    def __init__(self):
        self.good = self.all = 0

    def add(self, ok):
        self.good += bool(ok)
        self.all += 1

    def __str__(self):
        return "%6.2f %% (%d of %d)" % (100 * self.good / max(1, self.all), self.good, self.all)


def score_lines(name, rows, got):
    """rows and got run in parallel: a labelled line and the records of its lines."""
    timed, same, level, ip, port, lost = Ratio(), Ratio(), Ratio(), Ratio(), Ratio(), 0
    for row, recs in zip(rows, got):
        text, wrong = row["text"], []
        lost += not recs
        first = next((r for r in recs if r.get("time")), recs[0] if recs else {})
        if CARRIES.search(text) or "epoch_ms" in row:
            timed.add(first.get("time"))
            wrong += [] if first.get("time") else ["no time"]
        if "epoch_ms" in row and first.get("time"):
            ms = nanoseconds(first["time"]) // 10**6
            same.add(ms == row["epoch_ms"])
            wrong += [] if ms == row["epoch_ms"] else ["time %s for %d" % (first["time"], row["epoch_ms"])]
        want = row.get("level", row.get("status"))
        if want:
            found = next((r["level"] for r in recs if r.get("level")), None)
            level.add(found == LEVELS.get(want, want) or want == "ok" and found in (None, "info", "notice"))
            wrong += [] if found == LEVELS.get(want, want) else ["level %s for %s" % (found, want)]
        have = set(v for r in recs for k in r if k not in ("message", "raw", "body", "file") for v in values(r[k]))
        for m in IP.finditer(text):
            ip.add(m.group() in have)
            wrong += [] if m.group() in have else ["ip " + m.group()]
        for m in IP_PORT.finditer(text):
            port.add(m.group(2) in have)
            wrong += [] if m.group(2) in have else ["port " + m.group(2)]
        if verbose and wrong:
            print("   ", name, row["source"], row["format"], recs[0].get("format") if recs else "-", wrong, text[:160].replace("\n", "\\n"))
    labels = [(r["source"], r["format"]) for r in rows]
    found = [recs[0].get("format") if recs else None for recs in got]
    print("%s" % name)
    print("  time found where the line carries one   %s" % timed)
    print("  time equal to epoch_ms                  %s" % same)
    print("  level equal where given                 %s" % level)
    print("  IPv4 addresses among the fields         %s" % ip)
    print("  ports behind addresses among the fields %s" % port)
    print("  formats: precision %.3f recall %.3f F1 %.3f over pairs of lines of one origin" % pairwise(labels, found, [r["source"] for r in rows]))
    print("  formats: precision %.3f recall %.3f F1 %.3f over all pairs, the same format under two origins' names counted as two" % pairwise(labels, found))
    for source in sorted(set(r["source"] for r in rows)):
        part = [(l, f) for l, f in zip(labels, found) if l[0] == source]
        print("    %-8s precision %.3f recall %.3f F1 %.3f" % ((source,) + pairwise(*zip(*part))))
    print("  lines without a record                  %d" % lost)
    if verbose:
        table = collections.defaultdict(collections.Counter)
        for l, f in zip(labels, found):
            table[l][f] += 1
        for l in sorted(table, key=lambda l: -sum(table[l].values())):
            print("    %-40s %s" % ("/".join(l), dict(table[l].most_common(12))))


def read_lines(work):
    rows = lines()
    paths = []
    for i, row in enumerate(rows):
        paths.append(os.path.join(work, "%04d.log" % i))
        with open(paths[-1], "w", encoding="utf-8", newline="") as f:
            f.write(row["text"] + "\n")
    got = run(paths)
    score_lines("each line in a file of its own", rows, [got[p] for p in paths])
    for name, key in (("lines of one format in one file", lambda r: (r["source"], r["format"])), ("lines of one origin in one file", lambda r: r["source"])):
        groups = collections.defaultdict(list)
        for row in rows:
            groups[key(row)].append(row)
        order, result = [], []
        for k, (group, members) in enumerate(groups.items()):
            path = os.path.join(work, "g%d.log" % k)
            starts = []
            with open(path, "w", encoding="utf-8", newline="") as f:
                at = 1
                for row in members:
                    starts.append(at)
                    f.write(row["text"] + "\n")
                    at += row["text"].count("\n") + 1
            recs = run([path])[path]
            for i, row in enumerate(members):
                end = starts[i + 1] if i + 1 < len(starts) else 1 << 60
                result.append([r for r in recs if starts[i] <= r["line"] < end])
                order.append(row)
        score_lines(name, order, result)


def read_files(work):
    with tarfile.open(os.path.join(data, "formats", "files.tar.xz")) as t:
        t.extractall(work, filter="data")
    timed, records, covered, total = Ratio(), 0, 0, 0
    with open(os.path.join(data, "formats", "files.jsonl")) as f:
        files = [json.loads(line) for line in f]
    for meta in files:
        path = os.path.join(work, meta["file"])
        recs = run([path])[path]
        with open(path, "rb") as f:
            text = f.read()
        total += 1
        covered += bool(recs) or not text.strip()
        records += len(recs)
        physical = text.split(b"\n")
        starts = sorted(r["line"] for r in recs)
        by = {r["line"]: r for r in recs}
        for n in starts:
            if CARRIES.search(physical[n - 1].decode(errors="replace")):
                timed.add(by[n].get("time"))
                if verbose and not by[n].get("time"):
                    print("    no time", meta["file"], n, by[n].get("format"), physical[n - 1][:120])
        if verbose:
            print("    %-32s %5d records %s" % (meta["file"], len(recs), dict(collections.Counter(r["format"] for r in recs).most_common(4))))
    print("files: %d of %d read, %d records, time found where a record's first line carries one %s" % (covered, total, records, timed))


def number(x):
    return x[:-2] if x.endswith(".0") else x


def truth_time(system, row):
    """The moment that the truth's columns spell, as month to second."""
    if system == "BGL":
        y, mo, d, h, mi, s = re.match(r"(\d+)-(\d+)-(\d+)-(\d+)\.(\d+)\.(\d+)", row["Time"]).groups()
        return "%s-%s %s:%s:%s" % (mo, d, h, mi, s)
    if system == "HPC":
        return datetime.datetime.fromtimestamp(int(row["Time"]), datetime.timezone.utc).strftime("%m-%d %H:%M:%S")
    if system == "Apache":
        return datetime.datetime.strptime(row["Time"], "%a %b %d %H:%M:%S %Y").strftime("%m-%d %H:%M:%S")
    if system == "Proxifier":
        return row["Time"].replace(".", "-", 1)
    if system == "Linux":
        return datetime.datetime.strptime("2000 %s %s %s" % (row["Month"], number(row["Date"]), row["Time"]), "%Y %b %d %H:%M:%S").strftime("%m-%d %H:%M:%S")
    if system == "HDFS":
        d, t = row["Date"].zfill(6), row["Time"].zfill(6)
        return "%s-%s %s:%s:%s" % (d[2:4], d[4:6], t[:2], t[2:4], t[4:6])
    date, clock = row["Date"].replace("/", "-")[-5:], re.split(r"[.,]", row["Time"])[0]
    return "%s %s" % (date, clock)


LEVEL_LETTERS = {"V": "trace", "D": "debug", "I": "info", "W": "warn", "E": "error", "F": "critical", "FATAL": "critical", "SEVERE": "error", "WARNING": "warn", "FAILURE": "error"}


def origin(rec):
    o = dict(rec.get("origin") or {})
    for k in ("host", "service", "logger", "thread", "pid"):
        if rec.get(k):
            o[k] = str(rec[k])
    return o


def read_headers(work):
    with tarfile.open(os.path.join(data, "loghub2k", "loghub2k.tar.xz")) as t:
        t.extractall(work, filter="data")
    print("header fields of raw lines        lines     time    level  component      pid")
    for system in sorted(os.listdir(work)):
        if not os.path.isdir(os.path.join(work, system)) or not os.path.exists(os.path.join(work, system, "truth.csv")):
            continue
        path = os.path.join(work, system, system + ".log")
        by = {r["line"]: r for r in run([path])[path]}
        parts = {k: Ratio() for k in ("time", "level", "component", "pid")}
        with open(os.path.join(work, system, "truth.csv"), newline="", encoding="utf-8") as f:
            for row in csv.DictReader(f):
                score_header(system, row, by.get(int(row["LineId"]), {}), parts)
        cells = ["%7.2f%%" % (100 * parts[k].good / parts[k].all) if parts[k].all else "       -" for k in ("time", "level", "component", "pid")]
        print("  %-28s %8d %s %s  %s %s" % (system, parts["time"].all, *cells))


def score_header(system, row, rec, parts):
    wrong = []
    want, got = truth_time(system, row), ""
    if rec.get("time"):
        got = rec["time"][5:19].replace("T", " ")
    parts["time"].add(got == want)
    wrong += [] if got == want else ["time", want, got]
    if row.get("Level") and system != "Linux":  # Linux's column Level holds the host
        want = LEVEL_LETTERS.get(row["Level"], row["Level"].lower())
        parts["level"].add(rec.get("level") == want)
        wrong += [] if rec.get("level") == want else ["level", want, rec.get("level")]
    o = origin(rec)
    texts = [o.get("service", ""), o.get("logger", "")] + list(values(rec.get("fields") or {}))
    component = row.get("Component") or row.get("Program")
    if component:
        if system == "Zookeeper":  # the truth cuts the logger at its colons
            component = component.split(":")[-1]
            texts += [x for t in texts for x in re.split(r"[:@]", t)]
        if system == "Linux":  # service(module) is one column of the truth
            texts.append("%s(%s)" % (o.get("service"), next((x.get("value") for x in rec.get("fields") or [] if x.get("key") == "module"), None)))
        parts["component"].add(component in texts)
        wrong += [] if component in texts else ["component", component, texts[:4]]
    pid = number(row.get("Pid") or row.get("PID") or "")
    if pid:
        got = [o.get("pid"), o.get("thread")]
        parts["pid"].add(pid in got)
        wrong += [] if pid in got else ["pid", pid, got]
    if verbose and wrong:
        print("    ", system, row["LineId"], wrong, rec.get("format"))


print("# make accuracy (scripts/formats_score.py): what is read out of labelled lines, files and raw headers")
with tempfile.TemporaryDirectory() as work:
    for step in (read_lines, read_files, read_headers):
        folder = os.path.join(work, step.__name__)
        os.mkdir(folder)
        step(folder)
