// Prints how long each report named takes to open, the median of three.
import { open, startBrowser, stop } from './harness.mjs';

await startBrowser();
try {
  for (const file of process.argv.slice(2)) {
    const took = [];
    let nodes = 0;
    for (let i = 0; i < 3; i++) {
      const page = await open(file);
      took.push(await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd));
      nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      await page.done();
    }
    console.log(`${Math.round(took.sort((a, b) => a - b)[1])} ms, ${nodes} elements`);
  }
} finally {
  await stop();
}
