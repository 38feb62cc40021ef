// Run by soak.mjs with --expose-gc: prints what it measured, and then has to end by itself.
import { setTimeout as sleep } from 'node:timers/promises';

const { client, url, queries, subscriptions, leak } = JSON.parse(process.env.SOAK);
const { init } = await import(client);
const db = init({
  appId: '11111111-1111-4111-8111-111111111111',
  adminToken: '22222222-2222-4222-8222-222222222222',
  apiURI: url,
});
const kept = [];

const query = async () => {
  const answer = await db.query({ books: {} });
  if (answer.books.length !== 5) throw new Error('Not the answer.');
  if (leak) kept.push(answer);
};
const subscribe = async (nth) => {
  const subscription = db.subscribeQuery({ books: {} });
  for await (const { data } of subscription) {
    if (data.books.length !== 5) throw new Error('Not the answer.');
    break;
  }
  // A loop that is left ends its subscription; every other one is closed as well, as most programs do.
  if (nth % 2 === 0) subscription.close();
  if (leak) kept.push(db.subscribeQuery({ books: {} }, () => undefined));
};

/** Runs `call` so often, a few at a time; milliseconds for one. */
async function times(count, call) {
  const start = performance.now();
  for (let done = 0; done < count; done += 20) {
    await Promise.all(Array.from({ length: Math.min(20, count - done) }, (_, n) => call(done + n)));
  }
  return (performance.now() - start) / Math.max(1, count);
}

/** kB in use after everything that can be collected has been. */
async function heap() {
  for (let round = 0; round < 4; round++) {
    await sleep(50);
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed / 1024;
}
const handles = () =>
  process.getActiveResourcesInfo().filter((each) => !/^(?:PipeWrap|TTYWrap)$/.test(each)).length;
const open = async () => Number(await (await fetch(`${url}/open`)).text());

// Compiled code and the platform's pools of connections come with the first half; the second half adds nothing.
const half = async () => ({
  query: await times(queries / 2, query),
  subscription: await times(subscriptions / 2, subscribe),
});
await half();
const before = await heap();
const one = await half();
const after = await heap();
let left = await open();
// Connections that are kept for the next request close by themselves; what waits for that is not ours.
for (let wait = 0; wait < 120 && (left > 0 || handles() > 0); wait++) {
  if (leak && wait > 4) break;
  await sleep(100);
  if (left > 0) left = await open();
}
process.stdout.write(
  JSON.stringify({ grown: Math.max(0, after - before), handles: handles(), open: left, ...one }),
);
// What was kept on purpose would hold the process.
if (leak) process.exit(kept.length > 0 ? 0 : 1);
