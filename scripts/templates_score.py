#!/usr/bin/env python3
"""Mines the labelled systems with the binary and prints GA, FGA, PA and FTA of each.

usage: templates_score.py FOLDER SCORER BINARY
"""
import csv
import glob
import json
import os
import subprocess
import sys

folder, scorer, binary = sys.argv[1:]
measures = ("GA", "FGA", "PA", "FTA")


def mine(path, *flags):
    out = path + ".csv"
    with open(out, "wb") as f:
        subprocess.run([binary, "templates", "--format", "csv", *flags, path], stdout=f, check=True)
    return out


def score(result, truth):
    p = subprocess.run([sys.executable, scorer, result, truth, "--json"], capture_output=True, text=True, check=True)
    got = json.loads(p.stdout)
    return [got[m] for m in measures]


rows = []
for truth in sorted(glob.glob(os.path.join(folder, "**", "truth.csv"), recursive=True)):
    system = os.path.basename(os.path.dirname(truth))
    content = os.path.join(os.path.dirname(truth), "content.txt")
    with open(truth, newline="", encoding="utf-8") as f, open(content, "w", encoding="utf-8") as o:
        for row in csv.DictReader(f):
            o.write(row["Content"].replace("\n", " ") + "\n")
    raw = os.path.join(os.path.dirname(truth), system + ".log")
    rows.append((system, score(mine(content, "--content"), truth), score(mine(raw), truth)))

print("%-10s  content: %s   raw line: %s" % ("system", " ".join("%6s" % m for m in measures), " ".join("%6s" % m for m in measures)))
for system, c, r in rows:
    print("%-10s           %s             %s" % (system, " ".join("%6.3f" % x for x in c), " ".join("%6.3f" % x for x in r)))
mean = lambda k: [sum(row[k][i] for row in rows) / len(rows) for i in range(4)]
print("%-10s           %s             %s" % ("mean", " ".join("%6.3f" % x for x in mean(1)), " ".join("%6.3f" % x for x in mean(2))))
