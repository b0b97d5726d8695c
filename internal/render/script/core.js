// The page reads whole without this script: it adds zoom, search, filters,
// copying and keys, and changes no word of the report. Text reaches the page
// through textContent and cloned nodes alone, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

function one(selector, root) { return (root || document).querySelector(selector); }
function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }

// make builds an element: attributes, or listeners where the value is a
// function, then children (nodes or text).
function make(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function draw(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const name in attributes || {}) {
    const value = attributes[name];
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

function clear(node) { node.replaceChildren(); return node; }

const data = (function () {
  try { return JSON.parse(one('#data').textContent); } catch (e) { return {}; }
})();

// A browser may refuse storage to a page from disk.
const memory = {
  get(key) { try { return localStorage.getItem('inquest-' + key); } catch (e) { return null; } },
  set(key, value) { try { localStorage.setItem('inquest-' + key, value); } catch (e) { /* this visit only */ } },
};

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

// reveal opens what an element is folded into and brings it into view.
function reveal(node, where) {
  for (let up = node; up; up = up.parentElement) {
    if (up.tagName === 'DETAILS' && up !== node.closest('summary')?.parentElement) up.open = true;
  }
  node.scrollIntoView({ block: where || 'center', behavior: calm.matches ? 'auto' : 'smooth' });
}

const status = make('div', { class: 'status', role: 'status', 'aria-live': 'polite' });
let statusTimer = 0;

// say tells what happened, to the eye for a moment and to a screen reader.
function say(text) {
  status.textContent = text;
  status.classList.add('on');
  clearTimeout(statusTimer);
  statusTimer = setTimeout(() => status.classList.remove('on'), 2600);
}

function plural(n, word) { return n.toLocaleString('en') + ' ' + word + (n === 1 ? '' : 's'); }

// start sets everything up; a part that fails leaves the others and the page.
function start() {
  document.documentElement.classList.add('js');
  document.body.append(status);
  for (const part of [setUpCopy, setUpProof, setUpFilters, setUpTimeline, setUpTables, setUpSketch, setUpKeys, setUpPage]) {
    try { part(); } catch (e) { console.error(e); }
  }
}
