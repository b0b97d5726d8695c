// The page is used: proofs, search, filters, the live timeline, keys.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equal, example, examples, ok, open, root, test } from './harness.mjs';

const nightly = () => example('nightly-jobs');

test('a number opens its proof, Escape gives the focus back', async () => {
  const page = await open(nightly());
  const link = page.locator('.kv sup a').first();
  const id = (await link.getAttribute('href')).slice(1);
  await link.click();
  const panel = page.locator('.proof');
  ok(await panel.isVisible(), 'no proof');
  equal(await page.evaluate(() => document.activeElement.className), 'proof', 'focus');
  const said = (await panel.locator('.said').innerText()).replace(/\s+/g, ' ').trim();
  const ledger = (await page.locator(`#${id} .st`).textContent()).replace(/\s+/g, ' ').trim();
  ok(ledger.startsWith(said.slice(0, 20)) && said.length > 20, `the proof says ${said}, the ledger ${ledger}`);
  ok(await panel.locator('.log li.ct').count() > 0, 'the proof shows no line');
  await page.keyboard.press('Escape');
  equal(await page.locator('.proof').count(), 0, 'proofs after Escape');
  ok(await link.evaluate((a) => a === document.activeElement), 'the focus is lost');
  await page.done();
});

test('the keyboard alone opens a proof', async () => {
  const page = await open(nightly());
  await page.locator('.kv sup a').first().focus();
  await page.keyboard.press('Enter');
  ok(await page.locator('.proof').isVisible(), 'no proof');
  await page.done();
});

