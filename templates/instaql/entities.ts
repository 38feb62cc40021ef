/** `entities`: the types of each entity, flat and named. */

import type { Attr, Entity, InstaqlStore, LocalType } from '../../generator/ir.js';
import type { EntityPart, Names } from '../../generator/names.js';
import {
  blocks,
  braces,
  code,
  jsdoc,
  key,
  list,
  nothing,
  parenthesized,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import { ENTITY_PARTS } from '../../generator/names.js';
import type { Emitter } from '../../generator/stages.js';
import { entityShape } from './shape.js';
import { outFile, shared, storeOf, typeExports } from './shared.js';
import { typeTexts, type TypeTexts } from './typetext.js';
import {
  ANY,
  attributeValues,
  isOptional,
  lookupsOf,
  STRING,
  UNKNOWN,
  type Lookups,
  type Values,
} from './values.js';

export const entities: Emitter = {
  name: 'entities',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined || !store.declared) return [];
    const texts = typeTexts(store, names);
    const values = attributeValues(store.dates, texts, names);
    const lookups = lookupsOf(store, values);
    if (store.entities.length === 0) return [outFile(store, 'entities', code`export {};`, [])];
    const body = blocks([
      ...store.entities.map((entity) => entityTypes(entity, store, values, lookups, names)),
      ...store.declarations.map((each) => declaration(each, texts, names)),
    ]);
    const exported = store.entities.flatMap((entity) => [
      names.entity(entity.key),
      ...ENTITY_PARTS.map((part) => names.entityPart(entity.key, part)),
    ]);
    const declared = store.declarations.map((each) => names.declaration(each.key));
    return [outFile(store, 'entities', body, typeExports([...exported, ...declared]))];
  },
};

function entityTypes(
  entity: Entity,
  store: InstaqlStore,
  values: Values,
  lookups: Lookups,
  names: Names,
): Code {
  const name = names.entity(entity.key);
  const part = (each: EntityPart): string => names.entityPart(entity.key, each);
  const attrs = entity.attrs.filter((attr) => attr.key !== 'id');
  const demanded = attrs.filter((attr) => !isOptional(attr));
  return blocks([
    code`
      ${jsdoc({ comment: entity.doc, source: entity.key })}
      export interface ${name} ${braces([code`id: string`, ...attrs.map((attr) => readMember(attr, values))])}
    `,
    code`
      export interface ${part('Update')} ${braces(orNone(attrs.map((attr) => writeMember(attr, values))))}
    `,
    code`
      export interface ${part('Create')} extends ${part('Update')} ${braces(
        demanded.map((attr) => code`${key(attr.key)}: ${union(values.write(attr))}`),
      )}
    `,
    code`
      export interface ${part('Links')} ${braces(
        orNone(
          entity.links.map((link) => linkMember(link, lookups, names)),
          NO_LINKS,
        ),
      )}
    `,
    code`
      export interface ${part('Where')} ${braces(whereMembers(entity, values, names))}
    `,
    code`
      export interface ${part('OrderBy')} ${braces(
        [...attrs.filter(isSortable).map((attr) => key(attr.key)), code`serverCreatedAt`].map(
          (each) => code`${each}?: ${shared('Direction', names)} | undefined`,
        ),
      )}
    `,
    code`
      export type ${part('Fields')} = keyof ${name};
    `,
    code`
      export interface ${part('Subquery')} ${braces([
        code`$?: ${union([
          code`${shared('NodeOptions', names)}${list('<', [part('Where'), part('OrderBy'), part('Fields')], { trailingComma: false })}`,
          code`undefined`,
        ])}`,
        ...entity.links
          .filter((link) => link.label !== '$')
          .map(
            (link) =>
              code`${key(link.label)}?: ${union([names.entityPart(link.entity, 'Subquery'), code`undefined`])}`,
          ),
      ])}
    `,
    entityShape(entity, store, lookups, names),
  ]);
}

function readMember(attr: Attr, values: Values): Code {
  const type = values.read(attr);
  return code`
    ${jsdoc({ comment: attr.doc })}
    ${key(attr.key)}${isOptional(attr) ? code`?` : nothing}: ${union(isOptional(attr) ? orNull(type) : type)}
  `;
}

