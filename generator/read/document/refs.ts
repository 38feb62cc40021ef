/**
 * Where a `$ref` leads: pointers into anything, other documents, `$id` and `$anchor`. Nothing is fetched
 * here: whether a document may be reached, and its text, are asked of the inputs.
 */

import { unescapeToken } from './pointer.js';
import { componentCalled, schemaCalled, schemaMeant } from './called.js';
import { isData, isRemote, member, relativeTo, type Node, type Sources } from './source.js';
import { openDeclared } from './declared.js';
import { buildIndex, enclosingOf, type Index } from './ref-index.js';
import { absoluteUri, against, decoded, isRelative } from './uris.js';

export interface Refs {
  /**
   * The node a reference names; undefined where it leads nowhere, which is reported once per reference,
   * unless the caller has more to say of it (`tellsItself`).
   */
  resolve(ref: string, from: Node, tellsItself?: boolean): Node | undefined;
  /** Follows the `$ref`s of a node until there is none; undefined as for `resolve`, or in a circle. */
  follow(node: Node): Node | undefined;
  /** A member wherever it stands: whole parts of a document (`paths`, one operation) are kept in files of their own. */
  part(node: Node, key: string): Node | undefined;
}

/** The reference that stands in a node. */
export function refOf(node: Node): string | undefined {
  if (!isData(node.value)) return undefined;
  const { $ref, $dynamicRef, $recursiveRef } = node.value;
  const ref = $ref ?? $dynamicRef ?? $recursiveRef;
  return typeof ref === 'string' ? ref : undefined;
}

/** What a reference of another notation means, as a reference of this one; undefined: what it says. */
export type Shorthand = (ref: string, from: Node) => string | undefined;

