/** Bodies, responses and headers: what an operation sends and gets. */

import type { Body, Content, Json, Response, Schema } from '../../ir.js';
import { tellParts } from './answer-parts.js';
import { readEncodings, withFiles } from './encoding.js';
import { wellFormed } from '../document/forms.js';
import { mediaOf } from '../document/halfway.js';
import { readHeaders } from './headers.js';
import { isStreamed, listedEvents, readItem, withoutSseItem } from './items.js';
import { plainOrBinary, unsaid } from './media-kinds.js';
import { tellMisspelt } from '../document/misspelt.js';
import { idOf, type Answer, type Reading } from '../document/reading.js';
import { named, tellNoObject } from '../document/shapes.js';
import { tellShownBody } from '../document/shown.js';
import {
  asJson,
  elements,
  isData,
  member,
  members,
  text,
  truth,
  type Node,
} from '../document/source.js';
import { written as said } from './undescribed.js';

/** @returns undefined where what is written is no body, which is reported */
export function readBody(reading: Reading, written: Node): Body | undefined {
  const target = reading.refs.follow(written);
  if (target === undefined || !isData(target.value)) {
    if (target !== undefined) malformed(reading, target, 'A request body');
    return undefined;
  }
  tellMisspelt(reading, 'body', target);
  const node = wellFormed(reading, 'body', target);
  const doc = text(written, 'description') ?? text(node, 'description');
  const contents = readContents(reading, written, node, 'A request body');
  const required = truth(node, 'required');
  if (required && member(node, 'content') === undefined && contents.length === 0)
    tellEmpty(reading, node);
  return {
    required,
    contents,
    ...(doc === undefined ? {} : { doc }),
  };
}

function tellEmpty(reading: Reading, node: Node): void {
  reading.complain(
    'warning',
    'openapi-body-empty',
    node,
    'A body is required here, and nothing says what it is; it is left out.',
    'Write content, with a media type and a schema.',
  );
}

/**
 * The media types of a body or response. Those that differ only in case or spaces are one; the first counts.
 *
 * @param written the same before its reference is followed
 * @param what `A response`, for what is reported
 */
export function readContents(
  reading: Reading,
  written: Node,
  node: Node,
  what: string,
): readonly Content[] {
  const contents: Content[] = [];
  const seen = new Set<string>();
  for (const media of mediaOf(reading, written, node, what)) {
    const type = media.type.toLowerCase();
    if (seen.has(type)) continue;
    seen.add(type);
    const content =
      media.schema === undefined
        ? readContent(reading, media.type, media.node)
        : readBare(reading, media.type, media.schema);
    // What nothing can be is no content: `void`, as handlers describe it.
    if (content.schema.kind !== 'never' || content.items !== undefined) contents.push(content);
  }
  return contents;
}

/** A schema without the media type that it belongs into. */
function readBare(reading: Reading, mediaType: string, node: Node): Content {
  const schema = plainOrBinary(reading.read(node), mediaType);
  const type = schema.kind === 'binary' ? 'application/octet-stream' : mediaType;
  return { mediaType: type, schema, encoding: [], examples: [] };
}

function readContent(reading: Reading, mediaType: string, written: Node): Content {
  tellMisspelt(reading, 'media', written);
  tellNoObject(reading, written, mediaType);
  const node = wellFormed(reading, 'media', written);
  const whole = member(node, 'schema');
  const schema = whole && withoutSseItem(reading, whole, mediaType);
  const items = readItems(reading, mediaType, node, schema);
  const bare = unsaid(mediaType);
  if (schema === undefined && items === undefined) tellShownBody(reading, node, bare);
  const read = schema === undefined ? bare : plainOrBinary(reading.read(schema), mediaType);
  const encoding = readEncodings(reading, mediaType, node, read);
  return {
    mediaType,
    schema: withFiles(reading, read, mediaType, encoding),
    ...(items === undefined ? {} : { items }),
    encoding,
    examples: readExamples(reading, node),
  };
}

