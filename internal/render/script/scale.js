
// A broken axis: segments of time get a share of the width, in part the same
// for all, in part by their bins; breaks keep a width of their own. Positions
// run from 0 to 1 over all segments and breaks.
const EVEN = 0.45;
const BREAK = 0.055;

function makeScale(axis) {
  const gaps = BREAK * (axis.length - 1);
  const room = 1 - gaps;
  const bins = axis.reduce((sum, a) => sum + (a[1] - a[0]) / a[2], 0) || 1;
  let at = 0;
  const parts = axis.map((a, i) => {
    if (i) at += BREAK;
    const width = room * (EVEN / axis.length + (1 - EVEN) * ((a[1] - a[0]) / a[2]) / bins);
    const part = { from: a[0], to: a[1], bin: a[2], gap: a[3], left: at, width };
    at += width;
    return part;
  });
  return {
    parts,
    at(t) {
      for (let i = 0; i < parts.length; i++) {
        const p = parts[i];
        if (t < p.from) return i === 0 ? 0 : p.left - BREAK / 2;
        if (t <= p.to) return p.left + p.width * (t - p.from) / (p.to - p.from);
      }
      return 1;
    },
    time(u) {
      for (let i = 0; i < parts.length; i++) {
        const p = parts[i];
        if (u < p.left) return p.from;
        if (u <= p.left + p.width || i === parts.length - 1) return p.from + Math.min(1, (u - p.left) / p.width) * (p.to - p.from);
      }
      return 0;
    },
  };
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500].flatMap((m) => [m]).concat(
  [1, 2, 5, 10, 20, 50, 100, 200, 500].map((m) => m * 1e3),
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000, 7776000, 31536000].map((s) => s * 1e6));

function two(n, width) { return String(n).padStart(width || 2, '0'); }

// parts of an instant, given in µs from the page's base.
function dateOf(t) { return new Date(Math.floor((data.base + t) / 1000)); }
function microsOf(t) { const m = (data.base + t) % 1e6; return m < 0 ? m + 1e6 : m; }

function dayOf(t) {
  const d = dateOf(t);
  return d.getUTCFullYear() + '-' + two(d.getUTCMonth() + 1) + '-' + two(d.getUTCDate());
}

// clockOf writes a time as finely as a step of the axis asks.
function clockOf(t, step) {
  const d = dateOf(t);
  if (step >= 864e8) return dayOf(t);
  let s = two(d.getUTCHours()) + ':' + two(d.getUTCMinutes());
  if (step < 6e7) s += ':' + two(d.getUTCSeconds());
  if (step < 1e6) s += '.' + two(Math.floor(microsOf(t) / 1000), 3);
  if (step < 1e3) s += two(Math.floor(microsOf(t) % 1000), 3);
  return s;
}

function fullTime(t, step) { return dayOf(t) + ' ' + clockOf(t, Math.min(step, 59e6)); }

function spanWords(from, to) {
  const step = to - from < 2e6 ? 1e3 : 1e6;
  return dayOf(from) === dayOf(to) ? clockOf(from, step) + ' – ' + clockOf(to, step) : fullTime(from, step) + ' – ' + fullTime(to, step);
}

// lengthWords is a duration in its two largest units.
function lengthWords(us) {
  const units = [[864e8, 'd'], [36e8, 'h'], [6e7, 'm'], [1e6, 's'], [1e3, 'ms'], [1, 'µs']];
  for (let i = 0; i < units.length; i++) {
    if (us < units[i][0]) continue;
    const n = Math.floor(us / units[i][0]);
    const rest = i < 3 ? Math.floor((us - n * units[i][0]) / units[i + 1][0]) : 0;
    return n + ' ' + units[i][1] + (rest ? ' ' + rest + ' ' + units[i + 1][1] : '');
  }
  return '0 s';
}

// ticksOf are readable instants of a stretch, at most about n of them.
function ticksOf(from, to, n) {
  let step = STEPS[STEPS.length - 1];
  for (const s of STEPS) if ((to - from) / s <= Math.max(n, 1)) { step = s; break; }
  const out = [];
  const origin = data.base;
  for (let t = Math.ceil((origin + from) / step) * step - origin; t <= to && out.length < 200; t += step) out.push(t);
  return { at: out, step };
}
