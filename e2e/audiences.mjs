// The pages for other readers: an incident, an open verdict and a healthy run, for
// each audience, in light and dark, on a desk and on a phone.
import { join } from 'node:path';
import { violations } from './access.mjs';
import { equal, ok, open, quick, report, root, test } from './harness.mjs';

const cases = quick ? ['nightly-jobs'] : ['nightly-jobs', 'shared-event', 'healthy'];

for (const audience of ['executive', 'customer', 'action-plan']) {
  for (const name of cases) {
    test(`axe finds nothing: ${name}, for ${audience}`, async () => {
      const file = report(join(root, 'examples', name), `${name}-${audience}`, '--audience', audience);
      for (const how of [{ dark: false }, { dark: true }, { width: 360, height: 740 }]) {
        const page = await open(file, how);
        const found = await violations(page);
        ok(found.length === 0, found.join('\n'));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        ok(wide <= 0, `the page is ${wide} px wider than the screen`);
        await page.done();
      }
    });
  }
}

test('a page for customers names no file of the house', async () => {
  const page = await open(report(join(root, 'examples', 'nightly-jobs'), 'customer-names', '--audience', 'customer'));
  const html = await page.content();
  for (const name of ['ledger-batch', 'pg-main', '10.8.0.21']) ok(!html.includes(name), `${name} stands on the page`);
  await page.done();
});

test('the first screen shows the lines that prove the cause, in their place', async () => {
  const page = await open(report(join(root, 'examples', 'nightly-jobs'), 'proving'));
  const lines = page.locator('#verdict .tell');
  equal(await lines.count(), 2, 'proving lines');
  ok((await lines.first().innerText()).includes('pg-main/syslog:3'), 'file and line');
  const inside = await page.evaluate(() => {
    const box = document.querySelector('#verdict .kv').getBoundingClientRect();
    return Array.from(document.querySelectorAll('#verdict .tell')).every((e) => {
      const r = e.getBoundingClientRect();
      return getComputedStyle(e).position === 'static' && r.left >= box.left && r.right <= box.right + 1 && r.height < 300;
    });
  });
  ok(inside, 'a proving line stands outside the facts');
  await page.done();
});
