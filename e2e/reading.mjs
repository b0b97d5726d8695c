// The page is read: without script, on any width, on paper.
import { example, examples, equal, ok, open, test } from './harness.mjs';

for (const name of examples) {
  test(`reads whole without script: ${name}`, async () => {
    const page = await open(example(name), { script: false });
    const headings = await page.locator('main h2').allTextContents();
    ok(headings.length >= 7, `only ${headings.length} sections`);
    ok((await page.locator('h1').innerText()).length > 10, 'no headline');
    for (const id of ['#verdict', '#timeline', '#cause', '#claims']) {
      if (await page.locator(id).count()) ok(await page.locator(id).isVisible(), `${id} is not visible`);
    }
    ok(await page.locator('#timeline svg.wid').first().isVisible(), 'the drawn timeline is not visible');
    equal(await page.locator('button:visible').count(), 0, 'buttons that do nothing without script');
    const folded = page.locator('main details:not([open]) > summary');
    if (await folded.count()) {
      const before = await page.locator('main details[open]').count();
      await folded.first().click();
      equal(await page.locator('main details[open]').count(), before + 1, 'open details after a click');
    }
    await page.done();
  });

  test(`no sideways scroll from 320 px to 4K: ${name}`, async () => {
    const page = await open(example(name));
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    for (const width of [320, 360, 390, 768, 1024, 1101, 1280, 1920, 2560, 3840]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForTimeout(50);
      const [w, c] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      ok(w <= c, `at ${width} px the page is ${w} px wide`);
    }
    await page.done();
  });

  test(`every link within the page leads somewhere: ${name}`, async () => {
    const page = await open(example(name));
    const dead = await page.evaluate(() => Array.from(document.querySelectorAll('a[href^="#"]')).map((a) => a.getAttribute('href')).filter((h) => !document.getElementById(h.slice(1))));
    equal(dead.join(' '), '', 'links without a target');
    await page.done();
  });
}

test('a claim is a deep link, without script too', async () => {
  for (const script of [true, false]) {
    const page = await open(example('nightly-jobs'), { hash: '#c12', script });
    await page.waitForTimeout(200);
    const box = await page.locator('#c12').boundingBox();
    ok(box && box.y >= 0 && box.y < 800, `script ${script}: claim 12 is at ${box && box.y}`);
    await page.done();
  }
});

test('a link to a folded line unfolds it, without script too', async () => {
  for (const script of [true, false]) {
    const page = await open(example('nightly-jobs'), { script });
    const href = await page.locator('#claims .pf a').last().getAttribute('href');
    await page.done();
    const linked = await open(example('nightly-jobs'), { script, hash: href });
    await linked.waitForTimeout(200);
    const box = await linked.locator(href).boundingBox();
    ok(box && box.height > 0 && box.y >= 0 && box.y < 800, `script ${script}: ${href} is at ${box && box.y}`);
    await linked.done();
  }
});

test('all is unfolded on paper, controls are not printed', async () => {
  const page = await open(example('nightly-jobs'));
  await page.emulateMedia({ media: 'print' });
  const shut = await page.evaluate(() => Array.from(document.querySelectorAll('main details')).filter((d) => {
    const inner = Array.from(d.children).find((c) => c.tagName !== 'SUMMARY');
    return inner && inner.getBoundingClientRect().height === 0;
  }).length);
  equal(shut, 0, 'details that stay folded on paper');
  for (const s of ['.tools', '.rail', '.copy', '.live']) ok(!(await page.locator(s).first().isVisible()), `${s} is printed`);
  ok(await page.locator('.still svg.wid').first().isVisible(), 'the drawn timeline is not printed');
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  ok(pdf.length > 50000, `the printed page has ${pdf.length} bytes`);
  await page.done();
});