function writeMember(attr: Attr, values: Values): Code {
  const type = values.write(attr);
  const whole = takesAll(type)
    ? type
    : [...(isOptional(attr) ? orNull(type) : type), code`undefined`];
  return code`
    ${jsdoc({ comment: attr.doc })}
    ${key(attr.key)}?: ${union(whole)}
  `;
}

/** A list of more pairs than these stands in the shape of its entity alone, and not at each link that leads there. */
const PAIRS = 4;

/** An id, or a lookup by what is unique at the other end. */
function linkMember(link: Entity['links'][number], lookups: Lookups, names: Names): Code {
  const unique = [...(lookups.get(link.entity) ?? [])];
  const pairs =
    unique.length > PAIRS
      ? [code`${shared('Pairs', names)}<${names.entityPart(link.entity, 'Shape')}['unique']>`]
      : unique.map(([name, types]) => code`[${string(name)}, ${union(types)}]`);
  const to = shared(link.has === 'many' ? 'LinkToMany' : 'LinkTo', names);
  const type = pairs.length === 0 ? to : code`${to}${parenthesized(pairs, ['<', '>'])}`;
  return code`
    ${jsdoc({ comment: link.doc })}
    ${key(link.label)}?: ${union([type, code`undefined`])}
  `;
}

/** Attributes and links in one: a label that is an attribute's name too takes what either takes. */
function whereMembers(entity: Entity, values: Values, names: Names): readonly Code[] {
  const filters = new Map<string, readonly Code[]>([
    ['id', [code`string`, code`${shared('OptionalUnindexedFilter', names)}<string>`]],
  ]);
  for (const attr of entity.attrs) {
    if (attr.key !== 'id') filters.set(attr.key, values.filter(attr));
  }
  const id = code`string`;
  const ids = code`${shared('OptionalUnindexedFilter', names)}<string>`;
  for (const link of entity.links) {
    const attr = filters.get(link.label) ?? [];
    filters.set(link.label, attr[0] === STRING ? [...attr, ids] : [...attr, id, ids]);
  }
  const legs = code`readonly ${names.entityPart(entity.key, 'Where')}[]`;
  for (const word of ['and', 'or']) filters.set(word, [...(filters.get(word) ?? []), legs]);
  return [
    ...[...filters].map(
      ([name, types]) => code`${key(name)}?: ${union([...types, code`undefined`])}`,
    ),
    ...pathMember(entity, names),
  ];
}

/** Any dotted path that begins with a link of the entity: where it ends, only the check of a call can say. */
function pathMember(entity: Entity, names: Names): readonly Code[] {
  if (entity.links.length === 0) return [];
  const links = names.entityPart(entity.key, 'Links');
  return [code`[path: \`\${keyof ${links}}.\${string}\`]: unknown`];
}

/** The server sorts by indexed attributes whose type it checks. */
function isSortable(attr: Attr): boolean {
  return attr.indexed && attr.type !== 'json' && attr.type !== 'any';
}

/** An interface without members takes any object: this one takes none that has a key. */
function orNone(members: readonly Code[], none = code`never`): readonly Code[] {
  return members.length > 0 ? members : [code`readonly [name: string]: ${none}`];
}

/** What the compiler says where one is given. */
const NO_LINKS = code`{ readonly 'is not a link: the entity has none': never }`;

function orNull(type: readonly Code[]): readonly Code[] {
  return takesAll(type) ? type : [...type, code`null`];
}

function takesAll(type: readonly Code[]): boolean {
  return type.length === 1 && (type[0] === UNKNOWN || type[0] === ANY);
}

function declaration(type: LocalType, texts: TypeTexts, names: Names): Code {
  const name = names.declaration(type.key);
  const parameters =
    type.parameters === undefined ? nothing : code`<${texts.render(type.parameters)}>`;
  if (type.declares === 'alias') {
    return code`
      ${jsdoc({ comment: type.doc })}
      export type ${name}${parameters} = ${texts.render(type.type)};
    `;
  }
  const heading =
    type.heritage === undefined
      ? code`${name}${parameters}`
      : code`${name}${parameters} extends ${texts.render(type.heritage)}`;
  return code`
    ${jsdoc({ comment: type.doc })}
    export interface ${heading} ${texts.render(type.type)}
  `;
}
