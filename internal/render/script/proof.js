
let proofPanel = null;
let proofOpener = null;

function closeProof() {
  if (!proofPanel) return false;
  proofPanel.remove();
  proofPanel = null;
  for (const a of all('sup a.on')) a.classList.remove('on');
  if (proofOpener && proofOpener.isConnected) proofOpener.focus({ preventScroll: true });
  return true;
}

// proofLines clones a line of the page with its neighbours.
function proofLines(target) {
  const list = target.closest('ol.log');
  const out = make('ol', { class: 'log' });
  const near = [target];
  for (let i = 0, li = target.previousElementSibling; i < 2 && li && li.id; i++, li = li.previousElementSibling) near.unshift(li);
  for (let i = 0, li = target.nextElementSibling; i < 2 && li && li.id; i++, li = li.nextElementSibling) near.push(li);
  for (const li of near) {
    const copy = li.cloneNode(true);
    copy.removeAttribute('id');
    copy.className = li === target ? 'ct' : 'nb';
    for (const sup of all('sup', copy)) sup.remove();
    out.append(copy);
  }
  if (list) out.dataset.f = list.dataset.f;
  return out;
}

function showProof(id, opener) {
  const entry = document.getElementById(id);
  if (!entry) return;
  closeProof();
  proofOpener = opener;
  opener.classList.add('on');
  const statement = one('.st', entry).cloneNode(true);
  const body = make('div', { class: 'proofbody' }, make('p', { class: 'said' }));
  one('.said', body).append(...statement.childNodes);
  let n = 0;
  for (const child of one('.pf', entry).childNodes) {
    if (child.nodeType !== 1 || child.tagName !== 'A') continue;
    const line = document.getElementById(child.getAttribute('href').slice(1));
    if (!line) continue;
    n++;
    const list = proofLines(line);
    const go = make('a', { href: child.getAttribute('href'), class: 'src', click: () => closeProof() });
    go.textContent = child.textContent;
    body.append(make('div', { class: 'proofline' }, make('div', { class: 'prooftop' }, go,
      copyButton('Copy these lines', () => linesOf(list), 'Lines')), list));
  }
  const all_ = one('.pf', entry).cloneNode(true);
  body.append(make('h3', {}, n ? 'All references' : 'References'), make('div', { class: 'pf' }, all_));
  const close = make('button', { type: 'button', class: 'btn', click: closeProof, 'aria-label': 'Close the proof' }, '✕');
  proofPanel = make('div', { class: 'proof', role: 'dialog', 'aria-labelledby': 'proof-title', tabindex: '-1' },
    make('div', { class: 'proofhead' },
      make('h2', { id: 'proof-title' }, 'Claim ' + id.slice(1)),
      make('a', { href: '#' + id, click: () => { closeProof(); } }, 'in the ledger'),
      make('button', { type: 'button', class: 'btn', click: () => copyText(linkTo(id), 'Link') }, 'Copy link'),
      close),
    body);
  document.body.append(proofPanel);
  proofPanel.focus({ preventScroll: true });
}

function linkTo(id) { return location.href.split('#')[0] + '#' + id; }

function setUpProof() {
  document.addEventListener('click', (e) => {
    const a = e.target instanceof Element ? e.target.closest('sup a[href^="#c"]') : null;
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button !== 0) return;
    e.preventDefault();
    showProof(a.getAttribute('href').slice(1), a);
  });
  window.addEventListener('hashchange', arrive);
}

// arrive shows what the address names: a claim, a line, a section.
function arrive() {
  const id = location.hash.slice(1);
  const target = /^[A-Za-z][\w-]*$/.test(id) ? document.getElementById(id) : null;
  if (!target) return;
  unfilter(target);
  reveal(target, id.startsWith('L') || /^c\d/.test(id) ? 'center' : 'start');
}
