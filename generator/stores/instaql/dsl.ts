import { nearest } from '../../diagnostics.js';
import { problem } from './problem.js';
import type { Reading } from './reading.js';
import {
  describe,
  unread,
  type AttrType,
  type AttrValue,
  type EntityValue,
  type Located,
  type MethodValue,
  type SchemaValue,
  type TypeUse,
  type Value,
} from './values.js';

const ATTR_TYPES: ReadonlyMap<string, AttrType> = new Map(
  (['string', 'number', 'boolean', 'date', 'json', 'any'] as const).map((type) => [type, type]),
);

/** Whether `i` has a member of that name. */
export function isDslName(name: string): boolean {
  return ATTR_TYPES.has(name) || name === 'entity' || name === 'schema' || name === 'graph';
}

/** The call of a method of `i`, or of something that `i` made. */
export function callMethod(
  reading: Reading,
  method: MethodValue,
  args: readonly Value[],
  types: readonly TypeUse[],
  origin: Located,
): Value {
  const { of, name } = method;
  switch (of.kind) {
    case 'dsl':
      return construct(reading, name, args, types, origin);
    case 'attr':
      return modify(of, method);
    case 'entity':
      return callEntity(of, method, types);
    case 'schema':
      return callSchema(reading, of, method);
  }
}

function construct(
  reading: Reading,
  name: string,
  args: readonly Value[],
  types: readonly TypeUse[],
  origin: Located,
): Value {
  const type = ATTR_TYPES.get(name);
  if (type !== undefined) {
    const [typed] = types;
    return {
      kind: 'attr',
      type,
      required: true,
      clientRequired: false,
      indexed: false,
      unique: false,
      ...(typed === undefined ? {} : { typed }),
      origin,
    };
  }
  if (name === 'entity') {
    return { kind: 'entity', attrs: args[0] ?? missing(origin, 'attributes'), origin };
  }
  if (name === 'schema') return schemaOf(reading, args[0], origin);
  return graphOf(reading, args, origin);
}

function schemaOf(reading: Reading, sections: Value | undefined, origin: Located): Value {
  if (sections === undefined) return missing(origin, 'sections');
  if (sections.kind === 'schema' || sections.kind === 'unread') return sections;
  if (sections.kind !== 'object') {
    return unread(
      'wrong-argument',
      origin,
      `i.schema() is given ${describe(sections)}.`,
      'Give it an object: i.schema({ entities: { … }, links: { … }, rooms: { … } }).',
    );
  }
  const { entries } = sections;
  const known = ['entities', 'links', 'rooms'];
  for (const [key, entry] of entries) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    reading.report(
      problem(
        'warning',
        'unknown-section',
        entry.name,
        `A schema has no section '${key}'; it is ignored.`,
        meant === undefined ? 'Remove it.' : `Did you mean '${meant}'?`,
      ),
    );
  }
  const [lost] = sections.unread;
  const section = (key: string): Value =>
    entries.get(key)?.value ?? lost ?? { kind: 'literal', value: undefined, origin };
  const entities = entries.get('entities')?.value ?? lost ?? missing(origin, 'entities');
  return { kind: 'schema', entities, links: section('links'), rooms: section('rooms'), origin };
}

/** `i.graph(entities, links)`, and its oldest form with the app's id first. */
function graphOf(reading: Reading, args: readonly Value[], origin: Located): Value {
  const oldest = args.length > 2 || (args.length > 0 && args[0]?.kind === 'literal');
  if (oldest) {
    reading.report(
      problem(
        'warning',
        'graph-with-app-id',
        origin,
        'i.graph() no longer takes an app id: the official packages throw here.',
        'Write i.schema({ entities, links }).',
      ),
    );
  }
  const [entities, links] = oldest ? args.slice(1) : args;
  const nothing: Value = { kind: 'literal', value: undefined, origin };
  return {
    kind: 'schema',
    entities: entities ?? missing(origin, 'entities'),
    links: links ?? nothing,
    rooms: nothing,
    origin,
  };
}

const MODIFIERS = ['optional', 'indexed', 'unique', 'clientRequired'];

function modify(attr: AttrValue, method: MethodValue): Value {
  switch (method.name) {
    case 'optional':
      return { ...attr, required: false, clientRequired: false };
    case 'clientRequired':
      return { ...attr, required: false, clientRequired: true };
    case 'indexed':
      return { ...attr, indexed: true };
    case 'unique':
      return { ...attr, unique: true };
    default:
      return unknownMethod('An attribute', method, MODIFIERS);
  }
}

function callEntity(entity: EntityValue, method: MethodValue, types: readonly TypeUse[]): Value {
  if (method.name !== 'asType') return unknownMethod('An entity', method, ['asType']);
  const [asType] = types;
  return asType === undefined ? entity : { ...entity, asType };
}

function callSchema(reading: Reading, schema: SchemaValue, method: MethodValue): Value {
  if (method.name !== 'withRoomSchema') {
    return unknownMethod('A schema', method, ['withRoomSchema']);
  }
  reading.report(
    problem(
      'note',
      'rooms-as-type',
      method.origin,
      'Rooms given as a type have no attributes that can be read; rooms stay untyped.',
      'Write them as values: i.schema({ …, rooms: { … } }).',
    ),
  );
  return { ...schema, rooms: { kind: 'literal', value: undefined, origin: method.origin } };
}

function unknownMethod(owner: string, method: MethodValue, known: readonly string[]): Value {
  const meant = nearest(method.name, known);
  return unread(
    'unknown-method',
    method.origin,
    `${owner} has no method '${method.name}'.`,
    meant === undefined ? `Remove it; there is ${known.join(', ')}.` : `Did you mean .${meant}()?`,
  );
}

function missing(origin: Located, what: string): Value {
  return unread(
    'wrong-argument',
    origin,
    `The ${what} are missing here.`,
    'Write i.schema({ entities: { name: i.entity({ … }) } }).',
  );
}
