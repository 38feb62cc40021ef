/** Bodies by chance, of every kind, each with a value. */

import { NAMES } from './parameters.js';
import type { Made, Random, Shape } from './shapes.js';

export interface Body {
  readonly type: string;
  readonly value: unknown;
  /** Encoding by property. */
  readonly encoding: Readonly<Record<string, Made>>;
  readonly several: boolean;
}

const ANY = /^[^]*$/;

export function bodyOf(
  random: Random,
  type: string,
): {
  readonly written: Made;
  readonly value: unknown;
  readonly encoding?: Readonly<Record<string, Made>>;
} {
  const { version, shapes, below, chance, pick, textIn } = random;
  const bytes = (): Uint8Array => Uint8Array.from({ length: below(40) }, () => below(256));
  const make = (shape: Shape): unknown => shape.make(textIn(ANY));
  if (/[/+]json$/.test(type)) {
    const shape = shapes.any();
    return { written: { schema: shape.schema }, value: make(shape) };
  }
  if (/ndjson|json-seq/.test(type)) {
    const item = shapes.any(1);
    const shape = shapes.list(item);
    const written =
      version === '3.2' && chance(0.5)
        ? { itemSchema: item.schema }
        : { schema: { type: 'array', items: item.schema } };
    return { written, value: make(shape) };
  }
  if (type === 'text/plain')
    return { written: { schema: { type: 'string' } }, value: textIn(ANY)() };
  if (type === 'application/octet-stream')
    return {
      written:
        version === '3.0'
          ? { schema: { type: 'string', format: 'binary' } }
          : chance(0.5)
            ? {}
            : { schema: { type: 'string', format: 'binary' } },
      value: bytes(),
    };
  if (type === 'multipart/mixed') {
    const item = shapes.any(1);
    const isFile = chance(0.3);
    const [items, value] = isFile
      ? [{ type: 'string', format: 'binary' }, Array.from({ length: below(3) }, bytes)]
      : [item.schema, make(shapes.list(item))];
    const contentType = isFile ? pick(['image/png', 'image/*']) : 'application/json';
    const itemEncoding = version === '3.2' && chance(0.5) ? { itemEncoding: { contentType } } : {};
    return { written: { schema: { type: 'array', items }, ...itemEncoding }, value };
  }
  const isForm = type !== 'multipart/form-data';
  const properties: Made = {};
  const encoding: Record<string, Made> = {};
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const names = new Set(
    Array.from({ length: 1 + below(4) }, () => pick(NAMES.query)).filter(
      (name) => name !== 'constructor',
    ),
  );
  let index = 0;
  for (const name of names) {
    index++;
    const put = (schema: Made, given: unknown): void => {
      Object.defineProperty(properties, name, {
        value: schema,
        enumerable: true,
        configurable: true,
      });
      if (chance(0.8)) value[name] = given;
    };
    const code = (given: Made): void => {
      Object.defineProperty(encoding, name, {
        value: given,
        enumerable: true,
        configurable: true,
      });
    };
    const which = below(isForm ? 5 : 7);
    if (which <= 1) {
      const shape = shapes.scalar();
      put(shape.schema, make(shape));
      if (chance(0.2))
        code(
          isForm
            ? { contentType: 'text/plain' }
            : {
                contentType: pick([
                  'text/plain',
                  'text/csv; charset=utf-8',
                  'application/json, text/plain',
                ]),
              },
        );
    } else if (which === 2) {
      const shape = shapes.list(shapes.scalar());
      const style = chance(0.5) ? pick(['form', 'spaceDelimited', 'pipeDelimited']) : undefined;
      const explode = style === 'form' ? chance(0.5) : false;
      const given = style === undefined ? make(shape) : shape.make(textIn(/^[^ |%]*$/));
      put(shape.schema, given);
      if (style !== undefined && (isForm || version !== '3.0'))
        code({ style, explode, ...(isForm && chance(0.2) ? { allowReserved: true } : {}) });
    } else if (which === 3) {
      const shape = shapes.record(() => shapes.any(1));
      put(shape.schema, make(shape));
      if (chance(0.2)) code({ contentType: 'application/json' });
    } else if (which === 4) {
      const style = pick(['form', 'deepObject']);
      const shape = shapes.record(
        () => shapes.scalar(),
        style === 'form' ? `f${String(index)}` : '',
        ['a', 'b c', 'é', 'x.y'],
      );
      put(shape.schema, make(shape));
      if (isForm || version !== '3.0') code({ style, explode: true });
      // Without it, an object is JSON.
    } else if (which === 5) {
      put(
        { type: 'string', format: 'binary' },
        chance(0.5)
          ? bytes()
          : new File([bytes()], pick(['a.txt', 'é "x".png', 'a%20b', 'x;y=z']), {
              type: pick(['', 'image/png', 'text/plain']),
            }),
      );
      if (chance(0.3))
        code({ contentType: pick(['image/png', 'image/png, image/jpeg', 'image/*']) });
    } else {
      put(
        { type: 'array', items: { type: 'string', format: 'binary' } },
        Array.from(
          { length: below(3) },
          () => new Blob([bytes()], { type: pick(['', 'image/gif']) }),
        ),
      );
    }
  }
  return {
    written: {
      schema: { type: 'object', properties },
      ...(Object.keys(encoding).length > 0 ? { encoding } : {}),
    },
    value,
    encoding,
  };
}
