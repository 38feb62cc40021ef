/** OpenAPI 3.0, 3.1 and 3.2 → the IR. */

import { brief } from '../diagnostics.js';
import type { Api, ApiTag, Content, Operation, Response, Schema, Server } from '../ir.js';
import { openAlike } from './document/alike.js';
import { withTexts } from './operation/bytes.js';
import { described } from './document/described.js';
import { readEvents } from './operation/events.js';
import { readOperations, type PartsReader } from './operation/operations.js';
import { tellMisspelt } from './document/misspelt.js';
import { idOf, type Reading, type SchemaId } from './document/reading.js';
import { openRefs, type Shorthand } from './document/refs.js';
import { expandNamed, readSchema } from './schema/schema.js';
import { finishSchemas, readRegistered, registerComponents } from './schema/schemas.js';
import { readSecuritySchemes } from './operation/security.js';
import { locatedServer, readServers } from './operation/servers.js';
import { listed, tellNoObject } from './document/shapes.js';
import { isData, members, text, type Node, type Sources } from './document/source.js';

/** The version of a 3.x document; undefined for anything else. */
export function openApiVersion(root: unknown): number | undefined {
  if (!isData(root)) return undefined;
  // `openapi: 3.1` without quotes is a number in YAML.
  const written = root['openapi'];
  const match = /^\s*v?3(?:\.(\d+))?/.exec(
    typeof written === 'number' ? String(written) : typeof written === 'string' ? written : '',
  );
  return match === null ? undefined : 30 + Math.min(Number(match[1] ?? 0), 2);
}

/** Where a kind of document has what all kinds have. */
export interface Dialect {
  readonly version: number;
  /** The objects that hold schemas and security schemes by name. */
  readonly schemas: (reading: Reading) => Node | undefined;
  readonly securitySchemes: (reading: Reading) => Node | undefined;
  readonly servers: (reading: Reading) => readonly Server[];
  readonly parts?: PartsReader;
  readonly shorthand?: Shorthand;
}

/** @returns the API; problems are reported, and what they concern is read as their message says */
export function readOpenApi(sources: Sources, version: number): Api {
  const component = ({ refs, sources: { root } }: Reading, key: string): Node | undefined => {
    const components = refs.part(root, 'components');
    return components && refs.part(components, key);
  };
  return readAs(sources, {
    version,
    schemas: (reading) => component(reading, 'schemas'),
    securitySchemes: (reading) => component(reading, 'securitySchemes'),
    servers: (reading) => readServers(reading, reading.refs.part(reading.sources.root, 'servers')),
  });
}

/** As {@link readOpenApi}, for any kind of document. */
export function readAs(sources: Sources, dialect: Dialect): Api {
  const lost = new Set<SchemaId>();
  const reading = openReading(sources, dialect, lost);
  const { root } = sources;
  const named = dialect.schemas(reading);
  checkShape(reading, named);
  registerComponents(reading, members(named));
  readRegistered(reading);
  const declaredSchemes = readSecuritySchemes(reading, dialect.securitySchemes(reading));
  const schemes = new Map(declaredSchemes.map((each) => [each.key, each]));
  const operations = readOperations(reading, schemes, dialect.parts);
  tellMisspeltParts(
    reading,
    operations.map(([, node]) => node),
  );
  const events = readEvents(reading, operations, dialect.parts);
  // Operations may refer to places that turn out to need a name.
  readRegistered(reading);
  const { schemas, rename } = finishSchemas(
    reading,
    operations.map(([each]) => each),
  );
  if (lost.size > 0) {
    sources.report({
      severity: 'note',
      code: 'openapi-unknown',
      message: `${lost.size === 1 ? '1 schema' : `${lost.size} schemas`} could not be read, and so anything may stand there: the type is unknown. The warnings say why.`,
    });
  }
  const info = reading.refs.part(root, 'info') ?? root;
  const description = text(info, 'description');
  const version_ = isData(info.value) ? info.value['version'] : undefined;
  const declared = dialect.servers(reading);
  const common = declared.length > 0 ? undefined : commonServers(operations.map(([each]) => each));
  const servers = (common ?? declared).map((each) => locatedServer(each, root.file));
  const tags = readTagTexts(reading);
  return withTexts({
    title: text(info, 'title') ?? '',
    ...(typeof version_ === 'string' || typeof version_ === 'number'
      ? { version: String(version_) }
      : {}),
    ...(description === undefined ? {} : { description }),
    servers,
    security: [...schemes.values()],
    schemas,
    operations: operations.map(([each]) => ({
      ...each,
      ...(common === undefined ? {} : { servers: [] }),
      ...renameRequest(each, rename),
      responses: each.responses.map((response) => renameResponse(response, rename)),
    })),
    ...(tags.length === 0 ? {} : { tags }),
    sources: [{ file: root.file }],
    ...(events.length === 0
      ? {}
      : {
          events: events.map((each) => ({
            ...each,
            ...renameRequest(each, rename),
            ...(each.responses === undefined
              ? {}
              : { responses: each.responses.map((response) => renameResponse(response, rename)) }),
          })),
        }),
  });
}

