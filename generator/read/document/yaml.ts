/**
 * Text → plain data. JSON by `JSON.parse`, YAML by the fast parser; where either refuses, the tolerant one
 * reads the text again and says what is wrong, and where. Timestamps stay strings (YAML's core schema).
 */

import type { Diagnostic, Report } from '../../diagnostics.js';
import { loadFastYaml, loadYaml } from '../../lazy.js';
import { duplicateKeys, keysIn } from './duplicates.js';
import { kindOfText } from './text-kinds.js';
import { uncommented } from './json-comments.js';
import { loadIndented } from './yaml-indent.js';
import { keyAt, remedyOf, twice } from './yaml-remedy.js';

/** Nesting beyond this is refused: every later stage walks the data by recursion. */
const MAX_DEPTH = 1_000;
/** Nodes by which a document may grow when its aliases are expanded; so many it may have in any case. */
const MOST_EXPANDED = 500_000;
const EXPANDED_ANYWAY = 100_000;
/** Characters that weigh as much as a node. */
const NODE_SIZE = 16;

/** Mistakes after which the tolerant parser still reads what the author meant. */
const HARMLESS: ReadonlySet<string> = new Set([
  'DUPLICATE_KEY',
  'BAD_SCALAR_START',
  'MULTIPLE_DOCS',
]);

/**
 * Parses YAML or JSON.
 *
 * @param file what diagnostics call the text; `.json` makes no difference, the text itself decides
 * @returns the data; undefined when errors were reported (an empty text is one)
 */
export function parseText(text: string, file: string, report: Report): unknown {
  const marked = text.startsWith('\uFEFF');
  return marked
    ? parse(text.slice(1), file, (each) => report(shifted(each)))
    : parse(text, file, report);
}

/** Places found in a text without its byte order mark, moved behind it. */
function shifted(diagnostic: Diagnostic): Diagnostic {
  const { at } = diagnostic;
  return at !== undefined && 'offset' in at
    ? { ...diagnostic, at: { ...at, offset: at.offset + 1 } }
    : diagnostic;
}

function parse(text: string, file: string, report: Report): unknown {
  const unread = text.indexOf('\uFFFD');
  if (unread !== -1) {
    report({
      severity: 'warning',
      code: 'encoding-unknown',
      message: `${file} has a replacement character (U+FFFD), the first of them here: bytes there are no UTF-8, or the letter was lost before.`,
      remedy: 'Save the file as UTF-8, with the letter in its place.',
      at: { file, offset: unread, length: 1 },
    });
  }
  return parseAny(text, file, report);
}

function parseAny(text: string, file: string, report: Report): unknown {
  const first = text.trimStart().charAt(0);
  if (first === '') {
    report({
      severity: 'error',
      code: 'yaml-empty',
      message: `${file} is empty.`,
      at: { file, offset: 0, length: 0 },
    });
    return undefined;
  }
  if (first === '{' || first === '[') {
    const json = parseJson(text);
    if (json !== undefined) {
      // In JSON nothing is shared: the text bounds the size.
      const keys = keysIn(json, MAX_DEPTH + 1);
      if (Number.isNaN(keys)) {
        tooDeep(file, report);
        return undefined;
      }
      for (const place of duplicateKeys(text, keys)) {
        report({
          severity: 'warning',
          code: 'yaml-duplicate-key',
          ...twice(place.key),
          at: { file, offset: place.offset, length: place.length },
        });
      }
      return json;
    }
  }
  const plain = uncommented(text);
  if (plain !== undefined) {
    report({
      severity: 'warning',
      code: 'json-comment',
      message: 'JSON has no comments; what stands in them is passed over.',
      remedy: 'Remove the comments: other tools refuse them.',
      at: { file, offset: plain.offset, length: plain.length },
    });
    return parseAny(plain.text, file, report);
  }
  return parseYaml(text, file, report);
}

