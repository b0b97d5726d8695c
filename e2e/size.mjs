// A large log gives a small page that opens at once; hardly any log gives a page too.
import { statSync } from 'node:fs';
import { example, examples, folder, ok, open, quick, report, test } from './harness.mjs';

const MOST = 2e6;

// opens is how many seconds the browser works until the page is there, the least of some tries.
async function opens(file) {
  let best = Infinity;
  for (let i = 0; i < 4 && best >= 1; i++) {
    const page = await open(file);
    best = Math.min(best, page.cost);
    await page.done();
  }
  return best;
}

// busy is a made-up service log of n lines with many templates, jobs and peers.
function busy(n) {
  const out = [];
  const verbs = ['read', 'write', 'merge', 'flush', 'compact', 'index', 'replay', 'sync', 'copy', 'scan'];
  for (let i = 0; i < n; i++) {
    const at = new Date(Date.UTC(2026, 1, 3, 0, 0, 0) + i * 137).toISOString();
    const verb = verbs[i % verbs.length], unit = `U${i % 4000}`;
    if (i % 11 === 0) out.push(`${at} INFO job-runner: Job ${unit} started`);
    else if (i % 11 === 5) out.push(`${at} ${i > n / 2 && i % 3 === 0 ? 'ERROR' : 'INFO'} job-runner: Job U${(i - 5) % 4000} ${i > n / 2 && i % 3 === 0 ? 'failed after 3.2 seconds: connection to 10.3.' + (i % 200) + '.7:6379 timed out' : 'completed in 3.1 seconds'}`);
    else out.push(`${at} ${i % 17 === 0 ? 'WARN' : 'INFO'} ${verb}er-${i % 7}: ${verb} of segment ${i} took ${i % 900} ms, stage ${verbs[(i * 7) % 10]} ${verbs[(i * 3) % 10]} done`);
  }
  return out.join('\n') + '\n';
}

for (const name of examples) {
  test(`small and quick: ${name}`, async () => {
    const file = example(name);
    ok(statSync(file).size < MOST, `${statSync(file).size} bytes`);
    const s = await opens(file);
    ok(s < 1, `the browser works ${s.toFixed(2)} s until it is there`);
  });
}

const LINES = quick ? 60000 : 250000;

test(`small and quick: ${LINES} lines of a busy service`, async () => {
  const file = report(folder('busy', { 'service.log': busy(LINES) }), 'busy');
  ok(statSync(file).size < MOST, `${statSync(file).size} bytes`);
  const s = await opens(file);
  ok(s < 1, `the browser works ${s.toFixed(2)} s until it is there`);
});

for (const [name, text] of Object.entries({
  'one line': 'hello\n', 'one blank line': '\n', 'no line end': '2026-01-05T10:00:00Z ERROR x: boom', 'no times': 'ERROR boom\nERROR boom\nok\n', 'one instant': '2026-01-05T10:00:00Z ERROR x: boom\n'.repeat(50),
  'years apart': '1999-01-05T10:00:00Z INFO x: a\n2026-01-05T10:00:00Z ERROR x: Job 7 failed\n', 'prose': 'Dear reader,\nthis is a letter and no log.\n',
})) {
  test(`hardly a log: ${name}`, async () => {
    const page = await open(report(folder('little-' + name.replace(/ /g, '-'), { 'a.log': text }), 'little-' + name.replace(/ /g, '-')));
    ok((await page.locator('h1').innerText()).length > 5, 'no headline');
    await page.keyboard.press('t');
    await page.keyboard.press('e');
    await page.done();
  });
}
