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
templates() {
  mkdir -p "$work/loghub"
  tar xJf "$shared/data/loghub2k/loghub2k.tar.xz" -C "$work/loghub"
  python3 scripts/templates_score.py "$work/loghub" "$shared/score/templates.py" bin/inquest
}
score() { python3 "$shared/score/score_all.py" --bin bin/inquest --data "$shared/data" --work "$work/$1" --only "$1" | grep -v 's of analysis'; }
{
  echo "# make accuracy, part 1: labelled incidents of real servers, one injected fault each (faultlab)"
  score faultlab | sed '/^faultlab {/d'
  echo
  echo "# part 2: what stopped, without runs or a baseline (cmcc); which lines tell (ci: with the passing log, ci_alone: without)"
  score cmcc | grep '^cmcc'
  score ci | grep '^ci'
  score ci_alone | grep '^ci_alone'
  echo
  echo "# part 3: templates of the message column and of the raw line, one configuration for all"
  templates
} > "$work/figures"
cp "$work/figures" "$out"
cat "$out"
