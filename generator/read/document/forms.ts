/** Members of a form that theirs is not: what they plainly say is read, and all else would be lost without a word. */

import type { Reading } from './reading.js';
import { isData, member, type Data, type Node } from './source.js';

interface Form {
  /** As a person is told of it. */
  readonly called: string;
  readonly is: (value: unknown) => boolean;
  /** What a value of another form says; undefined where that is nothing known. */
  readonly as: (value: unknown) => unknown;
}

const nothing = (): undefined => undefined;
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isNumber = (value: unknown): boolean => typeof value === 'number';

const flag: Form = { called: 'true or false', is: isFlag, as: asFlag };
const number: Form = { called: 'a number', is: isNumber, as: asNumber };
/** A flag of 3.0, a number from 3.1 on. */
const bound: Form = {
  called: 'a number',
  is: (value) => isFlag(value) || isNumber(value),
  as: (value) => asNumber(value) ?? asFlag(value),
};
const text: Form = {
  called: 'a text',
  is: (value) => typeof value === 'string',
  as: (value) => (isFlag(value) || isNumber(value) ? String(value) : undefined),
};
const texts: Form = {
  ...text,
  as: (value) => (Array.isArray(value) && value.every(text.is) ? value.join(', ') : text.as(value)),
};
/** PHP writes objects without members as lists. */
const object: Form = {
  called: 'an object',
  is: (value) => isData(value) || (Array.isArray(value) && value.length === 0),
  as: nothing,
};
const schemas: Form = {
  called: 'a list of schemas',
  is: Array.isArray,
  as: (value) => (isData(value) ? [value] : undefined),
};
/** What is no schema is told of where it is read, but for flags. */
const schemaOrFlag: Form = {
  called: 'a schema',
  is: (value) => asFlag(value) === undefined || isFlag(value),
  as: asFlag,
};
const schema: Form = {
  called: 'a schema',
  is: (value) => isData(value) || isFlag(value),
  as: asFlag,
};
/** Also of a property by itself, as older drafts have it. */
const names: Form = {
  called: 'a list of property names',
  is: schemaOrFlag.is,
  as: asFlag,
};

const forms = (by: Readonly<Record<string, Form>>): ReadonlyMap<string, Form> =>
  new Map(Object.entries(by));

const SAID = { deprecated: flag, description: text };
/** Styles that are no texts are told of as such. */
const WRITTEN = { explode: flag, allowReserved: flag, style: { ...text, as: nothing } };

const FORMS = {
  schema: forms({
    ...SAID,
    $ref: { ...text, as: nothing },
    ...{ nullable: flag, 'x-nullable': flag },
    ...{ readOnly: flag, writeOnly: flag },
    ...{ minimum: number, maximum: number, multipleOf: number },
    ...{ minLength: number, maxLength: number, minItems: number, maxItems: number },
    ...{ exclusiveMinimum: bound, exclusiveMaximum: bound },
    ...{ title: text, format: text, pattern: text, contentEncoding: text, contentMediaType: text },
    ...{ prefixItems: schemas, patternProperties: object, dependentSchemas: object },
    ...{ additionalProperties: schemaOrFlag, unevaluatedProperties: schemaOrFlag },
    ...{ items: schemaOrFlag, additionalItems: schemaOrFlag, unevaluatedItems: schemaOrFlag },
    ...{ not: schema, propertyNames: schema, if: schema, then: schema, else: schema },
    required: names,
  }),
  parameter: forms({ ...SAID, ...WRITTEN, name: text, required: flag, content: object }),
  header: forms({ ...SAID, required: flag, content: object }),
  body: forms({ ...SAID, required: flag }),
  media: forms({ encoding: object }),
  encoding: forms({ ...WRITTEN, contentType: texts }),
  operation: forms({ ...SAID, operationId: text, summary: text, callbacks: object }),
  discriminator: forms({ propertyName: text, mapping: object, defaultMapping: text }),
} as const;

type Kind = keyof typeof FORMS;

/** The node with what its members say in the form that is theirs; each that has another one is told of. */
export function wellFormed(reading: Reading, kind: Kind, node: Node): Node {
  if (!isData(node.value)) return node;
  const value = formed(reading, kind, node, node.value);
  return value === node.value ? node : { ...node, value };
}

/** The same of a value that stands there; itself where nothing is of another form. */
export function formed(reading: Reading, kind: Kind, node: Node, value: Data): Data {
  const known: ReadonlyMap<string, Form> = FORMS[kind];
  let read = value;
  // By `for … in`, which makes no list of each node's keys.
  for (const key in value) {
    const form = known.get(key);
    const said = value[key];
    if (form === undefined || said === null || said === undefined || form.is(said)) continue;
    if (key === 'required' && isProperty(value, said)) continue;
    const meant = form.as(said);
    tell(reading, member(node, key) ?? node, key, form, meant);
    const others = Object.entries(read).filter(([each]) => each !== key);
    read = Object.fromEntries(meant === undefined ? others : [...others, [key, meant]]);
  }
  return read;
}

function tell(reading: Reading, node: Node, key: string, form: Form, meant: unknown): void {
  const shown = JSON.stringify(meant);
  reading.complain(
    'warning',
    'openapi-malformed',
    node,
    `"${key}" must be ${form.called}; ${meant === undefined ? 'it is left out' : `it is read as ${shown}`}.`,
    `Write ${key} as ${form.called}.`,
  );
}

/** Whether a property is called so: `required: 'no'` may name one. */
function isProperty({ properties }: Data, name: unknown): boolean {
  return isData(properties) && Object.hasOwn(properties, String(name));
}

/** Whether a property says of itself that it is required, as older drafts have it; `required: 'no'` may name one of its own. */
export function isRequired(value: Data): boolean {
  const { required } = value;
  return required === true || (asFlag(required) === true && !isProperty(value, required));
}

/** A flag, also as YAML 1.1 has it, or as text. */
export function asFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  if (/^(?:true|yes|on|1)$/.test(word)) return true;
  return /^(?:false|no|off|0)$/.test(word) ? false : undefined;
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*$/i.test(value)
    ? Number(value)
    : undefined;
}
