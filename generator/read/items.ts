/** What comes one after another: events and lines. */

import type { Schema } from '../ir.js';
import type { Reading } from './reading.js';
import { elements, isData, member, text, type Node } from './source.js';

/**
 * An `itemSchema`. The data of an event is a text, and where that text is said to be JSON, in each event of several,
 * it is read as what it holds.
 */
export function readItem(reading: Reading, node: Node, mediaType: string): Schema {
  if (!/^text\/event-stream\b/i.test(mediaType)) return reading.read(node);
  return reading.read(withData(reading, node) ?? node);
}

/** The schema of an event with the schema of its data's content in place of its text; undefined where there is none. */
function withData(reading: Reading, written: Node): Node | undefined {
  const node = reading.refs.follow(written);
  if (node === undefined || !isData(node.value)) return undefined;
  const properties = member(node, 'properties');
  const data = properties && member(properties, 'data');
  if (properties !== undefined && data !== undefined) {
    const content = contentOf(reading, data);
    if (content === undefined || !isData(properties.value)) return undefined;
    const known = { ...properties.value, data: content };
    return { ...node, value: { ...node.value, properties: known } };
  }
  for (const keyword of ['oneOf', 'anyOf']) {
    const several = elements(member(node, keyword)).map((each) => withData(reading, each)?.value);
    if (several.length === 0 || several.includes(undefined)) continue;
    return { ...node, value: { ...node.value, [keyword]: several } };
  }
  return undefined;
}

function contentOf(reading: Reading, written: Node): unknown {
  const data = reading.refs.follow(written);
  if (data === undefined || !/[/+]json\b/i.test(text(data, 'contentMediaType') ?? '')) {
    return undefined;
  }
  return member(data, 'contentSchema')?.value;
}
