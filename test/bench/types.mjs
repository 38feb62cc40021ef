// What types cost: the emitted client beside the official one, on the same lines, in processes of their own.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { measuring } from './measuring.mjs';

export async function types(report) {
  const { file, folder } = await measuring('test/types/measure.ts');
  const run = (what, client, entities) => {
    const args = ['--expose-gc', '--max-old-space-size=8192', file, what, client, entities, 20];
    return JSON.parse(execFileSync('node', args.map(String), { encoding: 'utf8' }));
  };
  const measure = (client, entities) => run('program', client, entities);
  try {
    const small = measure('whole', 10);
    const ours = measure('whole', 100);
    const large = measure('whole', 500);
    const official = measure('official', 100);
    // What an editor shows first has one sample in a process: the median of three, and the two take turns, so that
    // whatever else the machine does slows both.
    const opened = Array.from({ length: 3 }, () => [
      run('editor', 'whole', 100),
      run('editor', 'official', 100),
    ]);
    Object.assign(ours, medians(opened.map(([emitted]) => emitted)));
    Object.assign(official, medians(opened.map(([, theirs]) => theirs)));
    report('instantiations, 100 entities × 20 queries', ours.instantiations, '');
    report('  of the official client', official.instantiations, '');
    report('  official / emitted', official.instantiations / ours.instantiations, '×');
    report('  emitted / official', ours.instantiations / official.instantiations, '', 1 / 20);
    report('  500 entities / 10', large.instantiations / small.instantiations, '×', 2);
    report('memory of the checker, emitted / official', ours.checker / official.checker, '', 1);
    report('  and of all files with it', ours.memory / official.memory, '');
    report('check, emitted', ours.milliseconds, 'ms');
    report('check, official', official.milliseconds, 'ms');
    report('editor, first problems, emitted', ours.first, 'ms');
    report('editor, first problems, official', official.first, 'ms');
    report('  emitted / official', ours.first / official.first, '', 1 / 2);
    report('  and of a server that was just started', ours.cold / official.cold, '');
    report('editor, problems after an edit, emitted', ours.edit, 'ms');
    report('editor, problems after an edit, official', official.edit, 'ms');
    report('  emitted / official', ours.edit / official.edit, '', 1 / 3);
    report('editor, completion in a filter, emitted', ours.completion, 'ms');
    report('editor, completion in a filter, official', official.completion, 'ms');
    report('  emitted / official', ours.completion / official.completion, '', 1 / 2);
    report('emitted text per entity', ours.bytes / 100, 'bytes', 6000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The median of each figure of several runs. */
function medians(runs) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return Object.fromEntries(
    Object.keys(runs[0]).map((name) => [name, middle(runs.map((each) => each[name]))]),
  );
}
