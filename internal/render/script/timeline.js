
// The live timeline: the same lanes as the drawn one, with zoom, a brush, a
// cursor that reads out counts, and keys.
let tl = null;
function timelineChanged() { if (tl) tl.paint(); }

const LANE = 86;
const UP = 44;
const DOWN = 30;
const HEAD = 40;
const FOOT = 42;
const NARROW = 620;

function setUpTimeline() {
  const box = one('#live');
  if (!box || !data.axis || !data.axis.length || !data.lanes.length) return;
  const figure = box.closest('figure');
  const scale = makeScale(data.axis);
  tl = { box, scale, a: 0, b: 1, cursor: null, drag: null };
  const button = (text, label, act) => make('button', { type: 'button', class: 'btn', 'aria-label': label, title: label, click: act }, text);
  const readout = make('output', { class: 'readout', 'aria-live': 'off' });
  const whole = button('All', 'All of the time', () => zoom(0, 1));
  const only = make('button', { type: 'button', class: 'btn', 'aria-pressed': 'false', click: () => toggleWindow() }, 'Filter the page to this window');
  const tools = make('div', { class: 'tltools', role: 'toolbar', 'aria-label': 'Timeline', 'aria-controls': 'tl' },
    button('−', 'Zoom out', () => zoomBy(1 / 1.8)), button('+', 'Zoom in', () => zoomBy(1.8)),
    button('←', 'Earlier', () => pan(-0.3)), button('→', 'Later', () => pan(0.3)),
    data.incident.length ? button('Incident', 'Zoom to the incident', () => zoomTo(data.incident[0], data.incident[1])) : null,
    whole, only);
  const plot = make('div', { class: 'tl', id: 'tl', tabindex: '0', role: 'group', 'aria-label': 'Timeline of all sources. Arrow keys move the cursor, plus and minus zoom, Shift with arrows moves the window, 0 shows all, i the incident, Enter filters the page to the window.' });
  const svg = draw('svg', { class: 'tlsvg', 'aria-hidden': 'true' });
  const mini = draw('svg', { class: 'mini', 'aria-hidden': 'true' });
  plot.append(svg);
  box.append(tools, plot, mini, readout, make('p', { class: 's hint' }, 'Drag over the lanes to zoom into a stretch of time; double-click for all of it. The strip below shows where the window lies.'));
  figure.classList.add('alive');
  Object.assign(tl, { plot, svg, mini, readout, only, paint, say: tellCursor });

  // Drawn in units that grow with the letters, so that a wall shows what a desk does.
  function unit() { return parseFloat(getComputedStyle(document.documentElement).fontSize) / 15 || 1; }
  function width() { return Math.max(plot.clientWidth / unit(), 280); }
  function label() { return width() < NARROW ? 0 : 172; }
  function x(u) { return label() + (u - tl.a) / (tl.b - tl.a) * (width() - label() - 6); }
  function u(px) { return tl.a + (px - label()) / (width() - label() - 6) * (tl.b - tl.a); }

  function zoom(a, b) {
    const least = 1e-5;
    let w = Math.min(1, Math.max(b - a, least));
    a = Math.min(Math.max(0, a), 1 - w);
    tl.a = a;
    tl.b = a + w;
    paint();
    if (filters.windowed) filterWindow(scale.time(tl.a), scale.time(tl.b));
  }
  function zoomBy(f, at) {
    const mid = at === undefined ? (tl.cursor === null || tl.cursor < tl.a || tl.cursor > tl.b ? (tl.a + tl.b) / 2 : tl.cursor) : at;
    zoom(mid - (mid - tl.a) / f, mid + (tl.b - mid) / f);
  }
  function zoomTo(from, to) {
    const a = scale.at(from), b = scale.at(to);
    const air = Math.max((b - a) * 0.12, 0.004);
    zoom(a - air, b + air);
  }
  function pan(by) { const d = (tl.b - tl.a) * by; zoom(tl.a + d, tl.b + d); }
  function toggleWindow() {
    if (filters.windowed) { filters.windowed = false; applyFilters(); } else filterWindow(scale.time(tl.a), scale.time(tl.b));
    paint();
  }
  Object.assign(tl, { zoom, zoomTo, zoomBy, pan });

  function laneTop(i) { return HEAD + i * LANE + (label() ? 0 : i * 18); }

  function paint() {
    const w = width();
    const lanes = data.lanes.map((l, i) => [l, i]).filter(([l]) => filters.source < 0 || l.source === filters.source || l.source < 0);
    const bottom = HEAD + Math.max(lanes.length, 1) * (LANE + (label() ? 0 : 18));
    fill(clear(svg), { viewBox: '0 0 ' + w + ' ' + (bottom + FOOT), }, []);
    svg.append(draw('defs', {}, draw('clipPath', { id: 'tlclip' }, draw('rect', { x: label(), y: 0, width: w - label(), height: bottom + FOOT }))));
    const inside = draw('g', { 'clip-path': 'url(#tlclip)' });
    svg.append(inside);
    paintWindow(inside, bottom);
    paintAxis(inside, bottom);
    lanes.forEach(([lane], row) => paintLane(inside, lane, laneTop(row)));
    paintMoments(svg, bottom);
    tl.line = draw('path', { class: 'cur' });
    tl.brush = draw('rect', { class: 'brush', y: HEAD - 6, height: bottom - HEAD + 6, width: 0 });
    svg.append(tl.brush, tl.line);
    tl.bottom = bottom;
    paintMini();
    tellCursor();
    only.setAttribute('aria-pressed', String(filters.windowed));
    whole.disabled = tl.a <= 0 && tl.b >= 1;
  }

  function paintWindow(g, bottom) {
    if (!data.incident.length) return;
    const x0 = x(scale.at(data.incident[0])), x1 = x(scale.at(data.incident[1]));
    g.append(draw('rect', { class: 'band', x: x0, y: HEAD - 6, width: Math.max(x1 - x0, 2), height: bottom - HEAD + 6 }),
      draw('path', { class: 'kl', d: 'M' + x0 + ' ' + (HEAD - 6) + 'V' + bottom }),
      draw('path', { class: 'kl dash', d: 'M' + x1 + ' ' + (HEAD - 6) + 'V' + bottom }));
  }

  function paintAxis(g, bottom) {
    const days = dayOf(scale.parts[0].from) !== dayOf(scale.parts[scale.parts.length - 1].to - 1);
    scale.parts.forEach((p, i) => {
      const left = Math.max(x(p.left), label()), right = Math.min(x(p.left + p.width), width());
      if (i > 0) paintBreak(g, p, bottom);
      if (right <= left) return;
      const t0 = scale.time(u(left)), t1 = scale.time(u(right) - 1e-12);
      const { at, step } = ticksOf(Math.max(p.from, t0), Math.min(p.to, t1), (right - left) / 96);
      if (days && right - left > 70) g.append(draw('text', { class: 'b c', x: (left + right) / 2, y: bottom + 34 }, dayOf(Math.max(p.from, t0))));
      for (const t of at) {
        const px = x(scale.at(t));
        if (px < left - 1 || px > right + 1) continue;
        g.append(draw('path', { class: 'ax', d: 'M' + px + ' ' + (HEAD - 6) + 'V' + bottom }));
        const anchor = px < left + 30 ? 't' : px > right - 34 ? 't e' : 't c';
        g.append(draw('text', { class: anchor, x: px, y: bottom + 16 }, clockOf(t, step)));
      }
    });
  }

  function paintBreak(g, p, bottom) {
    const x0 = x(p.left - BREAK) + 3, x1 = x(p.left) - 3;
    g.append(draw('rect', { class: 'gap', x: x0, y: HEAD - 6, width: Math.max(x1 - x0, 0), height: bottom - HEAD + 6 }));
    if (x1 - x0 > 34) g.append(draw('text', { class: 'b c halo', x: (x0 + x1) / 2, y: (HEAD + bottom) / 2 }, lengthWords(p.gap)));
    if (x1 - x0 > 80) g.append(draw('text', { class: 't c halo', x: (x0 + x1) / 2, y: (HEAD + bottom) / 2 + 16 }, 'nothing logged'));
  }

  // binsOf gives the bins of a lane in the window, joined where they would be
  // narrower than a pixel and a half.
  function binsOf(lane) {
    const out = [];
    let first = 0;
    let last = null;
    const starts = data.fine.map((a) => { const s = first; first += Math.round((a[1] - a[0]) / a[2]); return s; });
    for (const [k, n, bad] of lane.bins) {
      let s = starts.length - 1;
      while (s > 0 && starts[s] > k) s--;
      const a = data.fine[s];
      const t = a[0] + (k - starts[s]) * a[2];
      const x0 = x(scale.at(t)), x1 = x(scale.at(Math.min(t + a[2], a[1])));
      if (x1 < label() || x0 > width()) continue;
      if (last && x1 - last.x0 < 3 && last.s === s) { last.n += n; last.bad += bad; last.x1 = x1; continue; }
      last = { x0, x1, n, bad, s };
      out.push(last);
    }
    return out;
  }

  // ceilingOf is the count at which bars are cut, so that a few tall ones do not
  // press all others flat: two and a half times what 19 of 20 bars stay below.
  function ceilingOf(bins, most) {
    const sorted = bins.map((b) => Math.max(b.n - b.bad, b.bad)).sort((p, q) => p - q);
    const usual = sorted.length ? sorted[Math.floor((sorted.length - 1) * 0.95)] * 2.5 : most;
    return usual >= 2 && most > usual ? usual : most;
  }

  function paintLane(g, lane, top) {
    const base = top + UP;
    const narrow = !label();
    const name = lane.name.length > 22 && !narrow ? '…' + lane.name.slice(-21) : lane.name;
    const title = draw('title', {}, lane.name);
    if (narrow) svg.append(draw('text', { class: 'b', x: 2, y: top - 2 }, name, title));
    else {
      const cut = lane.name.lastIndexOf('/') + 1;
      const shorten = (s, n) => s.length > n ? '…' + s.slice(1 - n) : s;
      if (cut) svg.append(draw('text', { class: 't', x: 0, y: top + 5 }, shorten(lane.name.slice(0, cut), 24)));
      svg.append(draw('text', { class: 'b', x: 0, y: top + 21 }, shorten(lane.name.slice(cut), 21), title), draw('text', { class: 't', x: 0, y: top + 37 }, plural(lane.lines, 'record')));
      if (lane.bad) svg.append(draw('text', { class: 't tf', x: 0, y: top + 53 }, lane.bad.toLocaleString('en') + ' failing'));
    }
    g.append(draw('path', { class: 'ax2', d: 'M' + label() + ' ' + (base + 1) + 'H' + width() }));
    if (lane.runs.length) { paintRuns(g, lane, top); return; }
    const bins = binsOf(lane);
    const top_ = bins.reduce((m, b) => Math.max(m, b.n - b.bad, b.bad), 1);
    const most = ceilingOf(bins, top_);
    let good = '', bad = '';
    for (const b of bins) {
      const w = Math.max(b.x1 - b.x0 - 0.6, 0.9);
      if (b.n > b.bad) { const h = Math.max(Math.min((b.n - b.bad) / most, 1) * (UP - 8), 1.5); good += 'M' + b.x0.toFixed(1) + ' ' + base + 'v' + (-h).toFixed(1) + 'h' + w.toFixed(1) + 'v' + h.toFixed(1) + 'z'; }
      if (b.bad) { const h = Math.max(Math.min(b.bad / most, 1) * (DOWN - 2), 2); bad += 'M' + b.x0.toFixed(1) + ' ' + (base + 2) + 'v' + h.toFixed(1) + 'h' + w.toFixed(1) + 'v' + (-h).toFixed(1) + 'z'; }
    }
    if (good) g.append(draw('path', { class: 'bar', d: good }));
    if (bad) g.append(draw('path', { class: 'fl', d: bad }));
    for (const b of bins) {
      if (b.n - b.bad > most) g.append(draw('path', { class: 'notch', d: 'M' + (b.x0 - 2) + ' ' + (base - UP + 16) + 'l' + ((b.x1 - b.x0) / 2 + 2) + ' -5 ' + ((b.x1 - b.x0) / 2 + 2) + ' 5' }));
    }
    const words = top_ > most ? 'cut at ' + Math.floor(most).toLocaleString('en') + ', most ' + top_.toLocaleString('en') : 'max ' + top_.toLocaleString('en');
    g.append(draw('text', { class: 't e halo', x: width() - 8, y: top + 2 }, words));
    for (const [from, to] of lane.gaps) paintSilence(g, from, to, base);
  }

  function paintSilence(g, from, to, base) {
    const x0 = x(scale.at(from)), x1 = x(scale.at(to));
    if (x1 - x0 < 4) return;
    g.append(draw('rect', { class: 'gap', x: x0, y: base - 13, width: x1 - x0, height: 13 }));
    if (x1 - x0 > 96) g.append(draw('text', { class: 't c halo', x: (Math.max(x0, label()) + Math.min(x1, width())) / 2, y: base - 3 }, 'silent ' + lengthWords(to - from)));
  }

  function paintRuns(g, lane, top) {
    const gap = Math.min((UP + DOWN - 8) / lane.runs.length, 9);
    lane.runs.forEach((r, i) => {
      const y = top + 6 + gap * (i + 0.5), x0 = x(scale.at(r[0])), x1 = x(scale.at(r[1])), m = Math.min(gap, 6);
      g.append(draw('path', { class: r[3] ? 'run dash' : 'run', d: 'M' + x0 + ' ' + y + 'H' + x1 }),
        draw('rect', { class: r[2] ? 'fb' : 'bar', x: x1 - m / 2, y: y - m / 2, width: m, height: m }));
    });
  }

  // paintMoments numbers the steps of the story; those that would lie on each
  // other share a mark until the window is narrow enough.
  function paintMoments(g, bottom) {
    const marks = [];
    for (const [t, number, role] of data.moments) {
      const real = x(scale.at(t));
      if (real < label() - 1 || real > width()) continue;
      const before = marks[marks.length - 1];
      if (before && real - before.real < 29) before.last = Math.max(before.last, number);
      else marks.push({ real, number, last: number, role });
    }
    for (const { real, number, last, role } of marks) {
      const several = last > number;
      const half = several ? 17.5 : 10;
      const px = Math.min(Math.max(real, label() + half), width() - half);
      const mark = several ? draw('rect', { class: 'kd', x: px - 17.5, y: 5.5, width: 35, height: 20, rx: 10 })
        : role === 2 ? draw('rect', { class: 'fb', x: px - 9.5, y: 6, width: 19, height: 19 }) : draw('circle', { class: 'kd', cx: px, cy: 15.5, r: 10 });
      const link = draw('a', { href: '#m' + number, class: 'mo', tabindex: '-1' }, mark, draw('text', { class: 'num', x: px, y: 19.5 }, several ? number + '–' + last : String(number)));
      g.append(draw('path', { class: 'kl dash', d: 'M' + real + ' 26V' + bottom }), link);
    }
  }

  function paintMini() {
    const w = width(), h = 30, l = label();
    fill(clear(mini), { viewBox: '0 0 ' + w + ' ' + h, }, []);
    const px = (v) => l + v * (w - l - 6);
    scale.parts.forEach((p, i) => {
      if (i) mini.append(draw('rect', { class: 'gap', x: px(p.left - BREAK) + 1, y: 4, width: px(p.left) - px(p.left - BREAK) - 2, height: 22 }));
    });
    const sum = new Map();
    for (const lane of data.lanes) for (const [k, n, bad] of lane.bins) {
      const s = sum.get(k) || [0, 0];
      sum.set(k, [s[0] + n, s[1] + bad]);
    }
    let first = 0, good = '', bad = '';
    const most = Math.max(1, ...Array.from(sum.values(), (s) => s[0]));
    for (const a of data.fine) {
      const n = Math.round((a[1] - a[0]) / a[2]);
      for (let k = 0; k < n; k++) {
        const s = sum.get(first + k);
        if (!s) continue;
        const x0 = px(scale.at(a[0] + k * a[2])), x1 = px(scale.at(a[0] + (k + 1) * a[2])), bw = Math.max(x1 - x0, 0.8).toFixed(1);
        const hh = Math.max(s[0] / most * 20, 1.2).toFixed(1);
        good += 'M' + x0.toFixed(1) + ' 26v-' + hh + 'h' + bw + 'v' + hh + 'z';
        if (s[1]) bad += 'M' + x0.toFixed(1) + ' 28v-4h' + bw + 'v4z';
      }
      first += n;
    }
    mini.append(draw('path', { class: 'bar', d: good }), draw('path', { class: 'fb', d: bad }));
    mini.append(draw('rect', { class: 'view', x: px(tl.a), y: 1.5, width: Math.max((tl.b - tl.a) * (w - l - 6), 3), height: 27, rx: 2 }));
  }

  // tellCursor reads out what every lane counts at the cursor.
  function tellCursor() {
    const window_ = spanWords(scale.time(tl.a), scale.time(tl.b));
    if (tl.cursor === null) { readout.textContent = 'Window ' + window_; tl.line.setAttribute('d', ''); return; }
    const px = x(tl.cursor), t = scale.time(tl.cursor);
    tl.line.setAttribute('d', px < label() || px > width() ? '' : 'M' + px + ' ' + (HEAD - 6) + 'V' + tl.bottom);
    const broken = scale.parts.some((p, i) => i > 0 && tl.cursor < p.left && tl.cursor > p.left - BREAK);
    if (broken) { readout.textContent = 'Nothing is logged here'; return; }
    const said = [];
    let first = 0;
    for (const a of data.fine) {
      const n = Math.round((a[1] - a[0]) / a[2]);
      if (t >= a[0] && t < a[1]) {
        const k = first + Math.floor((t - a[0]) / a[2]);
        for (const lane of data.lanes) {
          const bin = lane.bins.find((b) => b[0] === k);
          if (bin) said.push(lane.name + ' ' + bin[1].toLocaleString('en') + (bin[2] ? ', ' + bin[2].toLocaleString('en') + ' failing' : ''));
        }
        readout.textContent = fullTime(a[0] + (k - first) * a[2], a[2]) + ', ' + lengthWords(a[2]) + ': ' + (said.join(' · ') || 'no record');
        return;
      }
      first += n;
    }
    readout.textContent = 'Window ' + window_;
  }

  wirePointer(plot, { x, u, unit });
  wireKeys(plot);
  mini.addEventListener('pointerdown', (e) => {
    const go = (ev) => { const v = ((ev.clientX - mini.getBoundingClientRect().left) / unit() - label()) / (width() - label() - 6); const half = (tl.b - tl.a) / 2; zoom(v - half, v + half); };
    go(e);
    mini.setPointerCapture(e.pointerId);
    mini.onpointermove = go;
    mini.onpointerup = () => { mini.onpointermove = null; };
  });
  new ResizeObserver(() => paint()).observe(plot);
  paint();
}

