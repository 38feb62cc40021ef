/** What compiled before the move and does not compile after it. */

import type { ts as TypeScript } from 'ts-morph';
import type { Build, Compiled } from './compiled.js';
import { offsetBefore, type Edit } from './edit.js';
import { touchedBy } from './touched.js';
import type { FileChange } from './plan.js';
import type { AppFiles } from './sources.js';
import type { Open } from './types.js';

type Ts = typeof TypeScript;

interface Broken {
  readonly path: string;
  /** Where it is in the file as it was. */
  readonly offset: number;
  readonly code: number;
  readonly said: string;
  /** The same with what leads to it. */
  readonly whole: string;
}

/** Notes on what the compiler refuses in other words. */
const ABOUT_TYPES = new Set([
  'migrate-date-read',
  'migrate-dates',
  'migrate-has-one-list',
  'migrate-init-unclear',
]);

/**
 * The errors that a file did not have at the same place before, at their places in the files as they were. One of each
 * kind on a line, and none where what is `told` of the line says what does not fit.
 */
export function newErrors(
  ts: Ts,
  app: AppFiles,
  changes: readonly FileChange[],
  builds: readonly Build[],
  told: readonly Open[],
): readonly Open[] {
  const edits = new Map(changes.map((change) => [change.path, change.edits ?? []]));
  const texts = new Map(app.code.map(({ path, text }) => [path, text]));
  const line = ({ path, offset }: Pick<Open, 'path' | 'offset'>): string =>
    `${path} ${String(texts.get(path)?.slice(0, offset).split('\n').length)}`;
  const spoken = new Set(told.filter(({ code }) => ABOUT_TYPES.has(code)).map(line));
  const said = new Set<string>();
  const isNew = (error: Broken): boolean => {
    const kind = `${line(error)} ${error.said}`;
    if (spoken.has(line(error)) || said.has(kind)) return false;
    said.add(kind);
    return true;
  };
  return builds.flatMap((build): readonly Open[] => {
    const errors = errorsOf(ts, build.after, touchedBy(ts, build), edits);
    if (errors.length === 0) return [];
    const where = new Set(errors.map(({ path }) => path));
    const known = errorsOf(ts, build.before(), where, new Map());
    const places = new Set(known.map(placeOf));
    return errors
      .filter((error) => !places.has(placeOf(error)) && isNew(error))
      .map((error) => ({
        path: error.path,
        offset: error.offset,
        code: 'migrate-types',
        message: `This does not compile any more: ${error.said}`,
        remedy: remedyFor(error.whole),
      }));
  });
}

/** Types have other names after the move, so that an error is known by its place and not by its words. */
function placeOf({ path, offset, code }: Broken): string {
  return `${path} ${String(offset)} ${String(code)}`;
}

function errorsOf(
  ts: Ts,
  { program, files }: Compiled,
  paths: ReadonlySet<string>,
  edits: ReadonlyMap<string, readonly Edit[]>,
): readonly Broken[] {
  const asked = files.filter(({ path }) => paths.has(path));
  return asked.flatMap(({ path, source }) =>
    program.getSemanticDiagnostics(source).map(({ code, start = 0, messageText }) => {
      const whole = ts.flattenDiagnosticMessageText(messageText, '\n');
      const offset = offsetBefore(edits.get(path) ?? [], start);
      return { path, offset, code, said: whole.split('\n', 1)[0] ?? '', whole };
    }),
  );
}

/** A name that queries, transactions or arguments of an entity do not have. */
const NO_MEMBER =
  /does not exist (?:on type 'Tx'|in type '(?:AppQuery\b|[\w$]+(?:Create|Update|Links|Subquery)\b))/;

/** Where a client of the front end gets steps of the server's `tx`, or all of that. */
const CHUNK = /\bproperty '__(?:ops|etype)'/;

/** What the compiler says of json without a type, also where it was asked whether it is there. */
const OF_UNKNOWN = /'unknown'|on type '\{\}'|^Spread types may only/;

function remedyFor(said: string): string {
  const [, from, name] = /^Module '(.+?)' has already exported .* '([\w$]+)'/.exec(said) ?? [];
  if (from !== undefined && name !== undefined)
    return `Say beside it which is meant: \`export { ${name} } from '${from.replaceAll('"', '')}'\` (\`export type\`, where it is one).`;
  if (/'\$\w+' does not exist in type '[^']*UnindexedFilter/.test(said))
    return 'The server compares and searches in indexed attributes only: add `.indexed()` in the schema.';
  if (/does not exist in type '[\w$]+OrderBy'/.test(said))
    return 'The server sorts by indexed attributes only: add `.indexed()` in the schema, or mend the name.';
  if (/Type '[^']*\bnull\b[^']*' is not assignable to type '[^']*Filter</.test(said))
    return 'Null is no value to compare with: look whether one is there before it becomes a filter, or ask with `$isNull`.';
  if (/'Unknown(?:Entity|Attribute|Link)</.test(said) || NO_MEMBER.test(said))
    return 'The schema has no such name: mend it here, or add it there.';
  if (said.includes('Index signature for type'))
    return 'An interface has the names that it declares, and no others: take its type in place of `Record`, or a copy, `{ ...row }`.';
  if (CHUNK.test(said))
    return 'Build what a client of the front end sends with `tx` of its own package: `transact` of this client takes that as well.';
  // The compiler itself speaks of 'unknown' where it advises on a conversion.
  if (OF_UNKNOWN.test(said.replace("convert the expression to 'unknown'", '')))
    return 'Write i.json<Shape>() in the schema: it is unknown without. With i.json<any>() it is as it was.';
  if (/\bnumber \| Date\b/.test(said))
    return 'What is no date comes as it was stored. Ask for a Date (`instanceof Date`); or set `dates` to "strict" in the configuration and generate anew: all are Date objects then, and what is none is an error.';
  if (said.includes('null'))
    return 'Null is what the server sends where nothing is stored: take it, or write `?? undefined`.';
  return 'docs/differences.md says what differs, and how to have it as it was.';
}