test('lines of a proof are those of the file', async () => {
  const page = await open(nightly(), { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.kv sup a').first().click();
  await page.locator('.proof .copy').first().click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const lines = text.trimEnd().split('\n');
  ok(lines.length >= 3, `${lines.length} lines copied`);
  for (const line of lines) {
    const [, file, n, rest] = line.match(/^(.+?):(\d+): (.*)$/);
    equal(rest, readFileSync(join(root, 'examples/nightly-jobs', file), 'utf8').split('\n')[n - 1], `${file}:${n}`);
  }
  await page.done();
});

test('a command is copied as it stands', async () => {
  const page = await open(nightly(), { permissions: ['clipboard-read', 'clipboard-write'] });
  const want = await page.locator('.kv code.run').first().textContent();
  await page.locator('.kv .copy').first().click();
  equal(await page.evaluate(() => navigator.clipboard.readText()), want, 'the clipboard');
  await page.done();
});

test('search finds across elements, steps, unfolds and clears', async () => {
  const page = await open(nightly());
  await page.keyboard.press('/');
  equal(await page.evaluate(() => document.activeElement.id), 'q', 'focus after /');
  await page.keyboard.type('23 of 214');
  await page.waitForTimeout(350);
  const count = await page.locator('.find .count').textContent();
  ok(/^1 of \d+$/.test(count), `count is ${count}`);
  await page.keyboard.press('Enter');
  ok(/^2 of \d+$/.test(await page.locator('.find .count').textContent()), 'Enter does not step');
  ok(await page.evaluate(() => CSS.highlights.get('hit').size > 1 && CSS.highlights.get('now').size === 1), 'hits are not marked');
  await page.fill('#q', 'received fast shutdown');
  await page.waitForTimeout(350);
  ok(await page.evaluate(() => { const r = Array.from(CSS.highlights.get('now'))[0].getBoundingClientRect(); return r.height > 0 && r.top > 0 && r.top < innerHeight; }), 'the hit is not in view');
  await page.fill('#q', 'no such words anywhere');
  await page.waitForTimeout(350);
  equal(await page.locator('.find .count').textContent(), 'no match', 'count');
  await page.locator('#q').press('Escape');
  equal(await page.inputValue('#q'), '', 'the field after Escape');
  ok(await page.evaluate(() => !CSS.highlights.has('hit')), 'marks stay');
  await page.done();
});

test('only matches are shown when asked', async () => {
  const page = await open(nightly());
  const all = await page.locator('#claims .claims > li:visible').count();
  await page.fill('#q', 'fast shutdown');
  await page.check('#only');
  await page.waitForTimeout(350);
  const some = await page.locator('#claims .claims > li:visible').count();
  ok(some < all, `${some} of ${all} claims shown`);
  await page.done();
});

test('a source is picked: claims and lanes of others are hidden', async () => {
  const page = await open(nightly());
  await page.selectOption('.tools select', { label: 'pg-main/syslog' });
  const wrong = await page.evaluate(() => Array.from(document.querySelectorAll('#claims .claims > li')).filter((li) => li.checkVisibility() !== li.dataset.s.split(' ').includes('3')).length);
  equal(wrong, 0, 'claims wrongly shown or hidden');
  equal(await page.locator('.tlsvg text.b').count(), 1, 'lanes');
  ok(/ of .* items shown/.test(await page.locator('.tools').innerText()), 'the bar does not say what is hidden');
  await page.getByRole('button', { name: 'Clear' }).click();
  ok(await page.locator('.tlsvg text.b').count() > 1, 'lanes stay hidden');
  await page.done();
});

const view = (page) => page.evaluate(() => { const r = document.querySelector('.view'); return [Number(r.getAttribute('x')), Number(r.getAttribute('width'))]; });

test('the timeline zooms by buttons, brush, wheel and double-click', async () => {
  const page = await open(nightly());
  await page.locator('#tl').scrollIntoViewIfNeeded();
  const whole = await view(page);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const zoomed = await view(page);
  ok(zoomed[1] < whole[1] * 0.7, 'the button does not zoom');
  await page.getByRole('button', { name: 'All of the time' }).click();
  equal((await view(page))[1], whole[1], 'width after All');
  const box = await page.locator('#tl').boundingBox();
  const y = box.y + 90;
  await page.mouse.move(box.x + 500, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 560, y, { steps: 4 });
  await page.mouse.up();
  const brushed = await view(page);
  ok(Math.abs(brushed[1] - 60) < 3, `the brush of 60 px gives a window of ${brushed[1]} px`);
  ok(Math.abs(brushed[0] - 500) < 3, `the window begins at ${brushed[0]}, the brush at 500`);
  await page.mouse.dblclick(box.x + 600, y);
  equal((await view(page))[1], whole[1], 'width after a double-click');
  await page.mouse.move(box.x + 600, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -240);
  await page.keyboard.up('Control');
  await page.waitForTimeout(100);
  ok((await view(page))[1] < whole[1] * 0.8, 'the wheel does not zoom');
  ok(/\d\d:\d\d/.test(await page.locator('.readout').textContent()), 'no time is read out');
  await page.done();
});

test('the timeline works by keys and reads out', async () => {
  const page = await open(nightly());
  await page.keyboard.press('t');
  equal(await page.evaluate(() => document.activeElement.id), 'tl', 'focus after t');
  const whole = await view(page);
  await page.keyboard.press('i');
  const incident = await view(page);
  ok(incident[1] < whole[1] * 0.5, 'i does not zoom to the incident');
  await page.keyboard.press('ArrowRight');
  const first = await page.locator('.readout').textContent();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const second = await page.locator('.readout').textContent();
  ok(first !== second && /ledger|no record|Nothing/.test(second), `the cursor reads ${first}, then ${second}`);
  await page.keyboard.press('Shift+ArrowRight');
  ok((await view(page))[0] > incident[0], 'Shift and an arrow do not move the window');
  await page.keyboard.press('Enter');
  equal(await page.locator('.tltools [aria-pressed]').getAttribute('aria-pressed'), 'true', 'Enter and the filter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('0');
  equal((await view(page))[1], whole[1], 'width after 0');
  await page.done();
});

test('the window filters the page', async () => {
  const page = await open(nightly());
  const before = await page.locator('table.tpl tbody tr:visible').count();
  await page.keyboard.press('t');
  await page.keyboard.press('i');
  await page.keyboard.press('Enter');
  const outside = await page.evaluate(() => {
    const chip = document.querySelector('.chip');
    return !chip.hidden && Array.from(document.querySelectorAll('main [data-t]')).some((e) => e.classList.contains('filtered'));
  });
  ok(outside, 'nothing outside of the window is hidden');
  await page.locator('.chip').click();
  equal(await page.locator('table.tpl tbody tr:visible').count(), before, 'templates after the filter is gone');
  await page.done();
});

test('the live timeline counts what the report counts', async () => {
  for (const name of examples) {
    const page = await open(example(name));
    const wrong = await page.evaluate(() => {
      const data = JSON.parse(document.querySelector('#data').textContent);
      return data.lanes.filter((l) => l.bins.reduce((n, b) => n + b[1], 0) !== l.lines).map((l) => l.name);
    });
    equal(wrong.join(' '), '', `${name}: lanes whose bins do not add up`);
    await page.done();
  }
});

test('a broken axis shows its break', async () => {
  const page = await open(example('two-days'));
  ok(await page.locator('.tlsvg .gap').count() >= 1, 'no break is drawn');
  ok(/8 h 47 m/.test(await page.locator('.tlsvg').textContent()), 'the break does not say its length');
  await page.done();
});

test('templates sort', async () => {
  const page = await open(nightly());
  await page.locator('table.tpl').first().getByRole('button', { name: 'Lines' }).click();
  const counts = (await page.locator('table.tpl').first().locator('tbody td.n').allTextContents()).map((s) => Number(s.replace(/\D/g, '')));
  equal(counts.join(), counts.slice().sort((a, b) => b - a).join(), 'counts');
  await page.done();
});

test('colours change and are remembered', async () => {
  const page = await open(nightly());
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  const dark = await ground();
  ok(light !== dark, 'the page does not turn dark');
  await page.reload();
  equal(await ground(), dark, 'the ground after a reload');
  await page.done();
});

test('keys are told, sections are stepped through, all unfolds', async () => {
  const page = await open(nightly());
  await page.keyboard.press('?');
  ok(await page.locator('dialog.help').isVisible(), 'no help');
  await page.keyboard.press('Escape');
  equal(await page.locator('dialog.help').count(), 0, 'dialogs after Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.waitForTimeout(150);
  ok(await page.evaluate(() => scrollY > 300), 'j does not move');
  ok(await page.locator('.rail a[aria-current]').count() === 1, 'the contents do not show where the reader is');
  await page.keyboard.press('e');
  equal(await page.locator('main details:not([open])').count(), 0, 'folded details after e');
  await page.done();
});

test('the first stop of the keyboard is the way to the verdict', async () => {
  const page = await open(nightly());
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the verdict', 'first stop');
  await page.done();
});

test('the heat map leads to the timeline', async () => {
  const page = await open(nightly());
  const whole = await view(page);
  await page.locator('table.heat th button').first().click();
  ok((await view(page))[1] < whole[1] * 0.5, 'the timeline does not zoom');
  await page.done();
});
