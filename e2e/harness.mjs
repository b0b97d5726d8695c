// What the tests stand on: one browser, reports made by the built program, and
// a page that remembers everything it should not do.
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const scratch = mkdtempSync(join(tmpdir(), 'inquest-e2e-'));
// All payloads and large logs take many minutes; E2E_QUICK takes a part of each kind.
export const quick = Boolean(process.env.E2E_QUICK);
export const examples = ['nightly-jobs', 'two-days', 'shared-event', 'healthy'];

const program = process.env.INQUEST || join(root, 'bin', 'inquest');
if (!existsSync(program)) {
  console.error(`${program} is missing\nhint: run 'make build' first`);
  process.exit(1);
}

export function report(paths, name, ...flags) {
  const out = join(scratch, name + '.html');
  try {
    execFileSync(program, ['analyze', ...[].concat(paths), '-o', out, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (e) {
    if (e.status !== 3) throw new Error(`inquest exited with ${e.status}: ${e.stderr}`); // 3: some input was skipped
  }
  return out;
}

export function example(name) {
  const out = join(scratch, name + '.html');
  return existsSync(out) ? out : report(join(root, 'examples', name), name);
}

export function folder(name, files) {
  const dir = join(scratch, name);
  for (const file in files) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), files[file]);
  }
  return dir;
}

let browser = null;

export async function startBrowser() {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

export async function stop() {
  if (browser) await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

// open shows a report. The page's wrongs collects console errors, violations of
// its policy, requests, dialogs and uncaught errors; it must stay empty.
export async function open(file, o = {}) {
  const context = await browser.newContext({
    viewport: { width: o.width || 1280, height: o.height || 800 }, colorScheme: o.dark ? 'dark' : 'light',
    javaScriptEnabled: o.script !== false, reducedMotion: 'reduce', permissions: o.permissions || [],
  });
  context.setDefaultTimeout(120000); // a busy machine is slow, not wrong
  const page = await context.newPage();
  const thread = await context.newCDPSession(page);
  await thread.send('Performance.enable', { timeDomain: 'threadTicks' });
  page.wrongs = [];
  const url = pathToFileURL(file).href;
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') page.wrongs.push(`console: ${m.text()}`); });
  page.on('pageerror', (e) => page.wrongs.push(`error: ${e.message}`));
  page.on('dialog', (d) => { page.wrongs.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on('request', (r) => { if (r.url().split('#')[0] !== url) page.wrongs.push(`request: ${r.url()}`); });
  page.on('popup', () => page.wrongs.push('a window was opened'));
  if (o.script !== false) {
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (e) => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));
    });
  }
  await page.goto(url + (o.hash || ''));
  // What the page cost until it was there: seconds of work of its main thread, which other
  // work of the machine does not lengthen.
  page.cost = (await thread.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value;
  page.done = async () => {
    if (o.script !== false) for (const v of await page.evaluate(() => window.violations)) page.wrongs.push('policy: ' + v);
    const wrongs = page.wrongs;
    await context.close();
    if (wrongs.length) throw new Error(wrongs.slice(0, 5).join('\n'));
  };
  return page;
}

export function equal(got, want, what) {
  if (got !== want) throw new Error(`${what}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

export function ok(x, what) { if (!x) throw new Error(what); }

const tests = [];
export function test(name, run) { tests.push({ name, run }); }

export async function runAll(only) {
  let passed = 0, failed = 0;
  for (const t of tests) {
    if (only && !t.name.includes(only)) continue;
    const began = Date.now();
    try {
      await t.run();
      passed++;
      console.log(`ok    ${t.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (e) {
      failed++;
      console.log(`FAIL  ${t.name}\n      ${String(e.message || e).replaceAll('\n', '\n      ')}`);
    }
  }
  return { passed, failed };
}
