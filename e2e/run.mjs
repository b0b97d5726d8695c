// Runs the browser tests. An argument picks the tests whose name holds it.
import { runAll, startBrowser, stop } from './harness.mjs';
import './access.mjs';
import './reading.mjs';
import './using.mjs';
import './audiences.mjs';
import './hostile.mjs';
import './size.mjs';


await startBrowser();
let result;
try {
  result = await runAll(process.argv[2]);
} finally {
  await stop();
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed || !result.passed ? 1 : 0);
