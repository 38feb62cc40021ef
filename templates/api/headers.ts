/** The `…Headers` type of an operation: what `response.headers.get()` gives for what is declared. */

import {
  answersWithHeaders,
  type Api,
  braces,
  type Code,
  code,
  key,
  literal,
  type Names,
  type Operation,
  type Schema,
  successes,
} from '../../generator/emit.js';
import { distinct, unionOf } from './code.js';
import { resolve } from './media.js';
import { propertyDoc } from './property-doc.js';

interface Header {
  readonly name: string;
  readonly schemas: readonly Schema[];
  readonly doc: string | undefined;
  /** Every answer of success has it. */
  readonly always: boolean;
}

/** Nothing where no answer of success declares a header. */
export function headersType(operation: Operation, api: Api, names: Names): Code | undefined {
  if (!answersWithHeaders(operation)) return undefined;
  const members = headersOf(operation).map(
    ({ name, schemas: [schema = { kind: 'string' }, ...more], doc, always }) => code`
      ${propertyDoc(schema, [doc?.trimEnd(), asText(schema, api)].filter(Boolean).join('\n\n') || undefined, name)}
      ${key(name)}: ${unionOf(distinct([schema, ...more].flatMap((each) => textTypes(each, always, api))))}
    `,
  );
  return code`
    export interface ${names.operationPart(operation.key, 'Headers')} ${braces(members)}
  `;
}

/** The headers of all answers of success, names compared as HTTP does. */
function headersOf(operation: Operation): readonly Header[] {
  const answers = successes(operation).map(({ headers }) => ({
    headers,
    required: new Set(
      headers.flatMap(({ name, required }) => (required ? [name.toLowerCase()] : [])),
    ),
  }));
  const found = new Map<string, Header>();
  for (const { headers } of answers) {
    for (const { name, schema, doc } of headers) {
      const lower = name.toLowerCase();
      const before = found.get(lower);
      found.set(lower, {
        name: before?.name ?? name,
        schemas: [...(before?.schemas ?? []), schema],
        doc: before?.doc ?? doc ?? schema.doc,
        always: answers.every(({ required }) => required.has(lower)),
      });
    }
  }
  return [...found.values()];
}

/** What a header says in text: the type that it has by the document, which the caller makes of it. */
function asText(schema: Schema, api: Api): string | undefined {
  const { kind } = resolve(schema, api);
  return kind === 'number' || kind === 'boolean' ? `A ${kind}, as text.` : undefined;
}

/** Headers are text on the wire; an enum of texts says which. */
function textTypes(schema: Schema, always: boolean, api: Api): readonly Code[] {
  const target = resolve(schema, api);
  const texts =
    target.kind === 'literal' && target.values.every((each) => typeof each === 'string')
      ? target.values.map(literal)
      : [code`string`];
  return always ? texts : [...texts, code`null`];
}
