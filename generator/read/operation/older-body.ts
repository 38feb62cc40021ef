/** Bodies that a document of OpenAPI 3 has among its parameters, as Swagger 2.0 does. */

import type { Body } from '../../ir.js';
import { isOlderBody, placeOf } from '../document/halfway.js';
import type { Reading } from '../document/reading.js';
import { elements, member, text, type Node } from '../document/source.js';
import { readForm, readOnlyBody } from '../swagger2/body.js';
import { sharedMedia } from '../swagger2/media.js';
import type { FormField } from '../swagger2/parameters.js';

/** @returns undefined where there is none, or a `requestBody` as well; each that is found is reported */
export function olderBody(reading: Reading, item: Node, operation: Node): Body | undefined {
  const own = found(reading, operation);
  const all = own.length > 0 ? own : found(reading, item);
  if (all.length === 0) return undefined;
  const replaced = member(operation, 'requestBody') !== undefined;
  const bodies = all.filter((each) => placeOf(each) === 'body');
  for (const each of all) {
    const meant =
      placeOf(each) === 'body' ? 'the body' : 'a field of the body, which is sent as a form';
    reading.complain(
      'warning',
      'openapi-parameter-body',
      each,
      `OpenAPI 3 has no parameters with in: ${text(each, 'in') ?? ''}; this one is ${replaced ? 'left out, since there is a requestBody' : `read as ${meant}`}.`,
      'Write requestBody: { content: { … } } beside the parameters.',
    );
  }
  if (replaced) return undefined;
  const types = sharedMedia(reading).of(operation, 'consumes');
  if (bodies.length > 0) return readOnlyBody(reading, types, bodies);
  const fields = all.map((node): FormField => ({ name: text(node, 'name') ?? '', node }));
  return readForm(
    reading,
    types,
    operation,
    fields.filter(({ name }, index) => fields.findIndex((each) => each.name === name) === index),
  );
}

function found(reading: Reading, owner: Node): readonly Node[] {
  return elements(reading.refs.part(owner, 'parameters')).flatMap((each) => {
    const node = reading.refs.follow(each);
    return node !== undefined && isOlderBody(node) ? [node] : [];
  });
}
