
const THEMES = ['auto', 'light', 'dark'];

function showTheme() {
  const theme = THEMES.includes(memory.get('theme')) ? memory.get('theme') : 'auto';
  if (theme === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
  bar.theme.textContent = { auto: '◐ Auto', light: '○ Light', dark: '● Dark' }[theme];
  bar.theme.setAttribute('aria-label', 'Colours: ' + theme + '. Change');
  return theme;
}

let themeNow = null;
function nextTheme() {
  const now = themeNow || showTheme();
  themeNow = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  memory.set('theme', themeNow);
  document.documentElement.removeAttribute('data-theme');
  if (themeNow !== 'auto') document.documentElement.setAttribute('data-theme', themeNow);
  bar.theme.textContent = { auto: '◐ Auto', light: '○ Light', dark: '● Dark' }[themeNow];
  bar.theme.setAttribute('aria-label', 'Colours: ' + themeNow + '. Change');
}

function toggleAll() {
  const list = all('main details');
  const open = list.some((d) => !d.open);
  for (const d of list) d.open = open;
  one('#unfold').textContent = open ? 'Fold all' : 'Unfold all';
}

const KEYS = [['/', 'search'], ['n, N', 'next, previous match'], ['j, k', 'next, previous section'], ['v', 'verdict'], ['t', 'timeline'], ['c', 'claims'],
  ['e', 'unfold or fold all'], ['d', 'light, dark'], ['Esc', 'close, clear'], ['?', 'these keys'],
  ['On the timeline', 'arrows move the cursor, + and - zoom, Shift with arrows moves the window, 0 shows all, i the incident, Enter filters the page']];

let keysOpen = null;
function showKeys() {
  if (keysOpen) { keysOpen.close(); return; }
  const list = make('dl', { class: 'keys' });
  for (const [key, does] of KEYS) list.append(make('dt', {}, make('kbd', {}, key)), make('dd', {}, does));
  const dialog = make('dialog', { class: 'help', 'aria-labelledby': 'keys-title' }, make('h2', { id: 'keys-title' }, 'Keys'), list,
    make('form', { method: 'dialog' }, make('button', { class: 'btn', autofocus: true }, 'Close')));
  dialog.querySelector('form').addEventListener('submit', (e) => { e.preventDefault(); dialog.close(); });
  dialog.addEventListener('close', () => { dialog.remove(); keysOpen = null; });
  document.body.append(dialog);
  keysOpen = dialog;
  dialog.showModal();
}

function sections() { return all('main > section'); }

function goSection(by) {
  const list = sections();
  const y = (s) => s.getBoundingClientRect().top;
  let now = 0;
  list.forEach((s, i) => { if (y(s) < 90) now = i; });
  const to = list[Math.min(Math.max(now + by, 0), list.length - 1)];
  reveal(to, 'start');
}

function setUpKeys() {
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    if (e.key === 'Escape') { if (!closeProof() && (filters.text || filters.windowed || filters.source >= 0)) { resetFilters(); timelineChanged(); } return; }
    if (e.target instanceof Element && e.target.closest('input,select,textarea,dialog,[contenteditable]')) return;
    const acts = {
      '/': () => { bar.input.focus(); bar.input.select(); }, n: () => step(1), N: () => step(-1), j: () => goSection(1), k: () => goSection(-1),
      v: () => reveal(one('#verdict'), 'start'), t: () => { if (tl) { reveal(one('#timeline'), 'start'); tl.plot.focus({ preventScroll: true }); } },
      c: () => reveal(one('#claims'), 'start'), e: toggleAll, d: nextTheme, '?': showKeys,
    };
    if (!acts[e.key]) return;
    e.preventDefault();
    acts[e.key]();
  });
}

// setUpPage marks the section that is read, and unfolds all on paper.
function setUpPage() {
  const links = new Map(all('.rail a').map((a) => [a.getAttribute('href').slice(1), a]));
  const mark_ = () => {
    let now = null;
    for (const s of sections()) if (s.getBoundingClientRect().top < 140) now = s;
    for (const [id, a] of links) {
      if (now && id === now.id) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current');
    }
  };
  let waiting = false;
  document.addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark_(); });
  }, { passive: true });
  mark_();
  if (location.hash) arrive();
  let folded = [];
  window.addEventListener('beforeprint', () => { folded = all('details:not([open])'); for (const d of folded) d.open = true; });
  window.addEventListener('afterprint', () => { for (const d of folded) d.open = false; });
}
