/** `required`, and what it names that is none of the properties. */

import type { Property } from '../../ir.js';
import { meantBy } from '../document/misspelt.js';
import type { Reading } from '../document/reading.js';
import { isData, member, text, type Data, type Node } from '../document/source.js';

/** More names than this are no slips. */
const MAX_SLIPS = 50;

/** That a property is required which is not described is usual; not where its name is that of another but for a slip. */
export function tellUnknown(
  reading: Reading,
  node: Node,
  unknown: ReadonlySet<string>,
  props: readonly Property[],
): void {
  if (unknown.size === 0 || unknown.size > MAX_SLIPS || isPart(node)) return;
  const others = props.filter(({ required }) => !required).map((each) => each.key);
  for (const key of unknown) {
    const meant = meantBy(key, others);
    if (meant === undefined) continue;
    reading.complain(
      'warning',
      'openapi-required-unknown',
      member(node, 'required') ?? node,
      `"required" names ${JSON.stringify(key)}, which is none of the properties.`,
      `Did you mean ${meant}?`,
    );
  }
}

/** Whether properties of a schema may be described elsewhere: in what it is made of, or is a part of. */
function isPart({ value, pointer }: Node): boolean {
  const own = ['allOf', 'anyOf', 'oneOf', 'then', 'else', '$ref', '$dynamicRef', 'discriminator'];
  const open = ['patternProperties', 'additionalProperties', 'propertyNames'];
  return (
    /\/(?:(?:all|any|one)Of\/\d+|then|else|not)$/.test(pointer) ||
    (isData(value) && [...own, ...open].some((each) => (value[each] ?? false) !== false))
  );
}

const NAMES: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);

/** The names that are listed. */
export function requiredKeys(reading: Reading, node: Node, value: Data): Set<string> {
  const written: unknown = value['required'];
  if (Array.isArray(written)) {
    // YAML reads names such as 404 and true as what they look like, but not where they are keys.
    const names = written.filter((each) => NAMES.has(typeof each));
    if (names.length < written.length) tellMalformed(reading, node);
    return new Set(names.map(String));
  }
  if (written !== undefined && written !== null && typeof written !== 'boolean') {
    tellMalformed(reading, node);
    if (typeof written === 'string') return new Set(namesIn(written, value['properties']));
  }
  return new Set();
}

/** The name of a property, or of several. */
function namesIn(written: string, properties: unknown): readonly string[] {
  const names = written.split(/[\s,]+/);
  const areNames = isData(properties) && names.every((each) => Object.hasOwn(properties, each));
  return areNames ? names : [written];
}

function tellMalformed(reading: Reading, node: Node): void {
  reading.complain(
    'warning',
    'openapi-required-malformed',
    member(node, 'required') ?? node,
    `"required" must be a list of property names${text(node, 'required') === undefined ? '' : ', also of one'}.`,
    'Write required: [name].',
  );
}
