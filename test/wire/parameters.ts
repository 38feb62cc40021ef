/** Parameters by chance, of every place, style and kind, each with a value that it can carry. */

import type { Made, Random, Shape } from './shapes.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'querystring';
  readonly style: string;
  readonly explode: boolean;
  readonly reserved: boolean;
  readonly content?: string;
  readonly value: unknown;
  /** What the style cannot carry was needed. */
  readonly isLost?: boolean;
}

export const NAMES = {
  path: ['id', 'a b', 'é', 'constructor', 'x.y', 'a-b', '$n', 'a+b', '__proto__', 'a;b'],
  query: [
    ...['q', 'a b', 'é', '$top', 'x.y', 'ids[]', 'a+b', 'a&b', 'a=b', '__proto__', 'constructor'],
    ...['x[y]', 'from:to', '#h', 'a/b'],
  ],
  header: ['X-A', 'x-b', 'X_C', 'constructor', 'X-Long-Name.1'],
  cookie: ['c', 'a-b', 'constructor', '__proto__', 'c.d', 'e_f'],
};
const STYLES = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** Where a path has a parameter, alone or with text around it. */
export const segmentOf = ({ pick }: Random, name: string): string =>
  pick(['/{}', '/{}', '/{}', '/v{}', '/{}:go', '/{}.json', '/a{}!']).replace(
    '{}',
    () => `{${name}}`,
  );

export type Place = keyof typeof NAMES;

const FORM = 'application/x-www-form-urlencoded';

/** What a place can carry: of what a style cannot write so that it is read again, nothing is sent here. */
function carried(parameter: Omit<Parameter, 'value'>, kind: string): RegExp {
  const { in: place, style, explode, reserved, content } = parameter;
  const isJson = content === 'application/json';
  if (place === 'header') {
    if (content !== undefined) return /^[^]*$/;
    return kind === 'scalar'
      ? /^(?![\t ])[\t -~\x80-\xff]*(?<![\t ])$/
      : /^(?![\t ])[\t -+\--~\x80-\xff]*(?<![\t ])$/;
  }
  if (place === 'cookie' && !isJson && (reserved || style === 'cookie' || content !== undefined))
    return /^[!#-+\--:<-[\]-~]*$/;
  if (isJson || content !== undefined) return /^[^]*$/;
  if (style === 'spaceDelimited' && kind !== 'scalar' && !explode)
    return reserved ? /^[^ %]*$/ : /^[^ ]*$/;
  if (style === 'pipeDelimited' && kind !== 'scalar' && !explode)
    return reserved ? /^[^|%]*$/ : /^[^|]*$/;
  if (style === 'label' && explode && kind !== 'scalar')
    return reserved ? /^[^.,;/=%?#]*$/ : /^[^.]*$/;
  if (reserved) {
    if (place === 'path') return /^(?!.*%[\dA-Fa-f]{2})(?!\.{0,2}$)[^./,;=]*$/s;
    return explode || kind === 'scalar' ? /^(?!.*%[\dA-Fa-f]{2})[^]*$/s : /^[^,%]*$/;
  }
  return /^[^]*$/;
}

export function parameterOf(
  random: Random,
  place: Place,
  name: string,
  index: number,
): { readonly written: Made; readonly parameter?: Parameter } {
  const { version, shapes, chance, pick, textIn } = random;
  const isNew = version === '3.2';
  const style = isNew && place === 'cookie' && chance(0.5) ? 'cookie' : pick(STYLES[place]);
  const usual = style === 'form' || style === 'cookie';
  const reserved =
    chance(0.2) && (place === 'query' || (isNew && place !== 'header' && style !== 'cookie'));
  const asContent = chance(0.12);
  const media = chance(0.3) ? FORM : 'application/json';
  const kinds: Readonly<Record<string, readonly string[]>> = {
    spaceDelimited: ['list', 'object'],
    pipeDelimited: ['list', 'object'],
    deepObject: ['deep'],
  };
  const kind = asContent
    ? 'json'
    : pick(kinds[style] ?? ['scalar', 'scalar', 'list', 'object', 'either']);
  // `explode` has no meaning for these.
  const explode =
    kind === 'deep' ? true : /Delimited/.test(style) ? false : pick([usual, usual, !usual]);
  const spec = {
    name,
    in: place,
    style,
    explode,
    reserved,
    ...(asContent ? { content: media } : {}),
  };
  const leaf = (): Shape => shapes.scalar();
  const keys = place === 'header' || place === 'cookie' ? ['a', 'b', 'x.y', 'a-b'] : undefined;
  const prefix = `p${String(index)}`;
  const shape =
    kind === 'json'
      ? media === FORM
        ? shapes.record(() => pick([leaf, () => shapes.list(leaf())])())
        : shapes.any()
      : kind === 'scalar'
        ? leaf()
        : kind === 'either'
          ? shapes.either()
          : kind === 'list'
            ? shapes.list(leaf())
            : kind === 'deep'
              ? shapes.record(
                  () => pick([leaf, leaf, () => shapes.record(leaf), () => shapes.list(leaf())])(),
                  '',
                  ['a', 'b c', 'é', 'x.y', '$k', 'a&b', 'toString'],
                )
              : shapes.record(
                  style === 'form' && explode && place === 'query' && chance(0.3)
                    ? () => shapes.list(leaf())
                    : leaf,
                  prefix,
                  keys ??
                    (style === 'label' || reserved || /Delimited/.test(style)
                      ? ['a', 'b-c', 'é', 'x=y'].filter(
                          (key) => /Delimited/.test(style) || /^[a-c-]*$/.test(key),
                        )
                      : undefined),
                );
  const required = place === 'path' || name in {} || chance(0.4);
  const whole: Made = {
    name,
    in: place,
    ...(required ? { required } : {}),
    ...(asContent
      ? { content: { [media]: { schema: shape.schema } } }
      : {
          schema: shape.schema,
          ...(style === STYLES[place][0] && chance(0.5) ? {} : { style }),
          ...(explode === usual && chance(0.5)
            ? {}
            : kind === 'deep' && chance(0.5)
              ? {}
              : { explode }),
          ...(reserved ? { allowReserved: true } : {}),
        }),
  };
  if (!required && chance(0.3)) return { written: whole };
  const allowed = carried(spec, kind === 'deep' ? 'object' : kind);
  // Numbers have characters, too.
  const fits = (value: unknown): boolean =>
    typeof value === 'object' && value !== null
      ? kind === 'json' || kind === 'deep' || Object.values(value).every(fits)
      : // No path has a place for null, and none of these types has it then.
        allowed.test(String(value)) && (value !== null || place !== 'path' || asContent);
  let value = shape.make(textIn(allowed));
  for (let tries = 0; tries < 30 && !fits(value); tries++) value = shape.make(textIn(allowed));
  return { written: whole, parameter: { ...spec, value, isLost: !fits(value) } };
}
