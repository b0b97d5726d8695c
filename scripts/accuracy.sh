#!/usr/bin/env bash
# Scores the binary on the labelled cases and writes the figures as text, so
# that a change of accuracy is a diff. The cases are not part of the project.
# usage: accuracy.sh [OUT]; SETS="faultlab cmcc ..." runs some of the sets. The
# figures of formats go to docs/figures/formats.txt; SETS=formats does those alone.
set -euo pipefail
out=${1:-docs/figures/accuracy.txt}
cd "$(dirname "$0")/.."
shared=${SHARED:-../shared}
sets=${SETS:-faultlab cmcc ci ci_alone nezha openstack cre anomaly ablated causeless templates}
formats=${FORMATS:-docs/figures/formats.txt}
if [ ! -d "$shared/data" ]; then
  echo "accuracy: no labelled cases at $shared/data: nothing was scored, $out is unchanged" >&2
  exit 0
fi
command -v zstd >/dev/null || { echo "accuracy: the program zstd is missing (openstack is packed with it)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
judged="$work/judged"
touch "$judged"
score_formats() {
  python3 scripts/formats_score.py "$shared/data" bin/inquest parse -q > "$work/formats"
  cp "$work/formats" "$formats"
  cat "$formats"
}
templates() {
  mkdir -p "$work/loghub"
  tar xJf "$shared/data/loghub2k/loghub2k.tar.xz" -C "$work/loghub"
  python3 scripts/templates_score.py "$work/loghub" "$shared/score/templates.py" bin/inquest
}
score() {
  python3 "$shared/score/score_all.py" --bin bin/inquest --data "$shared/data" --work "$work/$1" --only "$1" |
    grep -v 's of analysis' | sed -e "/^faultlab {/d" -e 's/, "ranks": {[^}]*}//g'
  echo
  python3 scripts/accuracy_cases.py cases "$1" "$shared/data" "$work/$1" "$judged"
}
if [ "$sets" = formats ]; then
  score_formats
  exit
fi
heading() {
  case $1 in
  faultlab) echo "labelled incidents of real servers, one injected fault each" ;;
  cmcc) echo "what stopped, without runs or a baseline" ;;
  ci) echo "which lines tell why a build failed, with the log of one that passed" ;;
  ci_alone) echo "the same, from the failing log alone" ;;
  nezha) echo "which of 45 services, three minutes of traces against a healthy minute" ;;
  openstack) echo "which module and service, a run with a fault in the source against its healthy twin" ;;
  ablated) echo "faultlab without the logs of the host that has the cause: nothing should be supported wrongly" ;;
  causeless) echo "input that has no cause, 1,000 seeds: nothing may be supported" ;;
  cre) echo "a peer's rules with their logs: how many load, fire on their own log and stay still on the other" ;;
  anomaly) echo "sessions of blocks, without labels: how much of the labels the sessions themselves can tell" ;;
  templates) echo "templates of the message column and of the raw line, one configuration for all" ;;
  esac
}
{
  echo "# make accuracy"
  for s in $sets; do
    echo
    echo "# $s: $(heading "$s")"
    case $s in
    templates) templates ;;
    cre)
      mkdir -p "$work/cre" && tar xJf "$shared/data/cre/rules.tar.xz" -C "$work/cre"
      python3 scripts/cre_score.py "$work/cre/rules" bin/inquest
      ;;
    anomaly) python3 scripts/anomaly_ceiling.py "$shared/data/anomaly" ;;
    ablated) python3 scripts/accuracy_cases.py ablate bin/inquest "$shared/data" "$work/ablated" "$judged" ;;
    causeless) go test ./internal/cause -run TestCauseless -causeless 143 -timeout 60m 2>&1 | sed 's/\t[0-9.]*s$//' || true ;; # what fails is a figure
    *) score "$s" ;;
    esac
    rm -rf "$work/$s"
  done
  echo
  echo "# calibration: confidence of the first hypothesis and how often it is right, over all cases above"
  python3 scripts/accuracy_cases.py table "$judged"
} > "$work/figures"
cp "$work/figures" "$out"
cat "$out"
if [ -z "${SETS:-}" ]; then
  score_formats
fi