function readItems(
  reading: Reading,
  mediaType: string,
  node: Node,
  whole: Node | undefined,
): Schema | undefined {
  const item = member(node, 'itemSchema');
  if (item !== undefined) return readItem(reading, item, mediaType);
  if (whole === undefined) return undefined;
  const isLines = /[/+]json\b/i.test(mediaType) && isStreamed(reading, whole);
  return isLines ? reading.read(whole) : listedEvents(reading, whole, mediaType);
}

/** `example` and `examples`; what stands in other files or behind an address is not looked at. */
export function readExamples(reading: Reading, node: Node): readonly Json[] {
  const { value } = node;
  if (!isData(value)) return [];
  const examples: Json[] = [];
  if (value['example'] !== undefined) examples.push(asJson(value['example']));
  for (const [, each] of members(member(node, 'examples'))) {
    const ref = text(each, '$ref');
    const target =
      ref?.startsWith('#/components/examples/') === true ? reading.refs.follow(each) : each;
    if (target === undefined || !isData(target.value)) continue;
    const { value: given, dataValue } = target.value;
    if (given !== undefined) examples.push(asJson(given));
    else if (dataValue !== undefined) examples.push(asJson(dataValue));
  }
  for (const each of elements(member(node, 'examples'))) examples.push(asJson(each.value));
  return examples;
}

export function readResponses(reading: Reading, node: Node | undefined): readonly Response[] {
  const responses: Response[] = [];
  for (const [key, written] of named(reading, node, 'responses')) {
    if (key.startsWith('x-')) continue;
    const status = statusOf(reading, written, key);
    if (status === undefined) continue;
    const response = reading.refs.follow(written);
    if (response === undefined) {
      responses.push({ status, contents: [], headers: [] });
      continue;
    }
    const doc = said(text(written, 'description') ?? text(response, 'description'));
    responses.push({
      status,
      ...(doc === undefined ? {} : { doc }),
      ...readAnswer(reading, written, response),
    });
  }
  return responses;
}

/** What is in a response. What references lead to is read once; a schema in its place is named by each of them. */
function readAnswer(reading: Reading, written: Node, response: Node): Answer {
  const isShared = response !== written && isData(member(response, 'content')?.value);
  const before = isShared ? reading.answers.get(idOf(response)) : undefined;
  if (before !== undefined) return before;
  if (!isData(response.value)) malformed(reading, response, 'A response');
  tellMisspelt(reading, 'response', response);
  const contents = readContents(reading, written, response, 'A response');
  tellParts(reading, response, contents);
  const headers = readHeaders(reading, reading.refs.part(response, 'headers'));
  const read: Answer = { contents, headers };
  if (isShared) reading.answers.set(idOf(response), read);
  return read;
}

/** @returns undefined for what is no status, which is reported */
export function statusOf(reading: Reading, node: Node, key: string): string | undefined {
  const status = plainStatus(key);
  const [meant] = /^[1-5]\d\d(?=[\s:-])/.exec(key.trim()) ?? [];
  if (status === undefined && meant !== undefined) {
    reading.complain(
      'warning',
      'openapi-status-unknown',
      node,
      `There is no response status ${JSON.stringify(key)}; it is read as ${meant}.`,
      `Write ${meant}, and what it means into the description.`,
    );
    return meant;
  }
  if (status === undefined) {
    reading.complain(
      'warning',
      'openapi-status-unknown',
      node,
      `There is no response status ${JSON.stringify(key)}; it is left out.`,
      'Write a number from 100 to 599, a range such as 4XX, or default.',
    );
  }
  return status;
}

function plainStatus(key: string): string | undefined {
  if (/^default$/i.test(key)) return 'default';
  if (/^[1-5]xx$/i.test(key)) return key.toUpperCase();
  return /^[1-5]\d\d$/.test(key) ? key : undefined;
}

export function malformed(reading: Reading, node: Node, what: string): void {
  reading.complain(
    'warning',
    'openapi-malformed',
    node,
    `${what} must be an object; it is left out.`,
  );
}
