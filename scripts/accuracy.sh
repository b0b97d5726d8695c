#!/usr/bin/env bash
# Scores the binary on the labelled cases and writes the figures as text, so
# that a change of accuracy is a diff. The cases are not part of the project.
set -euo pipefail
out=${1:-docs/figures/accuracy.txt}
cd "$(dirname "$0")/.."
shared=${SHARED:-../shared}
if [ ! -d "$shared/data" ]; then
  echo "accuracy: no labelled cases at $shared/data: nothing was scored, $out is unchanged" >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo "# make accuracy: the labelled cases of the faultlab set (real servers, one injected fault a case)"
  python3 "$shared/score/score_all.py" --bin bin/inquest --data "$shared/data" --work "$work" --only faultlab \
    | grep -v 's of analysis' | sed '/^faultlab {/d'
} > "$work/figures"
cp "$work/figures" "$out"
cat "$out"
