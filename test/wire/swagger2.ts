/** Operations of Swagger 2.0 by chance: parameters of every `collectionFormat`, form fields and bodies. */

import type { Body } from './bodies.js';
import { requirementsOf, writtenRequirements } from './credentials.js';
import type { Operation } from './operations.js';
import { NAMES, type Parameter, segmentOf } from './parameters.js';
import { partedOf } from './parted.js';
import type { Made, Random } from './shapes.js';

/** By `collectionFormat`: the style it is, and text that its items can have. */
const FORMATS = {
  csv: { style: 'form', allowed: /^[^]*$/ },
  ssv: { style: 'spaceDelimited', allowed: /^[^ ]*$/ },
  tsv: { style: 'tabDelimited', allowed: /^[^\t]*$/ },
  pipes: { style: 'pipeDelimited', allowed: /^[^|]*$/ },
  multi: { style: 'form', allowed: /^[^]*$/ },
};
type Format = keyof typeof FORMATS;
const ALL = Object.keys(FORMATS) as Format[];

interface Field {
  readonly written: Made;
  readonly format?: Format;
  readonly value: unknown;
}

/** One value or a list, written as Swagger writes it. */
function fieldOf(random: Random, formats: readonly Format[], allowed?: RegExp): Field {
  const { shapes, chance, pick, textIn } = random;
  const scalar = shapes.scalar();
  if (chance(0.6))
    return { written: scalar.schema, value: scalar.make(textIn(allowed ?? /^[^]*$/)) };
  const format = pick(formats);
  const list = shapes.list(scalar);
  return {
    written: {
      ...list.schema,
      ...(format === 'csv' && chance(0.5) ? {} : { collectionFormat: format }),
    },
    format,
    value: list.make(textIn(allowed ?? FORMATS[format].allowed)),
  };
}

const HEADER = /^(?![\t ])[\t -+\--~\x80-\xff]*(?<![\t ])$/;

export function swaggerOperationOf(random: Random, number: number): Operation {
  const { below, chance, pick } = random;
  const id = `op${String(number)}`;
  const written: Made[] = [];
  const parameters: Parameter[] = [];
  const some = (names: readonly string[], count: number): readonly string[] => [
    ...new Set(Array.from({ length: count }, () => pick(names))),
  ];
  const path = some(NAMES.path, below(3));
  const places = [
    ...path.map((name) => ['path', name] as const),
    ...some(NAMES.query, below(4)).map((name) => ['query', name] as const),
    ...some(NAMES.header, below(3)).map((name) => ['header', name] as const),
  ];
  for (const [place, name] of places) {
    const isQuery = place === 'query';
    const field = fieldOf(random, isQuery ? ALL : ['csv'], place === 'header' ? HEADER : undefined);
    const required = place === 'path' || name in {} || chance(0.4);
    written.push({ name, in: place, ...(required ? { required } : {}), ...field.written });
    if (!required && chance(0.3)) continue;
    const { style } = FORMATS[field.format ?? 'multi'];
    parameters.push({
      ...{ name, in: place, style: isQuery ? style : 'simple', reserved: false },
      explode: isQuery && (field.format ?? 'multi') === 'multi',
      value: field.value,
    });
  }
  const method = pick(['get', 'post', 'post', 'put', 'patch', 'delete']);
  const sent = ['get', 'delete'].includes(method) || chance(0.2) ? undefined : bodyOf(random);
  const security = chance(0.4) ? (chance(0.2) ? [] : requirementsOf(random)) : undefined;
  const { own, item } = partedOf(random, [...written, ...(sent?.written ?? [])]);
  return {
    id,
    method,
    path: `/${id}${path.map((name) => segmentOf(random, name)).join('')}${pick(['', '', '/end'])}`,
    written: {
      operationId: id,
      parameters: own,
      ...(sent?.consumes === undefined ? {} : { consumes: sent.consumes }),
      ...(security === undefined ? {} : { security: writtenRequirements(security) }),
    },
    parameters,
    security,
    item,
    declared: written,
    takesBody:
      sent === undefined
        ? 'no'
        : sent.written.some((each) => each['required'] === true)
          ? 'always'
          : 'sometimes',
    ...(sent?.body === undefined ? {} : { body: sent.body }),
  };
}

interface Sent {
  readonly written: readonly Made[];
  readonly consumes: readonly string[];
  readonly body?: Body;
}

function bodyOf(random: Random): Sent {
  const { below, chance, pick, textIn, shapes } = random;
  if (chance(0.5)) return formOf(random);
  const bytes = (): Uint8Array => Uint8Array.from({ length: below(40) }, () => below(256));
  const any = shapes.any();
  const text = textIn(/^[^]*$/);
  const [types, schema, value] = pick<() => readonly [readonly string[], Made, unknown]>([
    () => [
      pick([['application/json'], ['application/vnd.x+json', 'application/json']]),
      any.schema,
      any.make(text),
    ],
    () => [['text/plain'], { type: 'string' }, text()],
    () => [['application/octet-stream'], { type: 'string', format: 'binary' }, bytes()],
  ])();
  const required = chance(0.6);
  const type = pick(types);
  const several = types.length > 1;
  return {
    written: [{ name: 'whatever', in: 'body', ...(required ? { required } : {}), schema }],
    consumes: types,
    ...(required || chance(0.7) ? { body: { type, value, encoding: {}, several } } : {}),
  };
}

function formOf(random: Random): Sent {
  const { below, chance, pick } = random;
  const files = chance(0.3);
  const both = ['multipart/form-data', 'application/x-www-form-urlencoded'];
  const types = files ? both.slice(0, 1) : pick([both, both.slice(0, 1), both.slice(1)]);
  const given = Array.from({ length: 1 + below(4) }, () => pick(NAMES.query));
  const names = [...new Set(given.map((name) => (name === 'constructor' ? 'q' : name)))];
  const encoding: Record<string, Made> = Object.create(null) as Record<string, Made>;
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const written = names.map((name): Made => {
    const required = chance(0.3);
    const isGiven = required || chance(0.8);
    const head = { name, in: 'formData', ...(required ? { required } : {}) };
    if (files && chance(0.6)) {
      const bytes = Uint8Array.from({ length: below(40) }, () => below(256));
      const file = new File([bytes], pick(['a.txt', 'é "x".png']), {
        type: pick(['', 'image/png']),
      });
      if (isGiven) value[name] = chance(0.5) ? bytes : file;
      return { ...head, type: 'file' };
    }
    const field = fieldOf(random, ALL);
    if (isGiven) value[name] = field.value;
    if (field.format !== undefined && field.format !== 'multi')
      encoding[name] = { style: FORMATS[field.format].style, explode: false };
    return { ...head, ...field.written };
  });
  const type = pick(types);
  const several = types.length > 1;
  const isLeft = !written.some((each) => each['required'] === true) && chance(0.2);
  return {
    written,
    consumes: types,
    ...(isLeft ? {} : { body: { type, value, encoding, several } }),
  };
}
