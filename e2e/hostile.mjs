// Log text is hostile: payloads come in through lines, names of jobs, hosts,
// services and files, and must stay text on the page.
import { payloads as all } from './payloads.mjs';
import { equal, folder, ok, open, quick, report, test } from './harness.mjs';

const BATCH = 6; // as many failing lines as the page shows of a group

// In a hurry every seventh batch is taken, from all over the list.
const payloads = quick ? all.filter((_, i) => Math.floor(i / BATCH) % 7 === 0) : all;

// stamp is a time of the made-up logs.
function stamp(second) { return new Date(Date.UTC(2026, 0, 5, 10, 0, second)).toISOString(); }

// batchLogs are the logs of one batch: a job log, a service log in JSON and a
// network log, all of which speak the payloads.
function batchLogs(batch, first) {
  const jobs = [], app = [], net = [];
  for (let k = 0; k < 40; k++) {
    const id = `J${first}-${k}`;
    jobs.push(`${stamp(k * 4).replace('T', ' ').slice(0, 19)},000 INFO     [worker-1] jobs: Job ${id} started`, `${stamp(k * 4 + 2).replace('T', ' ').slice(0, 19)},000 INFO     [worker-1] jobs: Job ${id} completed in 2.0 seconds`);
  }
  batch.forEach((p, k) => {
    const at = 200 + k * 3, mark = `zq${first + k}z`;
    const clock = stamp(at).replace('T', ' ').slice(0, 19) + ',000';
    jobs.push(`${clock} INFO     [worker-1] jobs: Job P${first + k} started`, `${clock} ERROR    [worker-1] jobs: Job P${first + k} failed after 1.5 seconds: connection refused by ${mark} ${p}`);
    app.push(JSON.stringify({ time: stamp(at), level: 'error', service: 'svc ' + p.slice(0, 60), host: 'h ' + p.slice(0, 40), msg: `cannot reach ${p} ${mark}`, target: p.slice(0, 80), error: p }));
    net.push(`[${stamp(at).replace('T', ' ').slice(0, 19)}] ERROR    - Connection to 10.9.0.${k + 1} refused: ${p} ${mark}`);
  });
  return { 'jobs.log': jobs.join('\n') + '\n', 'app.jsonl': app.join('\n') + '\n', 'net/probe.log': net.join('\n') + '\n' };
}

// fileName makes a file's name of a payload.
function fileName(p) { return p.replace(/[/\0]/g, '_').slice(0, 60) + '.log'; }

const KNOWN = new Set(('A ARTICLE ASIDE B BODY BR BUTTON CODE DD DETAILS DIALOG DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 HEAD HEADER HTML I INPUT KBD LABEL LI MAIN META NAV OL OPTION OUTPUT P SCRIPT SECTION ' +
  'SELECT SMALL SPAN STYLE SUMMARY SUP TABLE TBODY TD TFOOT TH THEAD TITLE TR UL svg defs pattern rect path text title desc g circle a clipPath').split(' '));

async function census(page, least = 5) {
  return page.evaluate(([known, least]) => {
    const wrong = [];
    for (const e of document.querySelectorAll('*')) {
      if (!known.includes(e.tagName)) wrong.push('element ' + e.tagName);
      for (const a of e.attributes) {
        if (a.name.startsWith('on') || a.name === 'style' || a.name === 'srcdoc' || a.name === 'src' || a.name === 'xlink:href') wrong.push(`attribute ${a.name} on ${e.tagName}`);
        if (a.name === 'href' && !a.value.startsWith('#') && !(a.value.startsWith('https://') && !a.value.includes('evil'))) wrong.push('link to ' + a.value);
      }
    }
    if (document.querySelectorAll('script').length !== 2) wrong.push(document.querySelectorAll('script').length + ' scripts');
    if (document.querySelectorAll('main > section').length < least) wrong.push('the page lost its sections');
    if (window.owned || ({}).owned) wrong.push('a payload ran');
    return wrong;
  }, [Array.from(KNOWN), least]);
}

// use does what a reader does, so that what waits for a pointer or a key gets it.
async function use(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  const links = page.locator('main sup a');
  for (let i = 0; i < Math.min(await links.count(), 3); i++) {
    await links.nth(i).evaluate((a) => a.click());
    await page.keyboard.press('Escape');
  }
  await page.evaluate(() => {
    for (const e of document.querySelectorAll('main code, main .m, svg text, svg .node')) {
      for (const kind of ['mouseover', 'pointerenter', 'click']) e.dispatchEvent(new Event(kind, { bubbles: kind === 'mouseover' }));
    }
  });
  await page.fill('#q', 'zq');
  await page.locator('#q').press('Enter');
  await page.locator('#q').press('Escape');
  await page.evaluate(() => document.querySelector('#tl') && document.querySelector('#tl').focus());
  for (const key of ['+', 'ArrowRight', '0']) await page.keyboard.press(key);
}

test(`${payloads.length} payloads reach the page and stay text`, async () => {
  ok(all.length >= 300 && new Set(all).size === all.length, `${all.length} payloads, ${new Set(all).size} different`);
  ok(payloads.length >= 30, `only ${payloads.length} payloads are tried`);
  const problems = [];
  for (let first = 0; first < payloads.length; first += BATCH) {
    const batch = payloads.slice(first, first + BATCH);
    const file = report(folder('hostile-' + first, batchLogs(batch, first)), 'hostile-' + first);
    const page = await open(file);
    const text = await page.evaluate(() => document.body.textContent);
    batch.forEach((_, k) => { if (!text.includes(`zq${first + k}z`)) problems.push(`payload ${first + k} did not reach the page`); });
    await use(page);
    for (const w of new Set(await census(page))) problems.push(`payloads ${first} to ${first + batch.length - 1}: ${w}`);
    await page.done().catch((e) => problems.push(`payloads ${first} to ${first + batch.length - 1}: ${e.message}`));
  }
  ok(problems.length === 0, problems.slice(0, 12).join('\n'));
});

test('payloads as names of files stay text', async () => {
  const files = {};
  payloads.filter((p) => p.length < 60 && !/[\x00\n]/.test(p)).slice(0, quick ? 20 : 60).forEach((p, i) => {
    files[`f${i} ` + fileName(p)] = `2026-01-05 10:00:${String(i).padStart(2, '0')},000 ERROR [w] jobs: Job F${i} failed after 2.0 seconds: refused\n`;
  });
  const page = await open(report(folder('hostile-names', files), 'hostile-names'));
  await use(page);
  equal(Array.from(new Set(await census(page))).join('\n'), '', 'what the page holds');
  await page.done();
});

test('payloads stay text without script too', async () => {
  const file = report(folder('hostile-plain', batchLogs(payloads.slice(0, BATCH), 0)), 'hostile-plain');
  const page = await open(file, { script: false });
  equal(await page.locator('img, iframe, object, embed, base, link, form, video, audio').count(), 0, 'elements out of a log');
  await page.done();
});

for (const audience of ['executive', 'customer', 'action-plan']) {
  test(`payloads stay text on the page for: ${audience}`, async () => {
    const page = await open(report(folder('hostile-' + audience, batchLogs(payloads.slice(0, BATCH), 0)), 'hostile-' + audience, '--audience', audience));
    await use(page);
    equal(Array.from(new Set(await census(page, 2))).join('\n'), '', 'what the page holds');
    await page.done();
  });
}
