/** The files of a document as plain data, and places in them. */

import { posix } from 'node:path';
import { brief, type Diagnostic, type Report } from '../../diagnostics.js';
import type { Json, Place } from '../../ir.js';
import type { Inputs, Problem, Reach } from '../../stages.js';
import { escapeToken } from './pointer.js';
import { parseText } from './yaml.js';

/** One value of a document, and where it stands. */
export interface Node {
  readonly value: unknown;
  readonly file: string;
  readonly pointer: string;
}

export type Data = Readonly<Record<string, unknown>>;

/** A document and the files it refers to; each is read and parsed once. */
export interface Sources {
  readonly root: Node;
  /** The whole of another file; undefined where it is absent or broken (which is reported once). */
  file(path: string, from: Node): Node | undefined;
  has(path: string): boolean;
  /** The wholes that were read so far, the document first. */
  opened(): readonly Node[];
  /** Where a URI leads that is no path between files. */
  readonly reach: (uri: string, from: Node) => Reach;
  /** Whether a file may give names to its parts (`$id`); looking for them costs a walk. */
  mayHaveIds(file: string): boolean;
  /** Where a node was written, which may be an overlay. */
  place(node: Node): Place;
  readonly report: Report;
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of an object or array; undefined where there is none. */
export function member(node: Node, key: string): Node | undefined {
  const { value } = node;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  if (Array.isArray(value) && key === 'length') return undefined;
  return child(node, key, Reflect.get(value, key));
}

function child(node: Node, key: string, value: unknown): Node {
  return { value, file: node.file, pointer: `${node.pointer}/${escapeToken(key)}` };
}

const NOTHING: readonly never[] = [];

/** The members of an object in source order; none for other values. */
export function members(node: Node | undefined): readonly (readonly [string, Node])[] {
  if (node === undefined || !isData(node.value)) return NOTHING;
  const { value } = node;
  return Object.keys(value).map((key) => [key, child(node, key, value[key])]);
}

/** The same without a list of them, for what is done with every object of a document. */
export function eachMember(node: Node | undefined, take: (key: string, each: Node) => void): void {
  if (node === undefined || !isData(node.value)) return;
  const { value } = node;
  for (const key in value) take(key, child(node, key, value[key]));
}

/** The elements of an array; none for other values. */
export function elements(node: Node | undefined): readonly Node[] {
  if (node === undefined || !Array.isArray(node.value)) return NOTHING;
  return node.value.map((value: unknown, index) => child(node, String(index), value));
}

export function text(node: Node, key: string): string | undefined {
  const value = isData(node.value) ? node.value[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function truth(node: Node, key: string): boolean {
  return isData(node.value) && node.value[key] === true;
}

/** Examples as they are: they can be most of a document, and nothing is typed by them. */
export function asJson(value: unknown): Json {
  return value as Json;
}

/** Parsed data as JSON: what a document cannot say in JSON (`.nan`) becomes null. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (!isData(value)) return null;
  const entries = Object.entries(value).map(([key, each]) => [key, toJson(each)] as const);
  return Object.fromEntries(entries);
}

/** The document itself, after its overlays. */
export interface Opened {
  readonly file: string;
  readonly data: unknown;
  readonly mayHaveIds: boolean;
  /** By pointer: nodes that an overlay brought or moved, and where they were written. */
  readonly moved: ReadonlyMap<string, { readonly file: string; readonly pointer: string }>;
  /** What is read in place of a file that it refers to, given with its text. */
  readonly settled?: (whole: Node, text: string) => unknown;
}

export function openSources(opened: Opened, inputs: Inputs, report: Report): Sources {
  const { file, moved } = opened;
  const root: Node = { value: opened.data, file, pointer: '' };
  const named = new Set(opened.mayHaveIds ? [file] : []);
  const files = new Map<string, Node | undefined>([[file, root]]);
  return {
    root,
    report({ remedy, ...each }) {
      const told = { ...each, message: brief(each.message) };
      report(remedy === undefined ? told : { ...told, remedy: brief(remedy) });
    },
    file(path, from) {
      if (files.has(path)) return files.get(path);
      const content = inputs.read(path);
      let node: Node | undefined;
      if (content === undefined) {
        const missing: Diagnostic = {
          severity: 'error',
          ...(inputs.absence?.(path) ?? {
            code: 'openapi-ref-file-not-found',
            message: `There is no file ${JSON.stringify(path)}.`,
            remedy: 'Correct the $ref, or put the file there.',
          }),
          at: this.place(from),
        };
        report(missing);
      } else {
        if (content.includes('$id') || content.includes('$self')) named.add(path);
        const value = parseText(content, path, report);
        const whole: Node = { value, file: path, pointer: '' };
        const settled = opened.settled?.(whole, content) ?? value;
        node = value === undefined ? undefined : { ...whole, value: settled };
      }
      files.set(path, node);
      return node;
    },
    has: (path) => inputs.read(path) !== undefined,
    opened: () => [...files.values()].filter((each) => each !== undefined),
    reach: (uri, from) => inputs.reach?.(uri, from.file) ?? { refused: onlyFiles(uri) },
    mayHaveIds: (path) => named.has(path),
    place(node) {
      if (moved.size === 0 || node.file !== file) return { file: node.file, pointer: node.pointer };
      let rest = '';
      for (let at = node.pointer; ;) {
        const origin = moved.get(at);
        if (origin !== undefined) return { file: origin.file, pointer: origin.pointer + rest };
        const slash = at.lastIndexOf('/');
        if (slash === -1) return { file: node.file, pointer: node.pointer };
        rest = at.slice(slash) + rest;
        at = at.slice(0, slash);
      }
    },
  };
}

function onlyFiles(uri: string): Problem {
  return {
    code: 'openapi-ref-remote',
    message: `The reference ${JSON.stringify(uri)} leads to another machine; only files are read.`,
    remedy: 'Save that document beside this one, and refer to the file.',
  };
}

/** Whether a document is none of the files of the project: what it refers to lies where it does. */
export function isRemote(file: string): boolean {
  return /^https?:\/\//i.test(file);
}

/** A path written in `from`, relative to the root of the project. */
export function relativeTo(from: string, path: string): string {
  return posix.normalize(posix.join(posix.dirname(from), path));
}
