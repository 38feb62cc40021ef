// `npm run bench`: every figure this project promises, measured in one run. `npm run bench -- types` for one part.
import { bundles } from './bundles.mjs';
import { peers } from './peers.mjs';
import { selects } from './selects.mjs';
import { soak } from './soak.mjs';
import { speed } from './speed.mjs';
import { types } from './types.mjs';

const parts = { speed, bundles, types, selects, soak, peers };
const given = process.argv.slice(2);
// What is no part is a document for the peers.
const wanted = given.filter((each) => each in parts);
const documents = given.filter((each) => !(each in parts));
let missed = 0;

const format = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
const report = (what, value, unit, limit) => {
  const verdict =
    limit === undefined
      ? ''
      : value <= limit
        ? `  (at most ${format(limit)}: yes)`
        : `  (at most ${format(limit)}: missed)`;
  if (limit !== undefined && value > limit) missed++;
  console.log(`  ${what.padEnd(62)} ${`${format(value)} ${unit}`.padStart(14)}${verdict}`);
};

for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  await part(report, documents);
}
console.log(missed === 0 ? '\nAll figures are met.' : `\n${missed} figures are missed.`);
process.exitCode = missed === 0 ? 0 : 1;
