// WCAG 2.2 AA as far as axe-core can judge it, on every example.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { example, examples, ok, open, test } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
    return found.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].target} ${v.nodes[0].failureSummary}`);
  });
}

for (const name of examples) {
  for (const dark of [false, true]) {
    test(`axe finds nothing: ${name}, ${dark ? 'dark' : 'light'}`, async () => {
      const page = await open(example(name), { dark });
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
      const found = await violations(page);
      ok(found.length === 0, found.join('\n'));
      await page.done();
    });
  }
}

test('axe finds nothing: a proof is open, a search runs', async () => {
  const page = await open(example('nightly-jobs'));
  await page.fill('#q', 'postgres');
  await page.waitForTimeout(300);
  await page.locator('main sup a').first().click();
  const found = await violations(page);
  ok(found.length === 0, found.join('\n'));
  await page.done();
});

test('axe finds nothing: a phone, without script', async () => {
  const page = await open(example('two-days'), { width: 360, height: 740 });
  const found = await violations(page);
  ok(found.length === 0, found.join('\n'));
  await page.done();
});

test('targets are large enough for a finger', async () => {
  const page = await open(example('nightly-jobs'), { width: 360, height: 740 });
  const small = await page.evaluate(() => Array.from(document.querySelectorAll('button,select,input[type=search],summary,.rail a'))
    .filter((e) => e.checkVisibility() && e.getClientRects().length).map((e) => [e.textContent.slice(0, 30) || e.tagName, e.getBoundingClientRect()])
    .filter(([, r]) => r.height < 24 || r.width < 24).map(([t, r]) => `${t} ${r.width.toFixed()}x${r.height.toFixed()}`));
  ok(small.length === 0, small.join('\n'));
  await page.done();
});
