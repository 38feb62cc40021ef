/** Checks a configuration against its schema; every finding stands at the key that it is about. */

import { nearest, type Diagnostic, type Report } from '../diagnostics.js';
import { loadZod } from '../lazy.js';
import { isRecord } from '../manifest.js';
import { FEATURES, tableSchema } from '../read/rows/format.js';
import { settingPlace } from './place.js';
import type { Config } from './types.js';

/** The zod schema of a configuration. */
export function configSchema(z: ReturnType<typeof loadZod>['z']) {
  // No record of zod's: it drops the key `__proto__`. What a name may be is checked with all others.
  const names = z
    .custom<Readonly<Record<string, string>>>(isRecord, 'expected an object of names')
    .superRefine((pins, context) => {
      for (const [key, name] of Object.entries<unknown>(pins)) {
        if (typeof name === 'string') continue;
        context.addIssue({ code: 'custom', path: [key], message: 'expected a name' });
      }
    });
  const paths = z.array(z.string().min(1));
  const document = z
    .strictObject({
      path: z.string().min(1).optional(),
      url: z.url({ protocol: /^https?$/ }).optional(),
      headers: z
        .record(
          z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'is no name of a header'),
          z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'cannot be sent in a header'),
        )
        .optional(),
      prefix: z
        .string()
        .regex(/^[A-Za-z]\w*$/, 'is no word of letters and digits')
        .optional(),
      overlays: paths.optional(),
    })
    .refine(({ path, url }) => (path === undefined) !== (url === undefined), {
      error: 'a document has either a path or a url',
    });
  const source = z.union([z.string().min(1), document]);
  const patterns = z.strictObject({
    tags: paths.optional(),
    paths: paths.optional(),
    operations: paths.optional(),
  });
  const client = {
    out: z.string().min(1).optional(),
    target: z.string().min(1).optional(),
    openapi: z.union([source, z.array(source).min(1)]).optional(),
    allowRefs: z.array(z.url({ protocol: /^(?:https?|file)$/ })).optional(),
    overlays: paths.optional(),
    schema: z.union([z.string().min(1), z.literal(false)]).optional(),
    client: z.union([z.literal(true), z.string().min(1), tableSchema(z)]).optional(),
    result: z.enum(['throw', 'data-error']).optional(),
    runtime: z.enum(['copy', 'package']).optional(),
    importExtension: z.enum(['', '.js', '.ts']).optional(),
    format: z.boolean().optional(),
    dates: z.enum(['stored', 'date', 'strict']).optional(),
    requiredLinks: z.enum(['types', 'runtime', 'off']).optional(),
    validation: z.boolean().optional(),
    features: z.array(z.enum([...FEATURES, 'all'])).optional(),
    standalone: z.array(z.enum([...FEATURES, 'all'])).optional(),
    emitters: z.array(z.string().min(1)).min(1).optional(),
    propertyCase: z.enum(['untouched', 'camel']).optional(),
    include: patterns.optional(),
    exclude: patterns.optional(),
    deprecated: z.boolean().optional(),
    prune: z.boolean().optional(),
    strict: z.boolean().optional(),
    names: z
      .strictObject({
        entities: names.optional(),
        schemas: names.optional(),
        operations: names.optional(),
      })
      .optional(),
  };
  const one = z.strictObject(client);
  return z.strictObject({
    ...client,
    $schema: z.string().optional(),
    clients: z.union([z.array(one).min(1), z.record(z.string(), one)]).optional(),
  });
}

type Issue = ReturnType<ReturnType<typeof configSchema>['safeParse']>['error'] extends
  { issues: readonly (infer I)[] } | undefined
  ? I
  : never;

/** The configuration, or undefined when errors were reported. `text` is the file's, to find places in. */
export function checkConfig(
  value: unknown,
  file: string,
  text: string,
  report: Report,
): Config | undefined {
  const { z } = loadZod();
  const hidden = prototypeKeys(value, []);
  for (const keys of hidden) {
    report({
      severity: 'error',
      code: 'config-unknown-key',
      message: `There is no setting ${JSON.stringify(keys.join('.'))}.`,
      remedy: 'Take it away.',
      at: placeIn(file, text, keys),
    });
  }
  if (hidden.length > 0) return undefined;
  const result = configSchema(z).safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    for (const diagnostic of describe(issue, value, file, text)) report(diagnostic);
  }
  return undefined;
}

/** No configuration is as deep as this; what is made by a program may have a circle in it. */
const DEEPEST = 8;

/** Where a key is `__proto__`, which zod does not see; pins and client tables may have it, and look themselves. */
function prototypeKeys(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return [];
  if (path.at(-1) === 'client' || path.at(-2) === 'names') return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const here = [...path, key];
    return key === '__proto__' ? [here] : prototypeKeys(each, here);
  });
}

/** Keys that stand beside an unknown one, to find the one that was meant. */
const KNOWN = {
  client: (
    'out target openapi allowRefs overlays schema client result runtime importExtension format dates ' +
    'requiredLinks validation features standalone emitters propertyCase include exclude deprecated prune strict names clients'
  ).split(' '),
  document: ['path', 'url', 'headers', 'prefix', 'overlays'],
  patterns: ['tags', 'paths', 'operations'],
  names: ['entities', 'schemas', 'operations'],
  row: (
    'call recipe operations feature args overloads constants when pick result auth session refresh ' +
    'idempotent deprecated doc'
  ).split(' '),
};

