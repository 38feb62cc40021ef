// Runs a node program several times and says what it cost.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const probeFile = join(tmpdir(), `probe-${process.pid}.json`);
const probe = join(tmpdir(), `probe-${process.pid}.cjs`);
writeFileSync(
  probe,
  `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seen = { cpu: (userCPUTime + systemCPUTime) / 1000, mb: maxRSS / 1024 };
  require('node:fs').writeFileSync(${JSON.stringify(probeFile)}, JSON.stringify(seen));
});`,
);
process.on('exit', () => [probe, probeFile].forEach((file) => rmSync(file, { force: true })));

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Wall time in ms: the median of `runs`; `before` runs ahead of each. */
export function wall(args, { cwd, runs = 15, before = () => undefined } = {}) {
  const times = [];
  for (let run = 0; run < runs; run++) {
    before(run);
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  }
  return median(times);
}

/** Wall times of two programs, run in turn so that a busy machine is busy for both. */
export function race(first, second, { cwd, runs = 15 } = {}) {
  const a = [];
  const b = [];
  for (let run = 0; run < runs; run++) {
    a.push(wall(first, { cwd, runs: 1 }));
    b.push(wall(second, { cwd, runs: 1 }));
  }
  return [median(a), median(b)];
}

/** CPU (user and system, ms) and peak memory (MB), each the median of `runs`. */
export function cost(args, { cwd, runs = 5, before = () => undefined } = {}) {
  const seen = [];
  for (let run = 0; run < runs; run++) {
    before(run);
    const { status, stderr } = spawnSync(process.execPath, ['--require', probe, ...args], {
      cwd,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    seen.push(JSON.parse(readFileSync(probeFile, 'utf8')));
  }
  return { cpu: median(seen.map((each) => each.cpu)), mb: median(seen.map((each) => each.mb)) };
}
