/** The `…Response` type of an operation, and what reads its answer. */

import {
  type Api,
  braces,
  type Code,
  code,
  type Content,
  globalName,
  type Names,
  type Operation,
  type Schema,
  string,
  successes,
  textOf,
} from '../../generator/emit.js';
import { aliasOf, distinct, runtimeName, typeOfOne, unionIn } from './code.js';
import { essence, isEncoded, leaves, mediaKind, resolve, type MediaKind } from './media.js';
import { alternatives, isText as isAText, textType } from './type.js';

/** One media type of an answer of success; without content, the answer has no body. */
interface Possible {
  readonly status: string;
  readonly content?: Content;
  readonly kind?: MediaKind;
}

/**
 * What a success may be. Of contents that say the same in several media types, only JSON is asked for; what comes
 * bit by bit, or as a file, is another answer, even where it is described as the whole is.
 */
function possible(operation: Operation, api: Api): readonly Possible[] {
  return successes(operation).flatMap(({ status, contents }): readonly Possible[] => {
    // What a document says of a `HEAD` is what its `GET` would answer.
    if (contents.length === 0 || /^head$/i.test(operation.method)) return [{ status }];
    const all = contents.map((content) => ({ status, content, kind: mediaKind(content, api) }));
    const json = all.find((each) => each.kind === 'json');
    // JSON by its name, beside which other types that are described alike are other ways to write it.
    const named = json !== undefined && isNamedJson(json.content);
    return all.filter(
      (each) =>
        each === json ||
        ['events', 'lines'].includes(each.kind) ||
        (each.kind === 'binary' && !isEncoded(each.content.mediaType)) ||
        (each.kind === 'json' && (!named || isNamedJson(each.content))) ||
        // A text is sent as it is by servers that list JSON beside it for all they send.
        (essence(each.content.mediaType) === 'text/plain' && isAText(each.content.schema, api)) ||
        !saysTheSame(each.content, json?.content),
    );
  });
}

/** Not as parts of a stream, either (`application/json;stream=watch`). */
function isNamedJson({ mediaType }: Content): boolean {
  return /[/+]json5?$/.test(essence(mediaType)) && !/;\s*stream=/i.test(mediaType);
}

export function saysTheSame(content: Content, json: Content | undefined): boolean {
  return json !== undefined && shape(content.schema) === shape(json.schema);
}

/** A schema as text, without where it was written. */
function shape(schema: Schema): string {
  return JSON.stringify(schema, (name, value: unknown) => (name === 'at' ? undefined : value));
}

export function responseType(operation: Operation, api: Api, names: Names): Code {
  const name = names.operationPart(operation.key, 'Response');
  const types = possible(operation, api).map((each) => contentType(each, api, names));
  const members = types.flat();
  const single = members.find((each) => isUnknown(each));
  return aliasOf(
    name,
    members.length === 0 ? [code`unknown`] : single ? [single] : distinct(members),
  );
}

/** What a success is where the caller asks for one of these media types. */
export interface Answer {
  readonly mediaTypes: readonly string[];
  readonly type: Code;
}

/**
 * The media types that a caller may choose between, those together that give the same. Empty where there is
 * no choice.
 */
export function answersOf(operation: Operation, api: Api, names: Names): readonly Answer[] {
  const all = possible(operation, api);
  const byMediaType = new Map<string, Possible[]>();
  for (const { content } of all) if (content !== undefined) byMediaType.set(content.mediaType, []);
  if (byMediaType.size < 2) return [];
  for (const each of all) {
    const groups =
      each.content === undefined
        ? [...byMediaType.values()]
        : [byMediaType.get(each.content.mediaType)];
    for (const group of groups) group?.push(each);
  }
  const answers = new Map<string, { readonly mediaTypes: string[]; readonly type: Code }>();
  for (const [mediaType, possibles] of byMediaType) {
    const types = possibles.flatMap((each) => contentType(each, api, names));
    const type = types.find(isUnknown) ?? unionIn(distinct(types));
    const text = textOf(type);
    const same = answers.get(text);
    if (same === undefined) answers.set(text, { mediaTypes: [mediaType], type });
    else same.mediaTypes.push(mediaType);
  }
  return [...answers.values()];
}

export function isUnknown({ layout }: Code): boolean {
  return layout === 'unknown';
}

/** What a success of one media type gives. */
export function answerType(content: Content, api: Api, names: Names): Code {
  const kind = mediaKind(content, api);
  return unionIn(distinct(contentType({ status: '', content, kind }, api, names)));
}

