/** One document of plain data out of a description, its overlays and the files it refers to. */

import { escapeToken } from './pointer.js';
import { openRefs } from './refs.js';
import { isData, type Data, type Node, type Sources } from './source.js';

/** Members whose content is data of the author: no reference is followed there. */
const OPAQUE: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** Where a part goes, by the keyword it stands under; of keywords with names below them, the second. */
const HOMES: Readonly<Record<string, string>> = {
  parameters: 'parameters',
  responses: 'responses',
  requestBody: 'requestBodies',
  requestBodies: 'requestBodies',
  headers: 'headers',
  examples: 'examples',
  links: 'links',
  callbacks: 'callbacks',
  securitySchemes: 'securitySchemes',
};

/** Keywords below which a path item stands: it has no home of its own and is written out. */
const ITEMS: ReadonlySet<string> = new Set(['paths', 'webhooks', 'pathItems']);

/**
 * A copy of the document in which every reference is a pointer into it. What other files hold becomes a
 * component; a reference that leads out and is not found becomes an empty object, so that nobody reads further.
 */
export function bundle(sources: Sources): unknown {
  const { root } = sources;
  const refs = openRefs(sources);
  const brought = new Map<string, string>();
  const homes = new Map<string, Record<string, unknown>>();
  const copy = (node: Node, keyword: string, named: boolean): unknown => {
    const { value } = node;
    if (Array.isArray(value)) {
      return value.map((each: unknown, index) =>
        copy({ ...node, value: each, pointer: `${node.pointer}/${index}` }, keyword, false),
      );
    }
    if (!isData(value)) return value;
    const ref = named ? undefined : value['$ref'];
    if (typeof ref === 'string') return refTo(ref, node, value, keyword);
    const out: Record<string, unknown> = {};
    for (const [key, each] of Object.entries(value)) {
      const inner = { ...node, value: each, pointer: `${node.pointer}/${escapeToken(key)}` };
      if (key === 'discriminator' && !named && isData(each)) {
        const { mapping, ...rest } = each;
        out[key] = mapping === undefined ? rest : { ...rest, mapping: mapped(mapping, node) };
        continue;
      }
      const opaque = !named && (OPAQUE.has(key) || key.startsWith('x-'));
      const content = opaque ? data(key, each) : copy(inner, ...placeOf(key, each, keyword, named));
      Object.defineProperty(out, key, {
        value: content,
        ...{ enumerable: true, configurable: true, writable: true },
      });
    }
    return out;
  };
  const refTo = (ref: string, node: Node, value: Data, keyword: string): unknown => {
    const inside = node.file === root.file && /^#(?:\/|$)/.test(ref);
    const target = inside ? undefined : refs.resolve(ref, node);
    if (target === undefined) return ref.startsWith('#') ? structuredClone(value) : {};
    if (target.file === root.file) return { ...value, $ref: `#${fragment(target.pointer)}` };
    if (ITEMS.has(keyword)) return copy(target, 'item', false);
    return { ...value, $ref: bring(target, HOMES[keyword] ?? 'schemas') };
  };
  /** A tag may name a schema, or refer to one; one that leads nowhere is left out. */
  const mapped = (mapping: unknown, node: Node): unknown => {
    if (!isData(mapping)) return {};
    const entries = Object.entries(mapping).flatMap(([tag, ref]) => {
      if (typeof ref !== 'string') return [];
      if (keysOf(root, 'schemas').includes(ref)) {
        return [[tag, `#/components/schemas/${fragment(escapeToken(ref))}`] as const];
      }
      const next = refTo(ref, node, { $ref: ref }, 'schema');
      const to = isData(next) ? next['$ref'] : undefined;
      return typeof to === 'string' ? [[tag, to] as const] : [];
    });
    return Object.fromEntries(entries);
  };
  const bring = (target: Node, home: string): string => {
    const place = `${home} ${target.file}#${target.pointer}`;
    const known = brought.get(place);
    if (known !== undefined) return known;
    const parts = homes.get(home) ?? {};
    homes.set(home, parts);
    const name = freeName(target, [...keysOf(root, home), ...Object.keys(parts)]);
    const pointer = `#/components/${home}/${name}`;
    brought.set(place, pointer);
    parts[name] = {};
    parts[name] = copy(target, home === 'schemas' ? 'schema' : home, false);
    return pointer;
  };
  const whole = copy(root, '', false);
  if (!isData(whole) || homes.size === 0) return whole;
  const components = isData(whole['components']) ? whole['components'] : {};
  const merged = [...homes].map(([home, parts]) => {
    const own = components[home];
    return [home, { ...(isData(own) ? own : {}), ...parts }] as const;
  });
  return { ...whole, components: { ...components, ...Object.fromEntries(merged) } };
}

/** Data of the author; of named examples, those that stand elsewhere are left out. */
function data(key: string, value: unknown): unknown {
  if (key !== 'examples' || !isData(value)) return structuredClone(value);
  const here = Object.entries(value).filter(([, each]) => !isData(each) || !('$ref' in each));
  return structuredClone(Object.fromEntries(here));
}

/** What stands below a key: the keyword it belongs to, and whether its own keys are names. */
function placeOf(
  key: string,
  value: unknown,
  keyword: string,
  named: boolean,
): readonly [string, boolean] {
  if (named) return [keyword, false];
  if (ITEMS.has(key)) return [key, true];
  if (key === 'parameters') return [key, !Array.isArray(value)];
  if (key === 'schemas' || key === 'definitions' || key === '$defs') return ['schema', true];
  if (key === 'properties' || key === 'patternProperties' || key === 'dependentSchemas')
    return ['schema', true];
  if (key === 'requestBody') return [key, false];
  return key in HOMES ? [key, true] : ['schema', key === 'content' || key === 'encoding'];
}

function keysOf(root: Node, home: string): readonly string[] {
  const components = isData(root.value) ? root.value['components'] : undefined;
  const parts = isData(components) ? components[home] : undefined;
  return isData(parts) ? Object.keys(parts) : [];
}

/** The last name on the way to the target; with its file's, where that is taken. */
function freeName({ file, pointer }: Node, taken: readonly string[]): string {
  const clean = (text: string): string => text.replace(/[^\w.-]+/g, '_');
  const stem = clean((file.split('/').at(-1) ?? '').replace(/\.\w+$/, ''));
  const last = clean(pointer.split('/').at(-1) ?? '');
  const candidates = [
    ...(last === '' ? [] : [last]),
    ...(last === '' ? [stem] : [`${stem}_${last}`]),
    clean(`${file}${pointer}`),
  ];
  const used = new Set(taken);
  let name = candidates.find((each) => !used.has(each));
  // Two files whose paths differ in signs alone.
  for (name ??= candidates.at(-1) ?? stem; used.has(name);) name += '_';
  return name;
}

function fragment(pointer: string): string {
  return pointer.replace(/[^\w/.~$-]/g, (sign) => encodeURIComponent(sign));
}
