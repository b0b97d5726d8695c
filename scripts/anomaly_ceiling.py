#!/usr/bin/env python3
"""What sessions of events can tell of their labels.

usage: anomaly_ceiling.py DIR

DIR holds hdfs100k_sessions.jsonl.gz: {id, label, events} a line. No labels are used for the rule; the ceilings
use them, to say what any method could reach that reads nothing but the sessions.
"""
import collections, gzip, json, os, sys


def figures(pred, label):
    tp = sum(p and l for p, l in zip(pred, label))
    fp = sum(p and not l for p, l in zip(pred, label))
    fn = sum(l and not p for p, l in zip(pred, label))
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return "P %.3f R %.3f F1 %.3f" % (p, r, 2 * p * r / max(1e-9, p + r))


def ceiling(keys, label):
    n = collections.defaultdict(lambda: [0, 0])
    for k, l in zip(keys, label):
        n[k][l] += 1
    return figures([n[k][1] > n[k][0] for k in keys], label)


def main(folder):
    rows = [json.loads(l) for l in gzip.open(os.path.join(folder, "hdfs100k_sessions.jsonl.gz"), "rt")]
    label = [r["label"] for r in rows]
    sets = [frozenset(r["events"]) for r in rows]
    bags = [tuple(sorted(collections.Counter(r["events"]).items())) for r in rows]
    lists = [tuple(r["events"]) for r in rows]
    seen = collections.Counter(sets)
    print("sessions %d, anomalous %d" % (len(rows), sum(label)))
    print("rule without labels, kinds of events of under 1 %% of the sessions: %s" % figures([seen[s] < len(rows) / 100 for s in sets], label))
    for name, keys in (("kinds of events", sets), ("numbers of events", bags), ("whole sequence", lists)):
        print("ceiling of any rule over the %s, labels known: %s" % (name, ceiling(keys, label)))


main(sys.argv[1])
