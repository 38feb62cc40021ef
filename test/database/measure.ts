/** Prints what {@link costOf} says of each form and number of queries in the arguments: `object 20 text 20`. */

import { costOf } from './cost.js';
import type { HEADS } from './usage.js';

const given = process.argv.slice(2);
const pairs = given.flatMap((form, at) =>
  at % 2 === 0 ? [[form as keyof typeof HEADS, Number(given[at + 1])] as const] : [],
);
console.log(JSON.stringify(pairs.map(([form, queries]) => costOf(form, queries))));