/** Where settings stand that are found at another place. */
const HOMES: Readonly<Record<string, string>> = {
  client: 'It stands beside `out`, not in here.',
  document: "It belongs to a document: openapi: { path: '…', … }.",
  patterns: 'It belongs into `include` or `exclude`.',
  names: 'It belongs into `names`.',
};

/** What the official package calls a setting. */
const OFFICIAL: ReadonlyMap<string, string> = new Map([['useDateObjects', "Write dates: 'date'."]]);

function describe(issue: Issue, root: unknown, file: string, text: string): readonly Diagnostic[] {
  const path = issue.path.map(String);
  const at = (keys: readonly string[]) => placeIn(file, text, keys);
  const shown = path.length === 0 ? 'The configuration' : path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const beside = path.includes('names')
      ? KNOWN.names
      : path.includes('client')
        ? KNOWN.row
        : path.includes('openapi')
          ? KNOWN.document
          : path.includes('include') || path.includes('exclude')
            ? KNOWN.patterns
            : KNOWN.client;
    return issue.keys.map((key) => {
      const meant = meantBy(key, beside);
      const home = Object.entries(KNOWN).find(([, keys]) => keys.includes(key))?.[0];
      const elsewhere = home === undefined ? undefined : HOMES[home];
      return {
        severity: 'error',
        code: 'config-unknown-key',
        message: `There is no setting ${JSON.stringify([...path, key].join('.'))}.`,
        remedy:
          meant !== undefined
            ? `Did you mean ${meant}?`
            : (elsewhere ?? OFFICIAL.get(key) ?? `Known settings: ${beside.join(', ')}.`),
        at: at([...path, key]),
      };
    });
  }
  if (issue.code === 'invalid_union') {
    const value = path.reduce<unknown>((node, key) => memberOf(node, key), root);
    const structured = typeof value === 'object' && value !== null;
    const best = issue.errors
      .filter((branch) =>
        branch.every((each) => !structured || each.path.length > 0 || each.code !== 'invalid_type'),
      )
      .sort((a, b) => a.length - b.length)[0];
    if (best !== undefined && structured)
      return best.flatMap((each) =>
        describe({ ...each, path: [...issue.path, ...each.path] }, root, file, text),
      );
  }
  const choices = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const given = path.reduce<unknown>((node, key) => memberOf(node, key), root);
  const remedy = remedyFor(issue, given, choices);
  return [
    {
      severity: 'error',
      code: 'config-invalid-value',
      message: `${shown}: ${expected(issue)}.`,
      ...(remedy === undefined ? {} : { remedy }),
      // The line is shown, and the value of a header may be a secret.
      ...(path.includes('headers') ? {} : { at: at(path) }),
    },
  ];
}

/** What a value was to be, in words. */
function expected(issue: Issue): string {
  if (issue.code === 'invalid_value') return `expected ${either(issue.values.map(shownValue))}`;
  if (issue.code === 'invalid_union') {
    const kinds = issue.errors.flatMap(([first]) => (first === undefined ? [] : [expected(first)]));
    const plain = kinds.flatMap((each) =>
      each.replace(/^expected |, (?:received|and it is) .*/g, '').split(/, | or /),
    );
    if (plain.length > 0) return `expected ${either([...new Set(plain)])}`;
  }
  if (issue.code === 'too_small' && issue.origin === 'string')
    return 'expected text, and it is empty';
  if (issue.code === 'too_small' && issue.origin === 'array')
    return 'expected a list, and it is empty';
  return issue.message.replace(/^Invalid input: /, '');
}

function either(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function shownValue(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function remedyFor(issue: Issue, given: unknown, choices: readonly string[]): string | undefined {
  const meant = typeof given === 'string' ? meantBy(given, choices) : undefined;
  if (meant !== undefined && meant !== '') return `Did you mean ${JSON.stringify(meant)}?`;
  if (issue.code === 'too_small') return 'Leave it out, or say what is meant.';
  if (issue.code !== 'invalid_type') return undefined;
  const word = String(given);
  if (issue.expected === 'array' && typeof given === 'string')
    return `Write a list: [${JSON.stringify(given)}].`;
  return issue.expected === 'boolean' && /^(?:true|false)$/.test(word)
    ? `Write ${word}, without quotes.`
    : undefined;
}

/** How much of a word says what is meant, whatever its end: `subscriptions`, `importExt`. */
const BEGINNING = 5;

/** What is spelt most like it; else the only one that begins like it. */
function meantBy(given: string, choices: readonly string[]): string | undefined {
  const start = given.toLowerCase().slice(0, BEGINNING);
  const alike = choices.filter((each) => each.toLowerCase().startsWith(start));
  const [only] = start.length === BEGINNING && alike.length === 1 ? alike : [];
  // `outDir`, `output`: the word, with one more behind it.
  const longer = choices.find((each) => each.length > 2 && given.startsWith(each));
  return nearest(given, choices) ?? only ?? longer;
}

function memberOf(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}

function placeIn(file: string, text: string, keys: readonly string[]) {
  const { offset, length } = settingPlace(file, text, keys);
  return { file, offset, length };
}