function contentType({ content, kind = 'any' }: Possible, api: Api, names: Names): readonly Code[] {
  if (content === undefined) return [code`void`];
  const { schema, items } = content;
  switch (kind) {
    case 'json':
      return alternatives(schema, names, 'response');
    case 'form':
      return [code`string`];
    case 'text':
      return textType(schema, api, names, 'response');
    case 'multipart':
    case 'binary':
      return [runtimeName('WebBlob', names, true)];
    case 'events': {
      const event = runtimeName('ServerEvent', names, true);
      const item =
        items !== undefined
          ? alternatives(items, names, 'response')
          : isText(content, api)
            ? [event]
            : [typeOfOne(event, alternatives(itemsOf(schema, api), names, 'response'))];
      return [typeOfOne(globalName('AsyncIterable', names), item)];
    }
    case 'lines': {
      const of = items ?? itemsOf(schema, api);
      const item = alternatives(of, names, 'response');
      return [typeOfOne(globalName('AsyncIterable', names), item)];
    }
    case 'any':
      return [code`unknown`];
  }
}

/** A stream that is described as a list has its items one after another. */
export function itemsOf(schema: Schema, api: Api): Schema {
  const whole = resolve(schema, api);
  return whole.kind === 'array' ? whole.items : schema;
}

/** Whether the data of events is text, and not JSON, which the data of each is where that of one cannot be text. */
function isText({ schema, items }: Content, api: Api): boolean {
  if (items === undefined) return isTextual(itemsOf(schema, api), api);
  return leaves(items, api).every(
    (event) =>
      event.kind !== 'object' ||
      isTextual(event.props.find(({ key }) => key === 'data')?.schema, api),
  );
}

function isTextual(data: Schema | undefined, api: Api): boolean {
  const all = data === undefined ? [] : leaves(data, api);
  return all.every(
    (each) =>
      each.kind === 'string' ||
      each.kind === 'unknown' ||
      (each.kind === 'literal' && each.values.every((value) => typeof value === 'string')),
  );
}

export interface Reading {
  /** Name of the reader in the runtime. */
  readonly reader: string;
  /** Readers by status and media type, for `resultByType`. */
  readonly reads: readonly (readonly [string, string])[];
  /** Media types to ask for, where the document has others that say the same. */
  readonly accept?: string;
}

/** Readers of answers that may be empty. */
const NONE_TOO: ReadonlySet<string> = new Set(['jsonResult', 'resultByType']);

export function readingOf(operation: Operation, api: Api): Reading {
  const all = possible(operation, api);
  const declared = successes(operation).reduce((sum, each) => sum + each.contents.length, 0);
  const kept = all.flatMap(({ content }) => content?.mediaType ?? []);
  // Services that answer in events or lines, too, do so when they are asked.
  const asks =
    kept.length < declared ||
    new Set(kept).size > 1 ||
    all.some(({ kind }) => kind === 'events' || kind === 'lines');
  const accept = kept.length > 0 && asks ? { accept: [...new Set(kept)].join(', ') } : {};
  const readers = all.map((each) => readerOf(each, api));
  // Where no success is described, it may be anything: it is redirected to, or nobody wrote it down.
  if (all.length === 0) return { reader: 'resultByType', reads: [] };
  const bodies = new Set(readers.filter((_, index) => all[index]?.content !== undefined));
  const bare = all.filter((each) => each.content === undefined);
  const [only] = bodies;
  if (only === undefined) return { reader: 'emptyResult', reads: [] };
  const uniform =
    bodies.size === 1 && bare.every(({ status }) => NONE_TOO.has(only) && status === '204');
  if (uniform) return { reader: only, reads: [], ...accept };
  return {
    reader: 'resultByType',
    reads: [
      ...new Map(
        all
          .map(({ status, content }, index): readonly [string, string] => [
            content === undefined ? status : `${status} ${essence(content.mediaType)}`,
            readers[index] ?? '',
          ])
          // What may be anything is read as what the table does not have.
          .filter(([, reader]) => reader !== 'resultByType')
          // Of media types that differ in their parameters alone, the first says how they are read.
          .toReversed(),
      ),
    ].toReversed(),
    ...accept,
  };
}

function readerOf({ content, kind = 'any' }: Possible, api: Api): string {
  if (content === undefined) return 'emptyResult';
  switch (kind) {
    case 'json':
      return 'jsonResult';
    case 'form':
    case 'text':
      return 'textResult';
    case 'multipart':
    case 'binary':
      return 'binaryResult';
    case 'events':
      return isText(content, api) ? 'eventResult' : 'jsonEventResult';
    case 'lines':
      return 'jsonLinesResult';
    case 'any':
      return 'resultByType';
  }
}

/** The table of readers in an operation. */
export function readsTable(reads: Reading['reads'], names: Names): Code {
  return braces(
    reads.map(([when, reader]) => code`${string(when)}: ${runtimeName(reader, names)}`),
    ',',
  );
}
