/** Responses of Swagger 2.0: one schema for all media types that the operation produces. */

import type { Content, Response, Schema } from '../../ir.js';
import { tellParts } from '../operation/answer-parts.js';
import { malformed, readContents as readNewContents, statusOf } from '../operation/content.js';
import { tellNewer } from '../document/halfway.js';
import { isStreamed } from '../operation/items.js';
import { plainOrBinary, unsaid } from '../operation/media-kinds.js';
import type { Reading } from '../document/reading.js';
import { refOf } from '../document/refs.js';
import { tellShownBody } from '../document/shown.js';
import { named } from '../document/shapes.js';
import { asJson, isData, member, members, text, type Node } from '../document/source.js';
import type { SharedMedia } from './media.js';
import { readValue } from './parameters.js';

export function readSwaggerResponses(
  reading: Reading,
  media: SharedMedia,
  operation: Node,
): readonly Response[] {
  const { list: produces, own } = media.of(operation, 'produces');
  // What an operation says that it gives are bytes, described by nothing else.
  const isBytes = own && produces.every((each) => unsaid(each).kind === 'binary');
  const responses: Response[] = [];
  for (const [key, written] of named(
    reading,
    reading.refs.part(operation, 'responses'),
    'responses',
  )) {
    if (key.startsWith('x-')) continue;
    const status = statusOf(reading, written, key);
    if (status === undefined) continue;
    const node = reading.refs.follow(written);
    if (node !== undefined && !isData(node.value)) malformed(reading, node, 'A response');
    if (node === undefined || !isData(node.value)) {
      responses.push({ status, contents: [], headers: [] });
      continue;
    }
    const doc = text(written, 'description') ?? text(node, 'description');
    const content = member(node, 'schema') === undefined ? member(node, 'content') : undefined;
    if (content !== undefined) tellNewer(reading, content, 'content', 'schema: { … }');
    const contents =
      content === undefined
        ? readContents(
            reading,
            schemaNode(reading, written, node),
            node,
            produces,
            isBytes && /^2(?!0[45])/.test(status) ? produces : [],
          )
        : readNewContents(reading, written, node, 'A response');
    tellParts(reading, node, contents);
    responses.push({
      status,
      ...(doc === undefined || doc.trim() === '' ? {} : { doc }),
      contents,
      headers: readHeaders(reading, reading.refs.part(node, 'headers')),
    });
  }
  return responses;
}

/** The schema of a response, also where the response itself is one. */
function schemaNode(reading: Reading, written: Node, node: Node): Node | undefined {
  const schema = member(node, 'schema');
  if (schema !== undefined) return schema.value === null ? undefined : schema;
  const meant = ['type', 'properties', 'items', 'allOf'].some(
    (key) => isData(node.value) && node.value[key] !== undefined,
  );
  const named = refOf(written) !== undefined && /^\/definitions\/[^/]+$/.test(node.pointer);
  if (!meant && !named) return undefined;
  reading.complain(
    'warning',
    'swagger-response-is-schema',
    written,
    'A schema stands in place of a response; it is read as the schema of the response.',
    'Write description, and schema: { … } with what stands here.',
  );
  // By its reference, so that it keeps its name.
  return named ? written : node;
}

/**
 * Without a schema there is no content, unless an example shows one.
 *
 * @param bytes media types of what comes without a schema all the same
 */
function readContents(
  reading: Reading,
  schema: Node | undefined,
  response: Node,
  produces: readonly string[],
  bytes: readonly string[],
): readonly Content[] {
  const examples = new Map(
    members(member(response, 'examples'))
      .filter(([key]) => key.includes('/'))
      .map(([key, { value }]) => [key.trim().toLowerCase(), asJson(value)] as const),
  );
  const shown = [...examples.keys()];
  const content = (mediaType: string, of: Schema): Content => {
    const example = examples.get(mediaType.toLowerCase());
    return {
      mediaType,
      schema: of,
      encoding: [],
      examples: example === undefined ? [] : [example],
    };
  };
  if (schema === undefined) {
    return (shown.length === 0 ? bytes : shown).map((mediaType) => {
      const bare = unsaid(mediaType);
      tellShownBody(reading, response, bare);
      return content(mediaType, bare);
    });
  }
  const read = reading.read(schema);
  if (read.kind === 'never') return [];
  const said = produces.length > 0 ? produces : shown;
  const types = isFile(schema) ? said.filter((each) => !/[/+]json\b/i.test(each)) : said;
  const isLines = isStreamed(reading, schema);
  // A file is its bytes: as JSON it would be parsed.
  return (types.length === 0 ? [isLines ? 'application/json' : '*/*'] : types).map((mediaType) => ({
    ...content(mediaType, plainOrBinary(read, mediaType)),
    ...(isLines ? { items: read } : {}),
  }));
}

function isFile(schema: Node): boolean {
  return text(schema, 'type')?.toLowerCase() === 'file';
}

/** What is no name of a header (`Status Code`) cannot arrive. */
function readHeaders(reading: Reading, node: Node | undefined): Response['headers'] {
  return named(reading, node, 'headers').flatMap(([name, written]) => {
    const header = reading.refs.follow(written);
    if (header === undefined || !isData(header.value) || /^content-type$/i.test(name)) return [];
    if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) {
      reading.complain(
        'warning',
        'swagger-header-name',
        written,
        `There is no header ${JSON.stringify(name)}; it is left out.`,
        'Write the name as it is sent, without spaces.',
      );
      return [];
    }
    const doc = text(header, 'description');
    return [
      {
        name,
        required: false,
        schema: readValue(reading, header),
        ...(doc === undefined ? {} : { doc }),
      },
    ];
  });
}
