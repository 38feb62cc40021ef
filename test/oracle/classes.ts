/** Why our types differ from those of openapi-typescript, where they are meant to. */

import ts from 'typescript';
import { isObject, type Json, type JsonObject } from '../documents/documents.js';
import type { Found } from './oracle.js';
import { membersOf } from './types.js';

/** The classes of differences that are meant, in the order in which they are asked. */
export const CLASSES = {
  bytes: 'Files and bytes are what platforms have for them; theirs are strings.',
  open: 'Of any text with values that are known, ours are completed by editors; theirs is any text.',
  answer:
    'Where nobody says what is in an answer, ours is what comes, of a type that is not known; theirs is nothing.',
  method:
    'Methods beyond those of OpenAPI 3.1 are functions like any other; theirs leaves them out.',
  parameters:
    'The parameters of a path are those that stand in it, and one with a media type has the type of its schema; theirs are those that are declared, and a string.',
  form: 'A form of Swagger 2.0 with required fields is required; the converter in front of theirs forgets that.',
  discriminator:
    'A discriminator makes a union of the heirs, each with its own tags; theirs keeps the parent, and takes names of schemas for tags.',
  null: 'Null is allowed by `x-nullable`, beside `$ref`, and by `type: "null"` in any version, and not by an enum without it.',
  tuple: 'A tuple without an end may go on; theirs ends.',
  enum: 'The values of an enum are read as its type, where they are written as another; one without values is none.',
  any: 'A type that is made of itself alone, a format without a type, and a schema that is none: ours says what can be said.',
  required:
    'What is required is so wherever it says so: in another part, in an alternative, and where no property of that name is described.',
  closed: 'An object without properties that allows none is empty; theirs may hold anything.',
  conditions:
    'What `if`, `dependentSchemas`, `propertyNames` and `not` describe is in the type; theirs does not read them.',
  composition:
    'Parts beside `anyOf`, and parts that contradict each other, are merged; theirs is a union or `never`.',
} as const;

export type Class = keyof typeof CLASSES;

const METHODS = /\/(?:get|put|post|delete|options|head|patch|trace)$/;

/** The class of a difference; undefined where nothing says that it is meant. */
export function classOf(found: Found, document: JsonObject): Class | undefined {
  const { pointer, path, what, ours, theirs, left, rest } = found;
  const mine = left ?? (ours === undefined ? [] : membersOf(ours));
  const other = rest ?? (theirs === undefined ? [] : membersOf(theirs));
  const isNull = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.Null) !== 0;
  const bytes = mine.filter((each) => !isNull(each));
  if (bytes.length > 0 && bytes.every(isBytes)) return 'bytes';
  if (mine.some(isOpenText)) return 'open';
  if (path === '/responses/success' && mine.every(isAny) && other.every(isNever)) return 'answer';
  if (pointer.startsWith('/paths/') && path === '' && !METHODS.test(pointer)) return 'method';
  const { keys, values } = keywords(document, pointer);
  if (path.startsWith('/parameters/path')) return 'parameters';
  if (path.startsWith('/parameters/') && keys.has('content')) return 'parameters';
  if (what === 'optional' && path.startsWith('/requestBody/'))
    return typeof document['swagger'] === 'string' ? 'form' : undefined;
  if (keys.has('discriminator') || inherits(document, pointer)) return 'discriminator';
  const nulls =
    [...mine, ...other].some(isNull) && [mine, other].every((each) => each.every(isNull));
  const lone = mine.length === 1 && mine.every(isNull);
  if (nulls || lone) return 'null';
  if (what === 'type' && /^\[/.test(shown(found.text[0])) && /^\[/.test(shown(found.text[1])))
    return 'tuple';
  if (keys.has('enum') && (texts(found) || (other.length > 0 && other.every(isNever))))
    return 'enum';
  if (what === 'type' && [mine, other].some((each) => each.length > 0 && each.every(isAny)))
    return 'any';
  if (what === 'optional') return 'required';
  const undescribed = what === 'property' && theirs === undefined;
  if (undescribed && mine.every((each) => (each.flags & ts.TypeFlags.Unknown) !== 0))
    return 'required';
  if (what === 'index' && ours === undefined && values.has('additionalProperties: false'))
    return 'closed';
  if (CONDITIONS.some((each) => keys.has(each))) return 'conditions';
  if (keys.has('anyOf') || keys.has('oneOf'))
    return keys.has('required') ? 'required' : 'composition';
  return keys.has('allOf') ? 'composition' : undefined;
}

/** `string & {}`. */
const isOpenText = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.some((each) => (each.flags & ts.TypeFlags.String) !== 0);

const CONDITIONS = ['if', 'then', 'else', 'dependentSchemas', 'propertyNames', 'not'];
const shown = (text: string | undefined): string => (text ?? '').replace(/^readonly /, '');

/** Whether both are the same values, one of them in quotes. */
function texts({ text: [ours, theirs] }: Found): boolean {
  const plain = (text: string): string => text.replaceAll('"', '').split(' | ').sort().join();
  return plain(ours) === plain(theirs);
}

function isBytes(type: ts.Type): boolean {
  const name = type.getSymbol()?.name ?? '';
  return /^(?:MinimalBlob|WebBlob|ArrayBuffer|ArrayBufferView|AsyncIterable|ByteStream)$/.test(
    name,
  );
}

const isNever = ({ flags }: ts.Type): boolean =>
  (flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined)) !== 0;
const isAny = ({ flags }: ts.Type): boolean =>
  (flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0;

interface Keywords {
  readonly keys: ReadonlySet<string>;
  /** `key: value` of what is no object. */
  readonly values: ReadonlySet<string>;
}

/** The keys of all that a pointer leads to, and of what that refers to. */
function keywords(document: JsonObject, pointer: string): Keywords {
  const keys = new Set<string>();
  const values = new Set<string>();
  const seen = new Set<Json>();
  const visit = (value: Json | undefined): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, each] of Object.entries(value)) {
      keys.add(key);
      if (typeof each !== 'object') values.add(`${key}: ${String(each)}`);
      visit(key === '$ref' && typeof each === 'string' ? at(document, each.slice(1)) : each);
    }
  };
  visit(at(document, pointer));
  return { keys, values };
}

/** What a pointer leads to; schemas of Swagger 2.0 stand elsewhere. */
function at(document: JsonObject, pointer: string): Json | undefined {
  const swagger = typeof document['swagger'] === 'string';
  const whole = swagger ? pointer.replace(/^\/components\/schemas\//, '/definitions/') : pointer;
  let found: Json | undefined = document;
  for (const part of whole.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isObject(found)
      ? found[key]
      : Array.isArray(found)
        ? (found as Json[])[Number(key)]
        : undefined;
  }
  return found;
}

/** Whether a schema is one of those between which a discriminator tells, by its mapping or its members. */
function inherits(document: JsonObject, pointer: string): boolean {
  const name = pointer.split('/').at(-1) ?? '';
  const seen = new Set<Json>();
  const visit = (value: Json): boolean => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return false;
    seen.add(value);
    if (isObject(value) && 'discriminator' in value) {
      const text = JSON.stringify([value['discriminator'], value['oneOf'], value['anyOf']]);
      if (text.includes(`/${name}"`) || text.includes(`:"${name}"`)) return true;
    }
    return Object.values(value).some((each) => visit(each));
  };
  return pointer.startsWith('/components/schemas/') && visit(document);
}
