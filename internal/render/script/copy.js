
// copyText puts text on the clipboard, in the old way where the new one is
// refused.
async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch (e) {
    const area = make('textarea', { class: 'off', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) { say('The browser does not let this page copy'); return; }
  }
  say(what + ' copied');
}

// linesOf is a list of log lines as text, each with its file and number.
function linesOf(list) {
  let file = list.dataset.f || '';
  const out = [];
  for (const li of list.children) {
    const code = li.querySelector('code');
    if (code) out.push(file + ':' + li.querySelector('span').textContent + ': ' + code.textContent);
  }
  return out.join('\n') + '\n';
}

function copyButton(label, text, what) {
  return make('button', { type: 'button', class: 'copy', 'aria-label': label, click: () => copyText(text(), what) }, 'Copy');
}

function setUpCopy() {
  for (const list of all('ol.log')) {
    const box = make('div', { class: 'logbox' });
    list.replaceWith(box);
    const n = all('code', list).length;
    box.append(copyButton('Copy ' + plural(n, 'line') + ' of ' + (list.dataset.f || 'the log'), () => linesOf(list), plural(n, 'line')), list);
  }
  for (const code of all('code.run')) {
    const box = make('span', { class: 'runbox' });
    code.replaceWith(box);
    box.append(code, copyButton('Copy the command', () => code.textContent, 'Command'));
  }
}
