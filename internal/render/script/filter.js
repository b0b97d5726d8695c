
// Filters hide items; a search marks its hits and may hide what has none.
const filters = { source: -1, from: 0, to: 0, windowed: false, text: '', only: false };
let hits = [];
let current = -1;
let bar = null;

const SEARCHED = 'h1,h2,h3,h4,p,li,td,th,dd,dt,figcaption,summary';

// blocksOf are the innermost blocks of text of the report.
function blocksOf() {
  return all(SEARCHED, one('main')).filter((b) => !b.closest('svg') && !b.querySelector('p,li,td,dd,h3,h4'));
}

// findIn gives the ranges of a block in which the text stands, across the
// elements that part it.
function findIn(block, text) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let joined = '';
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    if (n.parentElement.closest('button,sup,svg')) continue;
    nodes.push([n, joined.length]);
    joined += n.data;
  }
  const low = joined.toLowerCase();
  const ranges = [];
  if (low.length !== joined.length) return ranges;
  for (let at = low.indexOf(text); at >= 0; at = low.indexOf(text, at + text.length)) {
    const range = document.createRange();
    const put = (pos, set) => {
      let k = nodes.length - 1;
      while (k > 0 && nodes[k][1] > pos) k--;
      set.call(range, nodes[k][0], pos - nodes[k][1]);
    };
    put(at, range.setStart);
    let k = nodes.length - 1;
    while (k > 0 && nodes[k][1] >= at + text.length) k--;
    range.setEnd(nodes[k][0], at + text.length - nodes[k][1]);
    ranges.push(range);
  }
  return ranges;
}

const MOST_HITS = 3000;

function mark(name, ranges) {
  if (!window.CSS || !CSS.highlights || !window.Highlight) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges)); else CSS.highlights.delete(name);
}

function search() {
  hits = [];
  current = -1;
  const text = filters.text;
  const found = new Set();
  if (text) {
    for (const block of blocksOf()) {
      const ranges = findIn(block, text);
      if (!ranges.length) continue;
      for (let up = block; up; up = up.parentElement) if (up.dataset && up.dataset.s !== undefined) found.add(up);
      if (hits.length < MOST_HITS) hits.push(...ranges);
    }
  }
  mark('hit', hits);
  mark('now', []);
  return found;
}

function hitElement(range) { return range.startContainer.parentElement; }

function visibleHits() { return hits.filter((r) => !hitElement(r).closest('.filtered')); }

function step(by) {
  const list = visibleHits();
  if (!list.length) return;
  current = (current + by + list.length) % list.length;
  mark('now', [list[current]]);
  reveal(hitElement(list[current]));
  tell(list.length);
}

function tell(n) {
  if (!bar) return;
  bar.count.textContent = !filters.text ? '' : n === 0 ? 'no match' : current >= 0 ? (current + 1) + ' of ' + n.toLocaleString('en') : plural(n, 'match').replace('matchs', 'matches');
}

// passes tells whether an item is inside the filters.
function passes(item, found) {
  if (filters.source >= 0) {
    const own = item.dataset.s.split(' ');
    if (!own.includes(String(filters.source))) return false;
  }
  if (filters.windowed && item.dataset.t) {
    const [from, to] = item.dataset.t.split(' ').map(Number);
    if (to < filters.from || from > filters.to) return false;
  }
  return !filters.only || !filters.text || found.has(item) || Array.from(found).some((f) => item.contains(f));
}

function applyFilters() {
  const found = search();
  let shown = 0;
  const items = all('[data-s]', one('main'));
  for (const item of items) {
    const ok = passes(item, found);
    item.classList.toggle('filtered', !ok);
    if (ok) shown++;
  }
  for (const d of all('details', one('main'))) {
    const inner = all('[data-s]', d);
    d.classList.toggle('filtered', inner.length > 0 && !d.classList.contains('hyp') && inner.every((i) => i.classList.contains('filtered')));
  }
  const active = filters.source >= 0 || filters.windowed || filters.only && filters.text !== '';
  bar.note.textContent = active ? shown.toLocaleString('en') + ' of ' + plural(items.length, 'item') + ' shown' : '';
  bar.reset.hidden = !active && !filters.text;
  bar.chip.hidden = !filters.windowed;
  if (filters.windowed) bar.chip.textContent = 'only ' + spanWords(filters.from, filters.to) + ' ✕';
  tell(visibleHits().length);
}

// unfilter gives up the filters when they hide what a link leads to.
function unfilter(target) {
  if (target.closest('.filtered')) resetFilters();
}

function resetFilters() {
  Object.assign(filters, { source: -1, windowed: false, text: '', only: false });
  bar.input.value = '';
  bar.select.value = '-1';
  bar.only.checked = false;
  applyFilters();
}

function filterWindow(from, to) {
  Object.assign(filters, { windowed: true, from: from, to: to });
  applyFilters();
}

function setUpFilters() {
  let timer = 0;
  const input = make('input', { type: 'search', id: 'q', placeholder: 'Search', autocomplete: 'off', spellcheck: 'false', 'aria-label': 'Search the report',
    input: () => { clearTimeout(timer); timer = setTimeout(() => { filters.text = input.value.trim().toLowerCase(); applyFilters(); if (filters.text && visibleHits().length) step(1); }, 160); },
    keydown: (e) => {
      if (e.key === 'Enter') { e.preventDefault(); clearTimeout(timer); if (filters.text !== input.value.trim().toLowerCase()) { filters.text = input.value.trim().toLowerCase(); applyFilters(); } step(e.shiftKey ? -1 : 1); }
      if (e.key === 'Escape') { e.stopPropagation(); resetFilters(); input.blur(); }
    } });
  const select = make('select', { 'aria-label': 'Show one source', change: () => { filters.source = Number(select.value); applyFilters(); timelineChanged(); } },
    make('option', { value: '-1' }, 'All sources'));
  (data.sources || []).forEach((name, i) => select.append(make('option', { value: i }, name.length > 48 ? '…' + name.slice(-47) : name)));
  const only = make('input', { type: 'checkbox', id: 'only', change: () => { filters.only = only.checked; applyFilters(); } });
  const count = make('span', { class: 'count', 'aria-live': 'polite' });
  const note = make('span', { class: 'count' });
  const chip = make('button', { type: 'button', class: 'btn chip', hidden: true, click: () => { filters.windowed = false; applyFilters(); } });
  const reset = make('button', { type: 'button', class: 'btn', hidden: true, click: () => { resetFilters(); timelineChanged(); } }, 'Clear');
  const theme = make('button', { type: 'button', class: 'btn', click: nextTheme });
  const node = make('div', { class: 'tools', role: 'search' },
    make('span', { class: 'find' }, input,
      make('button', { type: 'button', class: 'btn', 'aria-label': 'Previous match', click: () => step(-1) }, '↑'),
      make('button', { type: 'button', class: 'btn', 'aria-label': 'Next match', click: () => step(1) }, '↓'), count),
    make('label', { for: 'only' }, only, ' only matches'),
    (data.sources || []).length > 1 && !document.body.classList.contains('plain') ? select : null, chip, note, reset,
    make('span', { class: 'right' }, theme,
      make('button', { type: 'button', class: 'btn', click: toggleAll, id: 'unfold' }, 'Unfold all'),
      make('button', { type: 'button', class: 'btn', 'aria-label': 'Keys', click: showKeys }, '?')));
  bar = { node, input, select, only, count, note, chip, reset, theme };
  one('.page').prepend(node);
  showTheme();
}
