/** The parts of an operation: parameters, bodies, results and errors of ours beside theirs. */

import ts from 'typescript';
import {
  differences,
  memberDifferences,
  membersOf,
  propertiesOf,
  propertyOf,
  type Comparison,
  type Difference,
} from './types.js';

type MediaKind = 'typed' | 'text' | 'bytes' | 'stream' | 'any';

/** What a media type is for a program: its schema's type, text, bytes, a stream, or nobody knows. */
function kindOf(mediaType: string): MediaKind {
  const type = mediaType.replace(/;.*/, '').trim().toLowerCase();
  if (/event-stream|ndjson|jsonl|json-?lines|json-seq|json-stream|stream\+json/.test(type))
    return 'stream';
  if (/json5?$|x-www-form-urlencoded$|^multipart\/(?!\*)/.test(type)) return 'typed';
  if (/^text\/(?!\*)|xml$|yaml$|graphql|javascript|jwt$/.test(type)) return 'text';
  if (/^(?:image|audio|video|font)\//.test(type)) return 'bytes';
  return 'any';
}

const GROUPS = [
  ['path', 'path'],
  ['query', 'query'],
  ['headers', 'header'],
  ['cookies', 'cookie'],
] as const;

/** Ours is a union where the body may be of several media types; the parameters are the same in all of them. */
export function parameters(
  comparison: Comparison,
  request: ts.Type,
  theirs: ts.Type,
): readonly Difference[] {
  const [ours = request] = membersOf(request);
  const sent = propertyOf(comparison, theirs, 'parameters')?.type;
  return GROUPS.flatMap(([name, theirName]) => {
    const [our, their] = [
      propertyOf(comparison, ours, name),
      sent && propertyOf(comparison, sent, theirName),
    ];
    const none = their === undefined || isNever(their.type);
    if (our === undefined && none) return [];
    const path = `/parameters/${name}`;
    if (our === undefined || none) {
      const types = { ours: our?.type, theirs: their?.type };
      return [{ path, what: 'property' as const, ...types }];
    }
    return differences(comparison, our.type, their.type, path);
  });
}

export function bodies(
  comparison: Comparison,
  request: ts.Type,
  theirs: ts.Type,
): readonly Difference[] {
  const their = propertyOf(comparison, theirs, 'requestBody');
  const content = their && contentOf(comparison, their.type);
  const ours = new Map<string, ts.Type | undefined>();
  for (const each of membersOf(request)) {
    const type = propertyOf(comparison, each, 'contentType')?.type;
    ours.set(type?.isStringLiteral() === true ? type.value : '', each);
  }
  return (content ?? []).flatMap(([mediaType, type]) => {
    const path = `/requestBody/${mediaType.replaceAll('/', '~1')}`;
    const member = ours.get(mediaType) ?? ours.get('');
    const body = member && propertyOf(comparison, member, 'body');
    if (body === undefined)
      return isNever(type) ? [] : [{ path, what: 'property' as const, ours: body, theirs: type }];
    const optional = body.optional === their?.optional;
    return [
      ...(optional ? [] : [{ path, what: 'optional' as const, ours: body.type, theirs: type }]),
      ...bodyOf(comparison, membersOf(body.type), [[mediaType, type]], path),
    ];
  });
}

/** The result of a call: all that a success may be. */
export function results(
  comparison: Comparison,
  response: ts.Type,
  theirs: ts.Type,
  method: string,
): readonly Difference[] {
  const all = responsesOf(comparison, theirs);
  const named = all.filter(([status]) => /^2/.test(status));
  const successes = named.length > 0 ? named : all.filter(([status]) => status === 'default');
  const answers = successes.map(([status, type]) =>
    method === 'head' || /^20[45]$/.test(status) ? [] : (contentOf(comparison, type) ?? []),
  );
  // What a redirect leads to is in no document.
  if (successes.length === 0 && all.some(([status]) => status.startsWith('3'))) return [];
  const ours = membersOf(response).filter((each) => !isVoid(each));
  const path = '/responses/success';
  const silent = answers.some((each) => each.length === 0);
  const saysVoid = ours.length < membersOf(response).length;
  const wrong = answers.length > 0 && silent !== saysVoid && !ours.some(isUnknown);
  return [
    ...(wrong ? [{ path, what: 'members' as const, ours: response, theirs }] : []),
    ...bodyOf(comparison, ours, answers.flat(), path),
  ];
}

/** Bodies of errors by status. Where they are JSON they are typed, and text otherwise. */
export function errors(
  comparison: Comparison,
  ours: ts.Type,
  theirs: ts.Type,
  method: string,
): readonly Difference[] {
  const refusals = responsesOf(comparison, theirs).filter(([status]) => !/^[12]/.test(status));
  const statuses = new Set([
    ...propertiesOf(comparison, ours).map((each) =>
      each.toUpperCase().replace('DEFAULT', 'default'),
    ),
    ...refusals.map(([status]) => status.toUpperCase().replace('DEFAULT', 'default')),
  ]);
  return [...statuses].flatMap((status): readonly Difference[] => {
    const path = `/responses/${status}`;
    const our = propertyOf(comparison, ours, status);
    const their = refusals.find(([each]) => each.toLowerCase() === status.toLowerCase())?.[1];
    if (our === undefined || their === undefined)
      return [{ path, what: 'property', ours: our?.type, theirs: their }];
    const content = method === 'head' ? [] : (contentOf(comparison, their) ?? []);
    if (content.length === 0)
      return isUnknown(our.type) ? [] : [{ path, what: 'type', ours: our.type, theirs: their }];
    const json = content.filter(([mediaType]) => /json/.test(mediaType));
    return bodyOf(comparison, membersOf(our.type), json.length > 0 ? json : content, path, true);
  });
}

type Content = readonly (readonly [mediaType: string, type: ts.Type])[];

/** What a body may be, of one or several media types. */
function bodyOf(
  comparison: Comparison,
  ours: readonly ts.Type[],
  content: Content,
  path: string,
  error = false,
): readonly Difference[] {
  const kinds = new Set(content.map(([mediaType]) => kindOf(mediaType)));
  const typed = content.filter(([mediaType]) => kindOf(mediaType) === 'typed');
  const theirs = typed.flatMap(([, type]) => membersOf(type));
  const loose = content.filter(([mediaType]) => kindOf(mediaType) !== 'typed');
  // Of what nobody can know, both readings do.
  if (kinds.has('any') && ours.some((each) => isUnknown(each) || isBytes(each))) {
    const rest = ours.filter((each) => !isUnknown(each) && !isBytes(each) && !isText(each));
    return rest.length === 0 && theirs.length === 0
      ? []
      : memberDifferences(comparison, rest, theirs, path);
  }
  const rest = ours.filter((each) => {
    if (isStream(each)) return !kinds.has('stream') || error;
    if (isBytes(each)) return !kinds.has('bytes') && !kinds.has('any');
    return true;
  });
  const texts = loose.flatMap(([, type]) => membersOf(type)).filter(isTextual);
  const left = rest.filter(
    (each) =>
      !(
        isText(each) &&
        (kinds.has('text') || (error && loose.length > 0)) &&
        !theirs.some(isText)
      ) && !(isTextual(each) && texts.includes(each) && !theirs.includes(each)),
  );
  const others = loose
    .filter(([mediaType]) => kindOf(mediaType) === 'any')
    .flatMap(([, type]) => membersOf(type));
  const missing = others.filter((each) => !left.includes(each) && !theirs.includes(each));
  const wanted = [...theirs, ...(left.length > 0 ? missing : [])];
  return memberDifferences(comparison, left, wanted, path);
}

function responsesOf(
  comparison: Comparison,
  theirs: ts.Type,
): readonly (readonly [string, ts.Type])[] {
  const responses = propertyOf(comparison, theirs, 'responses')?.type;
  if (responses === undefined) return [];
  return propertiesOf(comparison, responses).flatMap((status) => {
    const type = propertyOf(comparison, responses, status)?.type;
    return type === undefined ? [] : [[status, type] as const];
  });
}

function contentOf(comparison: Comparison, theirs: ts.Type): Content | undefined {
  const content = propertyOf(comparison, theirs, 'content')?.type;
  if (content === undefined || isNever(content)) return undefined;
  return propertiesOf(comparison, content).flatMap((mediaType) => {
    const type = propertyOf(comparison, content, mediaType)?.type;
    return type === undefined ? [] : [[mediaType, type] as const];
  });
}

const has = (type: ts.Type, flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
const named = (type: ts.Type): string => type.getSymbol()?.name ?? '';
const isNever = (type: ts.Type): boolean => has(type, ts.TypeFlags.Never | ts.TypeFlags.Undefined);
const isVoid = (type: ts.Type): boolean => has(type, ts.TypeFlags.Void | ts.TypeFlags.Undefined);
const isUnknown = (type: ts.Type): boolean => has(type, ts.TypeFlags.Unknown | ts.TypeFlags.Any);
const isText = (type: ts.Type): boolean => has(type, ts.TypeFlags.String);
const isTextual = (type: ts.Type): boolean =>
  has(
    type,
    ts.TypeFlags.StringLike |
      ts.TypeFlags.NumberLike |
      ts.TypeFlags.BooleanLike |
      ts.TypeFlags.Null,
  );
const isStream = (type: ts.Type): boolean => named(type) === 'AsyncIterable';
const isBytes = (type: ts.Type): boolean =>
  /^(?:MinimalBlob|WebBlob|WebBinary|Uint8Array|ArrayBuffer|WebReadableStream)/.test(named(type));