/** @param placed told of each reference that may lead elsewhere from another place in the file */
export function openRefs(
  sources: Sources,
  shorthand?: Shorthand,
  placed: () => void = () => undefined,
): Refs {
  const indices = new Map<string, Index>();
  const reported = new Set<string>();

  const indexOf = (file: Node): Index => {
    let index = indices.get(file.file);
    if (index === undefined) indices.set(file.file, (index = buildIndex(file)));
    return index;
  };
  const declared = openDeclared(sources, indexOf);
  const fail = (
    from: Node,
    ref: string,
    severity: 'error' | 'warning',
    code: string,
    message: string,
    remedy: string,
  ): Node | undefined => {
    const key = `${from.file} ${ref}`;
    if (!reported.has(key)) {
      reported.add(key);
      sources.report({ severity, code, message, remedy, at: sources.place(from) });
    }
    return undefined;
  };

  /** By the file that they stand in: to put both into one text takes longer than to look for it. */
  const known = new Map<string, Map<string, Node>>();
  const resolve = (ref: string, from: Node, tellsItself = false): Node | undefined => {
    // Without `$id`s, such a reference means the same wherever it stands in a file.
    if (!/^#\/(?:components|definitions)\//.test(ref) || sources.mayHaveIds(from.file)) {
      placed();
      return resolveNew(ref, from, tellsItself);
    }
    let own = known.get(from.file);
    if (own === undefined) known.set(from.file, (own = new Map<string, Node>()));
    const before = own.get(ref);
    if (before !== undefined) return before;
    const found = resolveNew(ref, from, tellsItself);
    // What is found from the schema that it stands in is another one elsewhere.
    if (found?.pointer === ref.slice(1)) own.set(ref, found);
    else placed();
    return found;
  };

  /** References being followed: one that lies on its own way leads nowhere. */
  const under = new Set<string>();
  const resolveNew = (written: string, from: Node, tellsItself: boolean): Node | undefined => {
    const ref = shorthand?.(written, from) ?? written;
    const way = `${from.file}#${from.pointer} ${ref}`;
    if (under.has(way)) return undefined;
    under.add(way);
    const found = search(ref, from, tellsItself);
    under.delete(way);
    return found;
  };

  const search = (ref: string, from: Node, tellsItself: boolean): Node | undefined => {
    const hash = ref.indexOf('#');
    const uri = hash === -1 ? ref : ref.slice(0, hash);
    // `#/` names a key that is empty, and those who write it mean the whole.
    const fragment = hash === -1 || ref.endsWith('#/') ? '' : ref.slice(hash + 1);
    const document = sources.file(from.file, from);
    if (document === undefined) return undefined;
    const resources = targets(uri, document, from);
    if (resources === undefined) return undefined;
    const own = uri === '' ? ownSchema(document, from.pointer) : undefined;
    if (own !== undefined && fragment === '' && resources[0] === document)
      return walk(document, own, 0);
    for (const resource of resources) {
      const found =
        fragment === '' || fragment.startsWith('/')
          ? walk(resource, fragment, 0)
          : anchored(resource, decoded(fragment), from);
      if (found !== undefined) return found;
    }
    if (own !== undefined && fragment.startsWith('/')) {
      const component = walk(document, own, 0);
      const found = component === undefined ? undefined : walk(component, fragment, 0);
      if (found !== undefined) return found;
    }
    const unescaped = uri === '' ? componentCalled(document, decoded(fragment)) : undefined;
    if (unescaped !== undefined) {
      const message = `The reference ${JSON.stringify(ref)} has slashes in a name; they are read as parts of that.`;
      fail(from, ref, 'warning', 'openapi-ref-escape', message, 'Write ~1 for each.');
      return unescaped;
    }
    if (tellsItself) return undefined;
    const near = uri === '' ? schemaMeant(document, decoded(fragment), from) : undefined;
    if (near !== undefined) {
      const message = `The reference ${JSON.stringify(ref)} leads nowhere; the schema of that name is meant.`;
      fail(
        from,
        ref,
        'warning',
        'openapi-ref-short',
        message,
        `Write $ref: ${JSON.stringify(near)}.`,
      );
      return walk(document, near.slice(1), 0);
    }
    return fail(
      from,
      ref,
      'warning',
      'openapi-ref-not-found',
      `The reference ${JSON.stringify(ref)} leads nowhere: as a schema, it is read as if anything could stand there; any other part is left out.`,
      'Correct the reference, or declare what it names.',
    );
  };

  /** The wholes that the fragment may be meant in, the likeliest first. */
  const targets = (uri: string, document: Node, from: Node): readonly Node[] | undefined => {
    if (uri === '' && !sources.mayHaveIds(document.file)) return [document];
    const index = indexOf(document);
    const enclosing = enclosingOf(index, from.pointer);
    if (uri === '') return enclosing === undefined ? [document] : [enclosing.node, document];
    const base = (enclosing ?? index.byPointer.get(''))?.uri;
    const absolute = absoluteUri(uri, base);
    const own = index.byUri.get(absolute) ?? index.byUri.get(uri);
    const named = own ?? declared.find([absolute, uri]);
    if (named !== undefined) return [named];
    const isPath = !isRemote(from.file) && isRelative(uri);
    if (!isPath || !sources.has(fileOf(decoded(uri), from.file, base))) {
      const beside = declared.fileAt(absolute, document);
      const file = beside === undefined ? undefined : sources.file(beside, from);
      const elsewhere = file ?? declared.findAnywhere([absolute, uri]);
      if (elsewhere !== undefined) return [elsewhere];
    }
    const meant = schemaCalled(document, uri);
    // Of a server nobody knows what it has; a name without an extension is hardly a file of it.
    if (meant !== undefined && isRemote(from.file) && /^\w+$/.test(uri)) {
      return asSchema(meant, uri, document, from);
    }
    if (isRemote(from.file) || /^[a-z][a-z0-9+.-]*:/i.test(uri) || uri.startsWith('//')) {
      const reached = sources.reach(uri, from);
      if ('path' in reached) {
        const found = sources.file(reached.path, from);
        return found === undefined ? undefined : [found];
      }
      const { code, message, remedy = '' } = reached.refused;
      fail(from, uri, 'error', code, message, remedy);
      return undefined;
    }
    if (uri.startsWith('/') || uri.includes('\\')) {
      fail(
        from,
        uri,
        'error',
        'openapi-ref-absolute',
        `The reference ${JSON.stringify(uri)} is not relative to the file it stands in.`,
        'Write the path from this file to the other one, with "/" between folders.',
      );
      return undefined;
    }
    const path = fileOf(decoded(uri), from.file, base);
    if (meant !== undefined && !sources.has(path)) return asSchema(meant, uri, document, from);
    const file = sources.file(path, from);
    return file === undefined ? undefined : [file];
  };

  const asSchema = (meant: string, uri: string, document: Node, from: Node): readonly Node[] => {
    const message = `The reference ${JSON.stringify(uri)} names a file, and there is none; the schema of that name is meant.`;
    const remedy = `Write $ref: ${JSON.stringify(meant)}.`;
    fail(from, uri, 'warning', 'openapi-ref-short', message, remedy);
    return [walk(document, meant.slice(1), 0)].filter((each) => each !== undefined);
  };

  /** Beside the file itself, unless it lies where a relative `$id` says that its schema is. */
  const fileOf = (path: string, file: string, base: string | undefined): string => {
    const beside = relativeTo(file, path);
    if (base === undefined || !isRelative(base)) return beside;
    const meant = relativeTo(file, against(base, path));
    return meant !== beside && sources.has(meant) ? meant : beside;
  };

  /** Steps along a pointer, through references where one stands in the way. */
  const walk = (start: Node, fragment: string, hops: number): Node | undefined => {
    let at: Node | undefined = start;
    if (fragment === '') return at;
    for (const raw of fragment.slice(1).split('/')) {
      if (at === undefined) return undefined;
      const here: Node = at;
      const step = (node: Node): Node | undefined =>
        member(node, unescapeToken(decoded(raw))) ?? member(node, unescapeToken(raw));
      at = step(here);
      const ref = at === undefined ? refOf(here) : undefined;
      if (ref !== undefined && hops < 32) {
        hops++;
        const through = resolve(ref, here);
        at = through === undefined ? undefined : step(through);
      }
    }
    return at;
  };

  const anchored = (resource: Node, name: string, from: Node): Node | undefined => {
    const document = resource.pointer === '' ? resource : sources.file(resource.file, resource);
    const here = from.file === resource.file ? from.pointer : '';
    return document && indexOf(document).anchor(name, resource.pointer, here);
  };

  /** Where references led, by the place they stand in: chains can be as long as the document. */
  const ends = new Map<string, Node | undefined>();
  const follow = (node: Node): Node | undefined => {
    // Most nodes are what they say, and most others lead to one that is.
    const first = refOf(node);
    if (first === undefined) return node;
    const target = resolve(first, node);
    if (target === undefined || refOf(target) === undefined) return target;
    let at = node;
    const seen = new Set<string>();
    const ended = (end: Node | undefined): Node | undefined => {
      for (const place of seen) ends.set(place, end);
      return end;
    };
    for (let ref = refOf(at); ref !== undefined; ref = refOf(at)) {
      const place = `${at.file}#${at.pointer}`;
      if (ends.has(place)) return ended(ends.get(place));
      if (seen.has(place)) {
        ended(undefined);
        return fail(
          node,
          ref,
          'warning',
          'openapi-ref-circular',
          `The reference ${JSON.stringify(ref)} leads back to itself.`,
          'Let one of the references in the circle hold the value.',
        );
      }
      seen.add(place);
      const next = resolve(ref, at);
      if (next === undefined) return undefined;
      at = next;
    }
    return ended(at);
  };
  return {
    resolve,
    follow,
    part(node, key) {
      const found = member(node, key);
      return found && follow(found);
    },
  };
}

/** Some write pointers from the schema they stand in, as if it were a document of its own: which it is, in an API description. */
function ownSchema({ value }: Node, pointer: string): string | undefined {
  if (!isData(value) || (value['openapi'] === undefined && value['swagger'] === undefined))
    return undefined;
  const [own] =
    /^\/(?:components\/schemas|definitions)\/[^/]+|^\/.*?\/(?:schema|itemSchema)(?=\/|$)/.exec(
      pointer,
    ) ?? [];
  return own;
}