function wirePointer(plot, m) {
  const at = (e) => Math.min(Math.max(m.u((e.clientX - plot.getBoundingClientRect().left) / m.unit()), tl.a), tl.b);
  plot.addEventListener('pointerdown', (e) => {
    if (e.button !== 0 || e.target.closest('a')) return;
    tl.drag = { u: at(e), x: e.clientX };
    if (e.pointerType === 'mouse') plot.setPointerCapture(e.pointerId);
  });
  plot.addEventListener('pointermove', (e) => {
    tl.cursor = at(e);
    if (tl.drag && e.pointerType === 'mouse') {
      const a = m.x(Math.min(tl.drag.u, tl.cursor)), b = m.x(Math.max(tl.drag.u, tl.cursor));
      tl.brush.setAttribute('x', a);
      tl.brush.setAttribute('width', Math.max(b - a, 0));
    }
    tl.say();
  });
  plot.addEventListener('pointerup', (e) => {
    const d = tl.drag;
    tl.drag = null;
    if (!d) return;
    const to = at(e);
    tl.brush.setAttribute('width', 0);
    if (Math.abs(e.clientX - d.x) > 5 && e.pointerType === 'mouse') tl.zoom(Math.min(d.u, to), Math.max(d.u, to));
  });
  plot.addEventListener('pointercancel', () => { tl.drag = null; tl.brush.setAttribute('width', 0); });
  plot.addEventListener('pointerleave', () => { if (!tl.drag && document.activeElement !== plot) { tl.cursor = null; tl.say(); } });
  plot.addEventListener('dblclick', () => tl.zoom(0, 1));
  plot.addEventListener('wheel', (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    tl.zoomBy(Math.exp(-e.deltaY / 240), at(e));
  }, { passive: false });
}

