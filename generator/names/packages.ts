/** Names of types as languages with packages write them: the type, and as much of its package as tells it from others. */

import { RESERVED_WORDS } from '../print/ident.js';
import { pascal } from '../words.js';

/** `io.k8s.api.core.v1.Pod`: in a package of a domain or of a vendor, as Go, Java and .NET have them. */
const OF_A_DOMAIN =
  /^(?:com|dev|edu|github|gitlab|google|gov|io|microsoft|net|org|system)(?:\.[\w-]+){2,20}$/i;

/** `models.Pet`, `acme.pets.v1.Pet`, `acme.v1.Pet.Kind`: packages are in small letters, and types are not. */
const OF_PACKAGES = /^((?:[a-z][a-z0-9_]*\.){1,19})([A-Z][\w+]*(?:\.[A-Z]\w*){0,4})$/;

/** `github_com_acme_shop_models`, `internal_pets`: the way to a package of Go has marks of its own. */
const WAY_OF_GO =
  /^(?:[a-z0-9_]+_(?:com|dev|io|net|org)_|(?:api|app|backend|cmd|domain|internal|modules|pkg|server|src)_)|_(?:api|controllers?|domain|dtos?|entit(?:y|ies)|handlers?|https?|models?|requests?|responses?|rest|schemas?|services?|types?|views?|v\d+)$/;

/** `Acme.Shop.Contracts.Pet`, `Acme.Models.Pet`, and not `Session.Info`. */
const OF_NAMESPACES = /^(?:[A-Z]\w*\.){1,19}[A-Z][\w+]*$/;
const HOLDS_TYPES =
  /^(?:API|Api|Application|Common|Contracts|Core|Domain|Dtos?|DTOs?|Entities|Models|Schemas|Shared|ViewModels)$/;

/** The same below another: `Acme.Model.Pet`, and not `Model.Version`. */
const HOLDS_SOME = /^(?:Definitions|Model|Types)$/;

/** What says nothing without what it is of: `handlers.Request`, `user.Created`. */
const OF_ANOTHER =
  /^(?:[A-Z][a-z]*ed|Body|Config|Data|Dto|Enum|Errors?|Info|Input|Items?|Kind|List|Map|Meta|Metadata|Model|Object|Options|Output|Page|Parameters?|Params|Request|Response|Result|State|Status|Types?|Value)$/;

/**
 * Pydantic writes what it knows of a field behind its type:
 * `Page_Annotated_Union_Cat__Dog___FieldInfo_annotation_NoneType__required_True__discriminator__kind____`.
 */
const OF_FIELD = /_FieldInfo_annotation_(?:(?!_Annotated_)\w)*/g;

/** From the shortest; empty for what is in no package. */
export function* unpackaged(written: string): Generator<string, void> {
  const plain = written.replace(OF_FIELD, '');
  if (plain !== written) yield pascal(plain.replace(/(?<=^|_)Annotated_/g, ''));
  const types = typesIn(written);
  if (types.length > 1) {
    const isNet = written.includes('`') || isBracketed(written);
    const before = types.slice(0, -1).map((each) => ownName(each, isNet));
    const last = types.at(-1) ?? '';
    yield pascal([...before, ownName(last, isNet)].join(' '));
    // `PageModelsPet` and `PageToysPet`, of pets in two packages.
    if (partsOf(last).length > 2) yield pascal([...before, ...partsOf(last).slice(-2)].join(' '));
  }
  if (types.length !== 1) return;
  const parts = partsOf(written);
  // `Pet.PetStatus`
  const [first = '', own = ''] = parts.length > 1 ? [] : written.split('.');
  if (
    OF_NAMESPACES.test(written) &&
    own.startsWith(first) &&
    /^\p{Lu}/u.test(own.slice(first.length))
  )
    yield pascal(written.slice(first.length + 1));
  const isOpen = OF_A_DOMAIN.test(written);
  for (let from = parts.length - 1; from > 0; from--) {
    const few = parts.slice(from).filter((each) => !/^v\d\w*$/i.test(each));
    const isBare = few.length === 1 && OF_ANOTHER.test(few[0] ?? '');
    if (isOpen || !isBare) yield pascal(parts.slice(from).join('.'));
  }
}

/** The parts of a name in a package; one alone where it is in none. */
function partsOf(name: string): readonly string[] {
  if (OF_A_DOMAIN.test(name)) return name.split('.');
  const [, packages = '', own = ''] = OF_PACKAGES.exec(name) ?? [];
  const before = packages.slice(0, -1);
  if (before !== '' && !RESERVED_WORDS.has(before))
    return [...before.split(WAY_OF_GO.test(before) ? /[._]+/ : '.'), own];
  const parts = OF_NAMESPACES.test(name) ? name.split('.') : [];
  const isNamespace =
    parts.length > 3 ||
    parts
      .slice(0, -1)
      .some((each, at) => HOLDS_TYPES.test(each) || (at > 0 && HOLDS_SOME.test(each)));
  return isNamespace ? parts : [name];
}

/** What .NET writes behind a type, which is in no name: how many arguments it takes, and where they come from. */
export function withoutAssembly(written: string): string {
  if (!written.includes('`')) return written;
  return written
    .replace(/, [^,[\]]+(?:, (?:Version|Culture|PublicKeyToken)=[^,[\]]*)+/g, '')
    .replace(/`\d+/g, '');
}

/** `Page[models.Pet]`, ``Acme.Page`1[[Acme.Pet, Acme, Version=…]]`` → the type and its arguments. */
function typesIn(written: string): readonly string[] {
  // Go's swag has no brackets: `web.Page-models_Pet`.
  if (/^[a-z]\w*\.[A-Z]\w*-[\w-]+$/.test(written)) return written.split('-');
  if (isBracketed(written)) return bracketed(written);
  if (!/^\w[\w.+]*[`<[«]/.test(written)) return [written];
  return withoutAssembly(written)
    .split(/[^\p{L}\p{N}_.+]+/u)
    .filter((each) => each !== '');
}

/** Brackets as those write them who have none: `Acme.Page_Acme.Pet_`. */
function isBracketed(written: string): boolean {
  return written.endsWith('_') && written.includes('.') && /^\p{Lu}[\w.]*$/u.test(written);
}

/** The types between lines; those of a package in small letters are its own (`pets.read_pets.Pig`). */
function bracketed(written: string): readonly string[] {
  const types: string[] = [];
  let own: string[] = [];
  let isPackage = false;
  for (const part of written.split('_')) {
    own.push(part);
    const dot = part.lastIndexOf('.');
    if (dot >= 0) isPackage = /\p{Ll}/u.test(part.charAt(dot + 1));
    else if (own.length === 1) isPackage = false;
    if (isPackage) continue;
    types.push(own.join('_'));
    own = [];
  }
  return [...types, own.join('_')].filter((each) => each !== '');
}

/** `Pet` of `Acme.Models.Pet`, and of `models_Pet`. */
function ownName(type: string, isNet: boolean): string {
  const own = isNet ? type.split('.') : partsOf(type);
  return own.at(-1)?.replace(/^(array_)?(?:[a-z0-9]+_)+(?=[A-Z])/, '$1') ?? type;
}
