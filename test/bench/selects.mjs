// What the types of selects cost: both forms beside the official client of PostgREST, on the same queries.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { measuring } from './measuring.mjs';

export async function selects(report) {
  const { file, folder } = await measuring('test/database/measure.ts');
  const queries = 20;
  const wanted = ['object', 'object', 'text', 'official'].map((form, index) => [
    form,
    index === 1 ? 0 : queries,
  ]);
  try {
    const args = [file, ...wanted.flat().map(String)];
    const [object, none, text, official] = JSON.parse(
      execFileSync('node', args, { encoding: 'utf8' }),
    );
    report(
      'instantiations, a select of two levels, as an object',
      (object - none) / queries,
      '',
      200,
    );
    report(`  ${String(queries)} of them and their program`, object, '');
    report('  the same as text', text, '');
    report('  of postgrest-js', official, '');
    report('  text / postgrest-js', text / official, '', 1 / 10);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
