
// Tables: templates sort by a click on a head, columns of the heat map lead to
// the timeline.
function setUpTables() {
  const tables = all('table.tpl');
  for (const table of tables) {
    all('thead th', table).forEach((th, i) => {
      if (i === 0) return;
      const text = th.textContent;
      const act = make('button', { type: 'button', class: 'sort', click: () => sortBy(table, i, th) }, text);
      th.replaceChildren(act);
    });
  }
  for (const th of all('table.heat th[data-w]')) {
    if (!tl) break;
    const [from, to] = th.dataset.w.split(' ').map(Number);
    const act = make('button', { type: 'button', class: 'sort', 'aria-label': 'Show ' + th.textContent + ' on the timeline', click: () => { tl.zoomTo(from, to); reveal(one('#timeline'), 'start'); tl.plot.focus({ preventScroll: true }); } }, th.textContent);
    th.replaceChildren(act);
  }
}

const LEVELS = ['none', 'trace', 'debug', 'info', 'notice', 'warn', 'error', 'critical'];

function keyOf(row, column) {
  const cell = row.children[column];
  switch (column) {
    case 1: return Number(cell.textContent.replace(/\D/g, ''));
    case 2: return LEVELS.indexOf(cell.textContent);
    case 4: case 5: { const t = (row.dataset.t || '0 0').split(' '); return Number(t[column - 4]); }
  }
  return cell.textContent.toLowerCase();
}

function sortBy(table, column, head) {
  const down = head.getAttribute('aria-sort') !== 'descending';
  for (const th of all('thead th', table)) th.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const body = one('tbody', table);
  const rows = Array.from(body.rows).map((row, i) => ({ row, i, key: keyOf(row, column) }));
  rows.sort((p, q) => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0) * (down ? -1 : 1) || p.i - q.i);
  body.append(...rows.map((r) => r.row));
  say('Sorted by ' + head.textContent.toLowerCase());
}

// The dependency sketch: a component under the pointer shows its links alone.
function setUpSketch() {
  for (const svg of all('figure.topo svg')) {
    const links = all('.link', svg), nodes = all('.node', svg);
    for (const node of nodes) {
      const n = node.dataset.n;
      const near = new Set([n]);
      for (const l of links) { const [a, b] = l.dataset.n.split(' '); if (a === n || b === n) { near.add(a); near.add(b); } }
      node.addEventListener('pointerenter', () => {
        for (const l of links) l.classList.toggle('dim', !l.dataset.n.split(' ').includes(n));
        for (const o of nodes) o.classList.toggle('dim', !near.has(o.dataset.n));
      });
      node.addEventListener('pointerleave', () => { for (const o of links.concat(nodes)) o.classList.remove('dim'); });
    }
  }
}
