// Prints how long the browser works until each report named is there: seconds of its main
// thread, the median of three, and by the clock, which other work of the machine lengthens.
import { open, startBrowser, stop } from './harness.mjs';

await startBrowser();
try {
  for (const file of process.argv.slice(2)) {
    const took = [];
    let nodes = 0;
    for (let i = 0; i < 3; i++) {
      const page = await open(file);
      took.push([page.cost * 1000, await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)]);
      nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      await page.done();
    }
    const [work, clock] = took.sort((a, b) => a[0] - b[0])[1];
    console.log(`${Math.round(work)} ms of work, ${Math.round(clock)} by the clock; ${nodes} elements`);
  }
} finally {
  await stop();
}