/** Servers that each operation names, and the document does not: they are the document's. */
function commonServers(
  operations: readonly Pick<Operation, 'servers'>[],
): readonly Server[] | undefined {
  const [first, ...others] = operations.map(({ servers }) => JSON.stringify(servers));
  const servers = operations[0]?.servers ?? [];
  return servers.length > 0 && others.every((each) => each === first) ? servers : undefined;
}

/** The parts that everything else stands in: one of another form would be lost without a word. */
function checkShape(reading: Reading, schemas: Node | undefined): void {
  const { root } = reading.sources;
  const parts = ['paths', 'components', 'webhooks'].map((key) => reading.refs.part(root, key));
  const sections = members(parts[1]).flatMap(([key, each]) => {
    const isOwn = key === 'schemas' || key === 'securitySchemes' || key.startsWith('x-');
    // PHP writes objects without members as lists.
    const isEmpty = Array.isArray(each.value) && each.value.length === 0;
    return isOwn || isEmpty ? [] : [each];
  });
  for (const part of [...parts, schemas, ...sections]) {
    if (part === undefined) continue;
    tellNoObject(reading, part, part.pointer.slice(part.pointer.lastIndexOf('/') + 1));
  }
}

/** Summaries are of 3.2. */
function readTagTexts(reading: Reading): readonly ApiTag[] {
  const { refs, sources } = reading;
  return listed(reading, refs.part(sources.root, 'tags'), 'tags', () => false).flatMap((node) => {
    const name = text(node, 'name');
    const description = described(node) ?? text(node, 'summary')?.trim() ?? '';
    return name === undefined || description === '' ? [] : [{ name, description }];
  });
}

function tellMisspeltParts(reading: Reading, operations: readonly Node[]): void {
  const { root } = reading.sources;
  tellMisspelt(reading, reading.version < 30 ? 'document2' : 'document', root);
  const components = reading.refs.part(root, 'components');
  if (components !== undefined) tellMisspelt(reading, 'components', components);
  for (const [path, item] of members(reading.refs.part(root, 'paths')))
    if (!path.startsWith('x-')) tellMisspelt(reading, 'item', item);
  for (const each of operations) tellMisspelt(reading, 'operation', each);
}

function openReading(
  sources: Sources,
  { version, shorthand }: Dialect,
  lost: Set<SchemaId>,
): Reading {
  const complaints = new Map<string, Set<string>>();
  const reading: Reading = {
    version,
    sources,
    refs: openRefs(sources, shorthand, () => {
      reading.schemas.placed++;
    }),
    schemas: {
      named: new Map(),
      byKey: new Map(),
      inlined: new Map(),
      open: new WeakSet(),
      conditional: new WeakSet(),
      tags: [],
      parents: new Map(),
      heirs: new Map(),
      scope: [],
      rebound: new Set(),
      current: [],
      depth: 0,
      alike: openAlike(),
      placed: 0,
      inlinedNodes: 0,
    },
    parameters: new Map(),
    answers: new Map(),
    read: (node) => readSchema(reading, node),
    expand(key) {
      reading.schemas.placed++;
      return expandNamed(reading, key);
    },
    lost(node) {
      reading.schemas.placed++;
      lost.add(idOf(node));
      return { kind: 'unknown', at: sources.place(node) };
    },
    complain(severity, code, node, message, remedy) {
      reading.schemas.placed++;
      // What several operations share is read for each of them, and reported once.
      const said = `${code} ${node.file} ${brief(message)}`;
      const here = complaints.get(node.pointer) ?? new Set();
      if (here.has(said)) return;
      complaints.set(node.pointer, here.add(said));
      sources.report({
        severity,
        code,
        message,
        ...(remedy === undefined ? {} : { remedy }),
        at: sources.place(node),
      });
    },
  };
  return reading;
}

type Rename = (schema: Schema) => Schema;

function renameRequest(
  { parameters, body }: Pick<Operation, 'parameters' | 'body'>,
  rename: Rename,
): Pick<Operation, 'parameters' | 'body'> {
  const contents = body?.contents.map((each) => renameContent(each, rename)) ?? [];
  return {
    parameters: parameters.map((each) => ({ ...each, schema: rename(each.schema) })),
    ...(body === undefined ? {} : { body: { ...body, contents } }),
  };
}

function renameResponse(response: Response, rename: Rename): Response {
  return {
    ...response,
    contents: response.contents.map((each) => renameContent(each, rename)),
    headers: response.headers.map((each) => ({ ...each, schema: rename(each.schema) })),
  };
}

function renameContent(content: Content, rename: Rename): Content {
  return {
    ...content,
    schema: rename(content.schema),
    ...(content.items === undefined ? {} : { items: rename(content.items) }),
    encoding: content.encoding.map((part) => ({
      ...part,
      headers: part.headers.map((each) => ({ ...each, schema: rename(each.schema) })),
    })),
  };
}
