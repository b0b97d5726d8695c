#!/usr/bin/env python3
"""Hold a folder of CRE rules, each with a test log, against the product.

usage: cre_score.py RULES_DIR BIN

RULES_DIR holds <id>/<name>.yaml with test.log (the rule must fire) and, in some, test-fp.log (it must not).
"""
import glob, json, os, subprocess, sys, tempfile


def fired(binary, rule, log, out):
    p = subprocess.run([binary, "analyze", "-q", "--catalog", rule, log, "-o", out], capture_output=True, text=True)
    if p.returncode not in (0, 3):
        return None, p.stderr
    with open(out) as f:
        return sum(x["kind"] == "rule" for x in json.load(f)["findings"]), p.stderr


def main(rules, binary):
    out = os.path.join(tempfile.mkdtemp(), "report.json")
    total = hits = unread = wrong = negatives = 0
    missed = []
    for folder in sorted(glob.glob(os.path.join(rules, "*", ""))):
        files = glob.glob(os.path.join(folder, "*.yaml"))
        if not files or not os.path.exists(folder + "test.log"):
            continue
        total += 1
        n, err = fired(binary, files[0], folder + "test.log", out)
        unread += "not used" in err or n is None
        if n:
            hits += 1
        else:
            missed.append(os.path.basename(folder.rstrip("/")) + (": " + err.strip().splitlines()[0] if err.strip() else ""))
        if os.path.exists(folder + "test-fp.log"):
            negatives += 1
            wrong += bool(fired(binary, files[0], folder + "test-fp.log", out)[0])
    print(f"rules {total}, read {total - unread}, fire on their own log {hits} ({100 * hits / max(total, 1):.1f} %), "
          f"fire where they must not {wrong} of {negatives}")
    for m in missed:
        print("missed", m)


main(*sys.argv[1:])
