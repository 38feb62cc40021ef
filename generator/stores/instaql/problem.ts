import type { ts } from 'ts-morph';
import type { Diagnostic } from '../../diagnostics.js';
import type { TextPlace } from '../../ir.js';

/** A node and the file that it stands in. */
export interface Origin {
  readonly module: { readonly path: string; readonly source: ts.SourceFile };
  readonly node: ts.Node;
}

/** Where `origin` was written, its leading comments left out. */
export function placeOf({ module, node }: Origin): TextPlace {
  const offset = node.getStart(module.source);
  return { file: module.path, offset, length: Math.max(0, node.end - offset) };
}

/** A located diagnostic of this stage; `code` comes without its `schema-`. */
export function problem(
  severity: Diagnostic['severity'],
  code: string,
  origin: Origin,
  message: string,
  remedy?: string,
): Diagnostic {
  return {
    severity,
    code: `schema-${code}`,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    at: placeOf(origin),
  };
}

/** Source text of a node on one line, cut to a length that fits a message. */
export function excerpt({ module, node }: Origin): string {
  const text = module.source.text.slice(
    node.getStart(module.source),
    Math.min(node.end, node.pos + 500),
  );
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
}
