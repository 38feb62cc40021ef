/** How the parts of forms and multipart bodies are written, where that is not the usual way. */

import {
  type Api,
  braces,
  type Code,
  code,
  type Content,
  inlineBraces,
  type Names,
  objectKey,
  type PartEncoding,
  type Schema,
  string,
} from '../../generator/emit.js';
import { runtimeName } from './code.js';
import { isFormData, leaves, mediaKind } from './media.js';

interface Part {
  readonly type?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly reserved?: boolean;
}

type Parts = ReadonlyMap<string, Part>;

/** The table of parts by property; one that two contents of an operation have stands there once. */
export function partsTable(contents: readonly Content[], api: Api, names: Names): Code | undefined {
  return tableOf(joined(contents, api), names);
}

/** The tables by media type, where one for all of them would say of a part what only one of them has. */
export function partsByType(
  contents: readonly Content[],
  api: Api,
  names: Names,
): Code | undefined {
  const all = joined(contents, api);
  const isOne = contents.every((content) => {
    const own = joined([content], api);
    const used = usedOf(content, api);
    return [...all].every(([property, part]) => used(part) === used(own.get(property) ?? {}));
  });
  if (isOne) return undefined;
  const rows = contents.flatMap((content) => {
    const table = tableOf(joined([content], api), names);
    return table === undefined ? [] : [code`${objectKey(content.mediaType)}: ${table}`];
  });
  return braces(rows, ',');
}

function joined(contents: readonly Content[], api: Api): Parts {
  const parts = new Map<string, Part>();
  for (const content of contents) {
    for (const encoding of content.encoding) {
      const part = { ...partOf(encoding, content, api), ...parts.get(encoding.property) };
      parts.set(encoding.property, part);
    }
  }
  return parts;
}

/** What the writer of a content reads of a part, to be compared. */
function usedOf(content: Content, api: Api): (part: Part) => string {
  switch (mediaKind(content, api)) {
    case 'form':
      return ({ style, explode, reserved }) => JSON.stringify(style && [style, explode, reserved]);
    case 'multipart': {
      const isStyled = hasStyles(content, api);
      return ({ type, style, explode }) =>
        JSON.stringify([type, isStyled && style && [style, explode]]);
    }
    default:
      return () => '';
  }
}

function tableOf(parts: Parts, names: Names): Code | undefined {
  const rows = [...parts].flatMap(([property, { type, style, explode, reserved }]) => {
    const members = [
      type !== undefined && code`contentType: ${string(type)}`,
      style !== undefined && code`style: ${runtimeName(style, names)}`,
      explode === false && code`explode: false`,
      reserved === true && code`reserved: true`,
    ].filter((member) => member !== false);
    // What stands for all others does not stand for a part that is as usual.
    return members.length === 0 && !parts.has('*')
      ? []
      : [code`${objectKey(property)}: ${inlineBraces(members, ',')}`];
  });
  return rows.length === 0 ? undefined : braces(rows, ',');
}

/** Whether a multipart body has parts that a style writes. */
export function hasStyles(content: Content, api: Api): boolean {
  return content.encoding.some((each) => partOf(each, content, api).style !== undefined);
}

function partOf(encoding: PartEncoding, content: Content, api: Api): Part {
  const { property, style, explode, allowReserved } = encoding;
  // Only a form repeats names without being told.
  const repeats = explode ?? /^(?:form|deepObject)$/.test(style ?? 'form');
  const styled = { style: style ?? 'form', ...(repeats ? {} : { explode: false }) };
  switch (mediaKind(content, api)) {
    case 'form':
      return {
        ...(style !== undefined || explode !== undefined || allowReserved ? styled : {}),
        ...(allowReserved ? { reserved: true } : {}),
      };
    case 'multipart': {
      const type = mediaType(encoding);
      const isStyled =
        isFormData(content.mediaType) && (style !== undefined || explode !== undefined);
      return {
        ...(type === undefined ? {} : { type }),
        // A style is for text: files are sent as they are, whatever a document says.
        ...(isStyled && !isFile(propertyOf(content.schema, property, api), api) ? styled : {}),
      };
    }
    default:
      return {};
  }
}

/** Of several media types the first; none where only a range of them is known. */
function mediaType({ contentType }: PartEncoding): string | undefined {
  // What is no list of media types is text like any other, and stays as it is.
  const [, first] =
    /^([\w.+*-]+\/[\w.+*-]+\s*(?:;[^,\r\n]*)?)(?:$|,)/.exec(contentType?.trim() ?? '') ?? [];
  return first?.includes('/*') ? undefined : (first?.trimEnd() ?? contentType);
}

function propertyOf(schema: Schema, name: string, api: Api): Schema | undefined {
  return leaves(schema, api)
    .flatMap((each) => (each.kind === 'object' ? each.props : []))
    .find(({ key }) => key === name)?.schema;
}

/** Bytes, or a list of them. */
function isFile(schema: Schema | undefined, api: Api): boolean {
  const kinds = schema === undefined ? [] : leaves(schema, api);
  const items = kinds.flatMap((each) => (each.kind === 'array' ? leaves(each.items, api) : []));
  return [...kinds, ...items].some(({ kind }) => kind === 'binary');
}
