/** Descriptions that are kept in files of their own, as Redocly reads them: `description: { $ref: ./pets.md }`. */

import { escapeToken } from './pointer.js';
import { isData, isRemote, relativeTo, type Node } from './source.js';
import { decoded, isRelative } from './uris.js';

/** Whether a text may have such references: to look for them costs a walk. */
export function mayHaveProse(text: string): boolean {
  return /\$ref["']?\s{0,9}:\s{0,9}["']?[^\r\n"'#]{1,200}\.(?:md|markdown)(?:["'\s}]|$)/i.test(
    text,
  );
}

/**
 * The same with the texts in place of the references; those that lead nowhere are left out.
 *
 * @param read a file, by its path
 * @param tell of a reference that is left out
 */
export function withProse(
  root: Node,
  read: (path: string) => string | undefined,
  tell: (node: Node, ref: string) => void,
): unknown {
  // A value that several places of a document have is looked through once.
  const known = new Map<object, unknown>();
  const visit = (node: Node, depth: number): unknown => {
    const { value } = node;
    if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
    const done = known.get(value);
    if (done !== undefined) return done;
    const below = (key: string, inner: unknown): Node => ({
      ...node,
      value: inner,
      pointer: `${node.pointer}/${escapeToken(key)}`,
    });
    const made = Array.isArray(value)
      ? value.map((each, index) => visit(below(String(index), each), depth + 1))
      : Object.fromEntries(
          Object.entries(value).flatMap(([key, inner]) => {
            const each = below(key, inner);
            const ref = key === 'description' ? proseRef(inner) : undefined;
            if (ref === undefined) return [[key, visit(each, depth + 1)]];
            const isHere = isRelative(ref) && !isRemote(node.file);
            const text = isHere ? read(relativeTo(node.file, decoded(ref))) : undefined;
            if (text === undefined) tell(each, ref);
            return text === undefined ? [] : [[key, text]];
          }),
        );
    known.set(value, made);
    return made;
  };
  return visit(root, 0);
}

/** Deeper than people write. */
const DEEPEST = 200;

function proseRef(value: unknown): string | undefined {
  const ref = isData(value) && Object.keys(value).length === 1 ? value['$ref'] : undefined;
  return typeof ref === 'string' && /\.(?:md|markdown)$/i.test(ref) ? ref : undefined;
}