function parseYaml(text: string, file: string, report: Report): unknown {
  const yaml = loadFastYaml();
  const settings = {
    schema: yaml.CORE_SCHEMA.withTags(yaml.mergeTag),
    maxDepth: MAX_DEPTH,
    maxTotalMergeKeys: 1_000_000,
  };
  const load = (given: string): unknown => yaml.load(given, settings);
  let data: unknown;
  try {
    data = load(text);
    // It has counted the levels, and what names nothing (`&name`) writes nothing out twice.
    if (!/(?<![^\s,[{:>])&\S/.test(text)) return data;
  } catch (error) {
    // What attacks a parser is not given to another one, which would take longer to say so.
    const reason = error instanceof Error ? error.message : '';
    if (reason.includes('exceeded maxDepth')) tooDeep(file, report);
    else if (reason.includes('exceeded maxTotalMergeKeys')) aliasBomb(file, report);
    else data = parseIndented(text, file, report, load, error);
  }
  return data === undefined || bounded(data, text, file, report) ? data : undefined;
}

function parseIndented(
  text: string,
  file: string,
  report: Report,
  load: (text: string) => unknown,
  error: unknown,
): unknown {
  const mended = loadIndented(text, load, error);
  if (mended === undefined) return parseTolerantly(text, file, report);
  for (const offset of mended.at) {
    report({
      severity: 'warning',
      code: 'yaml-indentation',
      message:
        'A text in quotes or brackets goes on at the indentation of its key, or to the left of it.',
      remedy: 'Indent this line further: other parsers refuse it.',
      at: { file, offset, length: 1 },
    });
  }
  return mended.data;
}

/** @param text begins with a bracket, so that nothing but an object or a list comes of it */
function parseJson(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function parseTolerantly(text: string, file: string, report: Report): unknown {
  const yaml = loadYaml();
  const isJson = /\.jsonc?$/i.test(file);
  let broken = false as boolean;
  const complain = (code: string, message: string, offset: number, end: number): void => {
    const harmless = HARMLESS.has(code);
    if (!harmless) broken = true;
    const problem = {
      severity: harmless ? 'warning' : 'error',
      at: { file, offset, length: Math.max(1, end - offset) },
    } as const;
    const remedy = remedyOf(text, offset, isJson);
    const slug = `yaml-${code.toLowerCase().replaceAll('_', '-')}`;
    if (code === 'DUPLICATE_KEY') report({ ...problem, code: slug, ...twice(keyAt(text, offset)) });
    else if (code === 'MULTIPLE_DOCS') {
      const first = 'The file holds several documents; the first one counts.';
      report({ ...problem, code: slug, message: first });
    } else report({ ...problem, code: slug, message, remedy });
  };
  try {
    // What it would print is said here, if it is worth saying.
    const options = {
      schema: 'core',
      merge: true,
      prettyErrors: false,
      logLevel: 'error',
    } as const;
    const document = yaml.parseDocument(text, options);
    const kind = isJson ? 'JSON' : 'YAML';
    const other = document.errors.some((each) => !HARMLESS.has(each.code))
      ? kindOfText(text)
      : undefined;
    if (other !== undefined) {
      report({
        severity: 'error',
        code: 'openapi-not-a-document',
        message: `${file} looks like ${other.name}, and is no API description.`,
        remedy: other.remedy,
        at: { file, offset: 0, length: 0 },
      });
      return undefined;
    }
    for (const each of document.errors) {
      complain(each.code, `This is not sound ${kind}: ${each.message}.`, each.pos[0], each.pos[1]);
      if (broken) return undefined;
    }
    for (const each of document.warnings) {
      report({
        severity: 'warning',
        code: `yaml-${each.code.toLowerCase().replaceAll('_', '-')}`,
        message: `${each.message}.`,
        at: { file, offset: each.pos[0], length: Math.max(1, each.pos[1] - each.pos[0]) },
      });
    }
    return document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const alias = /^Unresolved alias.*: (\S+)$/.exec(message)?.[1];
    const at = alias === undefined ? 0 : Math.max(0, text.indexOf(`*${alias}`));
    complain('unreadable', message, at, at + 1);
    return undefined;
  }
}

/**
 * Whether the data is shallow enough to walk and, with every alias written out, small enough. The parsers
 * share what an alias names, so the size is counted once per shared node.
 */
function bounded(data: unknown, text: string, file: string, report: Report): boolean {
  const refuse = (code: string, message: string): false => {
    report({ severity: 'error', code, message, at: { file, offset: 0, length: 0 } });
    return false;
  };
  const measured = measure(data);
  if (measured === 'deep') {
    tooDeep(file, report);
    return false;
  }
  if (measured === 'circular') {
    return refuse('yaml-circular', `An alias in ${file} stands inside of what it names.`);
  }
  // Without aliases the text bounds the size.
  const { length } = text;
  if (measured > Math.max(EXPANDED_ANYWAY, Math.min(20 * length, length + MOST_EXPANDED))) {
    aliasBomb(file, report);
    return false;
  }
  return true;
}

function aliasBomb(file: string, report: Report): void {
  report({
    severity: 'error',
    code: 'yaml-alias-bomb',
    message: `With its aliases and merge keys written out, ${file} would be too large to read.`,
    remedy: 'Refer to what is shared by $ref.',
    at: { file, offset: 0, length: 0 },
  });
}

function tooDeep(file: string, report: Report): void {
  report({
    severity: 'error',
    code: 'yaml-too-deep',
    message: `${file} is nested more than ${MAX_DEPTH} levels deep.`,
    at: { file, offset: 0, length: 0 },
  });
}

function measure(root: unknown): number | 'deep' | 'circular' {
  const sizes = new Map<object, number>();
  let problem: 'deep' | 'circular' | undefined;
  const visit = (value: unknown, depth: number): number => {
    if (typeof value === 'string') return 1 + Math.floor(value.length / NODE_SIZE);
    if (typeof value !== 'object' || value === null || problem !== undefined) return 1;
    const known = sizes.get(value);
    if (known !== undefined) {
      if (known === 0) problem = 'circular';
      return known;
    }
    if (depth > MAX_DEPTH) {
      problem = 'deep';
      return 1;
    }
    sizes.set(value, 0);
    let size = 1;
    if (Array.isArray(value)) {
      for (const each of value) size += visit(each, depth + 1);
    } else {
      for (const each of Object.values(value)) size += visit(each, depth + 1);
    }
    sizes.set(value, size);
    return size;
  };
  const size = visit(root, 0);
  return problem ?? size;
}
