/** Keys that mean nothing where they stand and are spelt almost like one that does: what they say is lost. */

import { editDistance } from '../../diagnostics.js';
import type { Reading } from './reading.js';
import { schemaCalled } from './called.js';
import { members, type Node } from './source.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const SCHEMA = words(`
  $ref $dynamicRef $recursiveRef $defs $id id $schema $anchor $dynamicAnchor $recursiveAnchor $vocabulary $comment
  definitions title description default deprecated readOnly writeOnly example examples externalDocs xml nullable
  discriminator type format enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
  pattern items additionalItems maxItems minItems uniqueItems contains maxContains minContains maxProperties
  minProperties required properties patternProperties additionalProperties dependentRequired dependentSchemas
  dependencies propertyNames if then else allOf anyOf oneOf not prefixItems unevaluatedItems unevaluatedProperties
  contentEncoding contentMediaType contentSchema`);

/** What may stand where; versions differ, and a key of another one is not misspelt. */
const KNOWN = {
  document: words(
    `openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs $self`,
  ),
  document2:
    words(`swagger info host basePath schemes consumes produces paths definitions parameters responses
    securityDefinitions security tags externalDocs`),
  components:
    words(`schemas responses parameters examples requestBodies headers securitySchemes links callbacks
    pathItems mediaTypes`),
  // Methods are looked at where they are read.
  item: words('summary description servers parameters'),
  operation:
    words(`tags summary description externalDocs operationId parameters requestBody responses callbacks
    deprecated security servers consumes produces schemes`),
  parameter: [
    ...words(
      'name in description required deprecated allowEmptyValue style explode allowReserved schema content',
    ),
    ...words('collectionFormat'),
    ...SCHEMA,
  ],
  body: words('$ref description content required summary'),
  response: words('$ref summary description headers content links schema example examples'),
  media: words(
    '$ref description schema itemSchema example examples encoding prefixEncoding itemEncoding',
  ),
  schema: SCHEMA,
} as const;

type Kind = keyof typeof KNOWN;

const SETS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(KNOWN).map(([kind, keys]) => [kind, new Set(keys)]),
);

/** Warns of each key of a node that was probably meant to be another. */
export function tellMisspelt(reading: Reading, kind: Kind, node: Node): void {
  const known = SETS[kind];
  const { value } = node;
  if (known === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return;
  // By `for … in`, which makes no list of each node's keys.
  for (const key in value) {
    if (known.has(key) || key.startsWith('x-')) continue;
    const said = (value as Record<string, unknown>)[key];
    const word = meantBy(
      key,
      KNOWN[kind].filter((each) => !Object.hasOwn(value, each)),
    );
    const meant = word !== undefined && canBe(word, said) ? word : referred(reading, key, said);
    if (meant === undefined) continue;
    const place = members(node).find(([name]) => name === key)?.[1] ?? node;
    reading.complain(
      'warning',
      'openapi-key-misspelt',
      place,
      `${JSON.stringify(key)} means nothing here, and what it says is lost.`,
      `Did you mean ${meant}?`,
    );
  }
}

/** `schema: Pet` in a schema. */
function referred({ sources }: Reading, key: string, said: unknown): string | undefined {
  const ref = key === 'schema' && typeof said === 'string' && schemaCalled(sources.root, said);
  return ref ? `$ref: ${JSON.stringify(ref)}` : undefined;
}

/** What some keys of schemas hold; extensions of vendors that are spelt alike hold something else. */
const KINDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(words('pattern title description format').map((key) => [key, 'string'])),
  ...Object.fromEntries(words('enum examples').map((key) => [key, 'array'])),
  ...Object.fromEntries(words('properties patternProperties').map((key) => [key, 'object'])),
};

function canBe(key: string, value: unknown): boolean {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  // The address of a dialect.
  if (key === '$schema') return typeof value === 'string' && value.includes('/');
  if (key === 'default') return kind !== 'object' && kind !== 'array';
  return KINDS[key] === undefined || KINDS[key] === kind;
}

function sorted(word: string): string {
  return Array.from(word).sort().join('');
}

/** The word that a slip of the hand makes this of: case, plural, one letter, two of a long word. */
export function meantBy(key: string, known: readonly string[]): string | undefined {
  const a = key.toLowerCase();
  return known.find((each) => {
    const b = each.toLowerCase();
    // No slip is longer, which is seen at once.
    if (Math.abs(a.length - b.length) > 2) return false;
    // `line1` is no slip for `line2`.
    if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false;
    if (a === b || a === `${b}s` || b === `${a}s`) return true;
    if (a.length < 4 || b.length < 4) return b === '$ref' && a === 'ref';
    if (a.length === b.length && sorted(a) === sorted(b)) return true;
    const most = a.length < 7 ? 1 : 2;
    return editDistance(a, b, most + 1) <= most;
  });
}
