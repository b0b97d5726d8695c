// Runs the browser tests. An argument picks the tests whose name holds it.
import { runAll, startBrowser, stop } from './harness.mjs';
import './access.mjs';
import './reading.mjs';
import './using.mjs';

// The payloads and the sizes take many minutes: E2E_QUICK leaves them out.
if (!process.env.E2E_QUICK) {
  await import('./hostile.mjs');
  await import('./size.mjs');
}

await startBrowser();
let result;
try {
  result = await runAll(process.argv[2]);
} finally {
  await stop();
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed || !result.passed ? 1 : 0);