function wireKeys(plot) {
  plot.addEventListener('focus', () => { plot.querySelector('svg').classList.add('keyed'); tl.readout.setAttribute('aria-live', 'polite'); });
  plot.addEventListener('blur', () => { tl.readout.setAttribute('aria-live', 'off'); });
  plot.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const w = tl.b - tl.a;
    const move = (by) => {
      if (e.shiftKey) { tl.pan(by * 10); return; }
      tl.cursor = Math.min(Math.max((tl.cursor === null ? (tl.a + tl.b) / 2 : tl.cursor) + w * by, 0), 1);
      if (tl.cursor < tl.a || tl.cursor > tl.b) tl.pan(by * 10); else tl.say();
    };
    const acts = {
      ArrowLeft: () => move(-0.01), ArrowRight: () => move(0.01), '+': () => tl.zoomBy(1.8), '=': () => tl.zoomBy(1.8), '-': () => tl.zoomBy(1 / 1.8),
      0: () => tl.zoom(0, 1), Home: () => tl.zoom(0, w), End: () => tl.zoom(1 - w, 1),
      i: () => { if (data.incident.length) tl.zoomTo(data.incident[0], data.incident[1]); }, Enter: () => tl.only.click(),
    };
    if (!acts[e.key]) return;
    e.preventDefault();
    e.stopPropagation();
    acts[e.key]();
  });
}
