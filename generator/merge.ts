/** Several APIs as one: what bears a name bears its document's prefix, what is shared is checked. */

import type { Report } from './diagnostics.js';
import type {
  Api,
  ApiDocument,
  ApiEvent,
  NamedSchema,
  Operation,
  Place,
  SecurityScheme,
  Server,
} from './ir.js';
import { isRecord } from './manifest.js';

/** One API, as it was read. */
export interface Part {
  readonly api: Api;
  /** Of its document. */
  readonly name: string;
  readonly prefix?: string;
}

/**
 * Pure. A key gets its part's prefix and a dot (`billing.Invoice`), which names make one identifier of
 * (`BillingInvoice`). Documents with a prefix keep their servers, where these are not all the same host.
 *
 * @returns undefined where two parts declare the same and errors were reported
 */
export function mergeApis(parts: readonly Part[], report: Report): Api | undefined {
  const [first, ...others] = parts;
  if (first === undefined) return undefined;
  if (others.length === 0 && first.prefix === undefined) return first.api;
  const apis = parts.map(prefixed);
  if (reportCollisions(parts, apis, report)) return undefined;
  const { servers, documents } = serversOf(parts, report);
  const versions = new Set(apis.map(({ version }) => version));
  const tags = apis.flatMap((api) => api.tags ?? []);
  const events = apis.flatMap((api) => api.events ?? []);
  const sources = apis.flatMap((api) => api.sources ?? []);
  return {
    title: [...new Set(apis.map(({ title }) => title).filter((each) => each !== ''))].join(', '),
    ...(versions.size === 1 && first.api.version !== undefined
      ? { version: first.api.version }
      : {}),
    ...(others.length === 0 && first.api.description !== undefined
      ? { description: first.api.description }
      : {}),
    servers,
    security: distinct(apis.flatMap(({ security }) => security)),
    schemas: apis.flatMap(({ schemas }) => schemas),
    operations: apis.flatMap(({ operations }) => operations),
    ...(tags.length === 0 ? {} : { tags }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(documents.length === 0 ? {} : { documents }),
    ...(events.length === 0 ? {} : { events }),
  };
}

/**
 * Where the parts are served: at one address, where all name the same; else those with a prefix by it, and the others
 * at what they have in common.
 */
function serversOf(
  parts: readonly Part[],
  report: Report,
): { readonly servers: readonly Server[]; readonly documents: readonly ApiDocument[] } {
  const first = parts[0]?.api.servers ?? [];
  const shared = parts.every(({ api }) => same(api.servers, first));
  // Without a host, nothing says that two documents are served by one.
  const told = first.some(({ url }) => /^\w+:/.test(url));
  if (parts.length < 2 || (shared && told)) return { servers: first, documents: [] };
  const groups = new Map<string | undefined, Part[]>();
  for (const part of parts) groups.set(part.prefix, [...(groups.get(part.prefix) ?? []), part]);
  const common = (prefix: string | undefined, group: readonly Part[]): readonly Server[] => {
    const [one, ...others] = group;
    const differing = others.find(({ api }) => !same(api.servers, one?.api.servers));
    if (one === undefined || differing === undefined) return one?.api.servers ?? [];
    report({
      severity: 'warning',
      code: 'openapi-merge-servers',
      message: `${one.name} and ${differing.name} name different servers and have ${prefix === undefined ? 'no' : 'the same'} prefix: the client knows one address for both.`,
      remedy: `To address each by itself, give one ${prefix === undefined ? 'a' : 'another'} prefix: openapi: [{ path: ${JSON.stringify(differing.name)}, prefix: 'other' }].`,
    });
    return [];
  };
  const own = [...groups].map(([prefix, group]) => ({ prefix, servers: common(prefix, group) }));
  return {
    servers: shared ? first : (own.find(({ prefix }) => prefix === undefined)?.servers ?? []),
    documents: own.flatMap(({ prefix, servers }) =>
      prefix === undefined ? [] : [{ prefix, servers }],
    ),
  };
}

function prefixed({ api, prefix }: Part): Api {
  if (prefix === undefined) return api;
  const name = (key: string): string => `${prefix}.${key}`;
  const tagged = (tag: string): string => `${prefix} ${tag}`;
  const operation = (each: Operation): Operation => ({
    ...each,
    key: name(each.key),
    ...(each.id === undefined ? {} : { id: name(each.id) }),
    prefix,
    tags: each.tags.length === 0 ? [prefix] : each.tags.map(tagged),
    security: each.security.map((scheme) => scheme.map(name)),
    ...(each.sdk === undefined ? {} : { sdk: { ...each.sdk, group: [prefix, ...each.sdk.group] } }),
  });
  const schema = (each: NamedSchema): NamedSchema => ({
    ...each,
    key: name(each.key),
    prefix,
    ...(each.name === undefined ? {} : { name: name(each.name) }),
  });
  const event = (each: ApiEvent): ApiEvent => ({
    ...each,
    key: name(each.key),
    name: name(each.name),
    ...(each.operation === undefined ? {} : { operation: name(each.operation) }),
  });
  // What holds schemas is walked as data: a place that the IR gains later is not forgotten.
  const { schemas, operations, events } = renamed(
    { schemas: api.schemas, operations: api.operations, events: api.events },
    name,
  ) as Pick<Api, 'schemas' | 'operations' | 'events'>;
  return {
    ...api,
    security: api.security.map((each) => ({ ...each, key: name(each.key) })),
    schemas: schemas.map(schema),
    operations: operations.map(operation),
    ...(api.tags === undefined
      ? {}
      : { tags: api.tags.map((each) => ({ ...each, name: tagged(each.name) })) }),
    ...(events === undefined ? {} : { events: events.map(event) }),
    ...(api.sources === undefined
      ? {}
      : { sources: api.sources.map((each) => ({ ...each, prefix })) }),
  };
}

/** Members of the IR that hold data of the author's, or nothing that refers to a schema. */
const OPAQUE: ReadonlySet<string> = new Set([
  'at',
  'default',
  'examples',
  'values',
  'names',
  'docs',
]);

/** The same with other names in its references to schemas. */
function renamed(value: unknown, name: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, name));
  if (!isRecord(value)) return value;
  const isReference = value['kind'] === 'ref' || 'value' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'to' && isReference && typeof each === 'string'
        ? name(each)
        : OPAQUE.has(key)
          ? each
          : renamed(each, name),
    ]),
  );
}

