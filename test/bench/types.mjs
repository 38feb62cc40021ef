// What types cost: the emitted client beside the official one, on the same lines, in processes of their own.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { measuring } from './measuring.mjs';

export async function types(report) {
  const { file, folder } = await measuring('test/types/measure.ts');
  const measure = (client, entities, queries) => {
    const args = ['--expose-gc', '--max-old-space-size=8192', file, client, entities, queries];
    return JSON.parse(execFileSync('node', args.map(String), { encoding: 'utf8' }));
  };
  try {
    const small = measure('whole', 10, 20);
    const ours = measure('whole', 100, 20);
    const large = measure('whole', 500, 20);
    const official = measure('official', 100, 20);
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
