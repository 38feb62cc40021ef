/** Which operations of a document become a client, and which schemas those need. */

import { nearest } from './diagnostics.js';
import type { Api, Operation } from './ir.js';

/** An operation is meant that matches one pattern of any list. In patterns, `*` stands for any text. */
export interface Patterns {
  readonly tags?: readonly string[] | undefined;
  /** `/pets/*` is one segment more, `/pets/**` any number; `GET /pets` is one method. */
  readonly paths?: readonly string[] | undefined;
  /** Operation ids; of an operation without one, its method and path. */
  readonly operations?: readonly string[] | undefined;
}

export interface Selection {
  /** Absent: all. */
  readonly include?: Patterns;
  /** Taken from those. */
  readonly exclude?: Patterns;
  /** False: without deprecated ones. */
  readonly deprecated?: boolean;
  /** Whether schemas that no operation needs are left out; absent: where operations are. */
  readonly prune?: boolean;
}

export interface IdlePattern {
  readonly setting: 'include' | 'exclude';
  readonly by: keyof Patterns;
  readonly pattern: string;
  /** What there is that is most like it. */
  readonly meant?: string;
}

const KINDS = ['tags', 'paths', 'operations'] as const;

/**
 * The part of an API that is selected, and the patterns that match nothing of it. `kept`: keys of operations
 * that stay in any case.
 */
export function select(
  api: Api,
  selection: Selection,
  kept: ReadonlySet<string>,
): { readonly api: Api; readonly idle: readonly IdlePattern[] } {
  const { include, exclude, deprecated } = selection;
  const idle = (['include', 'exclude'] as const).flatMap((setting) =>
    idlePatterns(api, setting, selection[setting]),
  );
  const included = include === undefined ? () => true : matcher(include);
  const excluded = exclude === undefined ? () => false : matcher(exclude);
  const operations = api.operations.filter(
    (each) =>
      kept.has(each.key) ||
      (included(each) && !excluded(each) && (deprecated !== false || !each.deprecated)),
  );
  const narrowed = include !== undefined || exclude !== undefined || deprecated === false;
  const selected = { ...api, operations, ...eventsOf(api, operations) };
  return { api: (selection.prune ?? narrowed) ? pruned(selected) : selected, idle };
}

/** Callbacks go with their operations. */
function eventsOf(api: Api, operations: readonly Operation[]): Pick<Api, 'events'> {
  if (api.events === undefined) return {};
  const keys = new Set(operations.map(({ key }) => key));
  return {
    events: api.events.filter(({ operation }) => operation === undefined || keys.has(operation)),
  };
}

function idlePatterns(
  api: Api,
  setting: IdlePattern['setting'],
  patterns: Patterns | undefined,
): readonly IdlePattern[] {
  const known = {
    tags: api.operations.flatMap(({ tags }) => tags),
    paths: api.operations.map(({ path }) => path),
    operations: api.operations.map(({ key }) => key),
  };
  return KINDS.flatMap((by) =>
    (patterns?.[by] ?? []).flatMap((pattern): IdlePattern[] => {
      const matches = matcher({ [by]: [pattern] });
      if (api.operations.some(matches)) return [];
      const meant = nearest(pattern, known[by]);
      return [{ setting, by, pattern, ...(meant === undefined ? {} : { meant }) }];
    }),
  );
}

function matcher({ tags, paths, operations }: Patterns): (operation: Operation) => boolean {
  const byTag = (tags ?? []).map((each) => glob(each, false));
  const byPath = (paths ?? []).map((each) => glob(each, true));
  const byKey = (operations ?? []).map((each) => glob(each, false));
  return ({ key, id, method, path, tags: own }) =>
    own.some((tag) => byTag.some((matches) => matches(tag))) ||
    byPath.some((matches) => matches(path) || matches(`${method} ${path}`)) ||
    byKey.some((matches) => matches(key) || (id !== undefined && matches(id)));
}

/** `segments`: `*` ends at a slash, and `/**` is a slash and all that follows, or nothing. */
function glob(pattern: string, segments: boolean): (text: string) => boolean {
  const parts = pattern.split(segments ? /(\/\*\*(?=\/|$)|\*+)/ : /(\*+)/);
  const source = parts.map((part) => {
    if (part === '/**') return '(?:/.*)?';
    if (part.startsWith('*')) return segments && part === '*' ? '[^/]*' : '.*';
    return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  const expression = new RegExp(`^${source.join('')}$`, 'su');
  return (text) => expression.test(text);
}

/** Without the schemas that nothing else in the API leads to. */
function pruned(api: Api): Api {
  const { schemas, ...rest } = api;
  const byKey = new Map(schemas.map((each) => [each.key, each]));
  const reached = new Set<string>();
  const queue: unknown[] = [rest];
  while (queue.length > 0) {
    const node = queue.pop();
    if (typeof node !== 'object' || node === null) continue;
    // A reference, or what a discriminator selects.
    if ('to' in node && typeof node.to === 'string' && !reached.has(node.to)) {
      reached.add(node.to);
      queue.push(byKey.get(node.to));
    }
    for (const each of Object.values(node)) if (typeof each === 'object') queue.push(each);
  }
  return { ...rest, schemas: schemas.filter(({ key }) => reached.has(key)) };
}

/** Patterns as the command line gives them: `tag:pets,/pets/**,getPet`. */
export function parsePatterns(text: string): Patterns {
  const each = text.split(',').map((part) => part.trim());
  const tags = each.filter((part) => part.startsWith('tag:')).map((part) => part.slice(4));
  const isPath = (part: string): boolean => /^(?:[A-Za-z]+ )?\//.test(part);
  const rest = each.filter((part) => part !== '' && !part.startsWith('tag:'));
  return { tags, paths: rest.filter(isPath), operations: rest.filter((part) => !isPath(part)) };
}