interface Named {
  readonly key: string;
  readonly at: Place;
}

const KINDS = ['schema', 'operation', 'security scheme', 'webhook'] as const;

function namedOf(api: Api, kind: (typeof KINDS)[number]): readonly Named[] {
  switch (kind) {
    case 'schema':
      return api.schemas;
    case 'operation':
      return api.operations;
    case 'security scheme':
      return api.security;
    case 'webhook':
      return api.events ?? [];
  }
}

/** One error for each document that declares what an earlier one does. */
function reportCollisions(parts: readonly Part[], apis: readonly Api[], report: Report): boolean {
  let failed = false;
  apis.forEach((api, index) => {
    const { name, prefix } = parts[index] ?? { name: '' };
    const found = apis.slice(0, index).flatMap((earlier, at) =>
      KINDS.flatMap((kind) => {
        const known = new Map(namedOf(earlier, kind).map((each) => [each.key, each]));
        return namedOf(api, kind).flatMap((each) => {
          const other = known.get(each.key);
          const collides =
            other !== undefined && !(kind === 'security scheme' && same(plain(other), plain(each)));
          return collides ? [{ kind, each, with: parts[at]?.name ?? '' }] : [];
        });
      }),
    );
    const [first] = found;
    if (first === undefined) return;
    failed = true;
    const shown = found
      .slice(0, 3)
      .map(({ kind, each }) => `the ${kind} ${JSON.stringify(each.key)}`);
    const more = found.length > 3 ? ` and ${String(found.length - 3)} more` : '';
    report({
      severity: 'error',
      code: 'openapi-merge-collision',
      message: `${first.with} and ${name} both declare ${shown.join(', ')}${more}.`,
      remedy: `Give one of them ${prefix === undefined ? 'a' : 'another'} prefix: openapi: [{ path: ${JSON.stringify(name)}, prefix: 'other' }].`,
      at: first.each.at,
    });
  });
  return failed;
}

/** Without its place and words, in which equal declarations may differ. */
function plain(named: Named): unknown {
  return { ...named, at: undefined, doc: undefined };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** One scheme for each key: those of one key are equal. */
function distinct(schemes: readonly SecurityScheme[]): readonly SecurityScheme[] {
  return [...new Map(schemes.map((each) => [each.key, each])).values()];
}
