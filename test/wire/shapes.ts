/** Schemas by chance, each with values that are valid for it. */

import type { Choices } from '../schema/random.js';

export type Made = Record<string, unknown>;
export type Version = '2.0' | '3.0' | '3.1' | '3.2';

/** What texts there are, where a place cannot carry all. */
export type Text = () => string;

export interface Shape {
  readonly schema: Made;
  readonly make: (text: Text) => unknown;
}

const HOSTILE: readonly string[] = [
  ...[
    '',
    ' ',
    ' a  b ',
    '+',
    'a+b',
    '%',
    '%41',
    '%2B %',
    '100%',
    '&',
    'a&b=c',
    '=',
    'a=b',
    ';a;b=c',
  ],
  ...[
    'a,b',
    ',',
    '|',
    'a|b',
    '/',
    'a/b',
    '../x',
    '.',
    '..',
    '...',
    '?',
    'a?b#c',
    '#',
    '\\',
    '"',
    "'",
  ],
  ...[
    '"a"',
    "it's",
    '<b>',
    '[]',
    '[a]',
    'a[b]=c',
    '{x}',
    '{}',
    '$1',
    '$&',
    '$$',
    '~',
    '!*()',
    '@:',
  ],
  ...[
    '\n',
    'a\r\nX-Y: z',
    '\t',
    '\u0000',
    '\u007f',
    '\u2028',
    '\ufeff',
    'é',
    'ü日本語',
    '😀',
    'e\u0301',
  ],
  ...['__proto__', 'constructor', 'null', 'undefined', 'true', 'NaN', '-1', '0', '1e5', '--x', '`'],
  ...['x'.repeat(3000), 'a\tb', ' x', 'x ', '%00', '%zz', '%e', ':', 'http://a.b/c?d=e&f#g'],
];

export function textsOf({ below, chance, pick }: Choices): Text {
  const point = (): number => {
    const code = chance(0.25) ? below(0x1_0800) : below(0x80);
    return code >= 0xd800 && code < 0xe000 ? 0x41 : code;
  };
  return () =>
    chance(0.3)
      ? pick(['abc', 'x', 'value', 'two words', 'a-b_c'])
      : chance(0.6)
        ? pick(HOSTILE)
        : String.fromCodePoint(...Array.from({ length: 1 + below(8) }, point));
}

const KEYS = [
  'a',
  'b c',
  'é',
  'x.y',
  'a-b',
  '$k',
  'a+b',
  'k&',
  'toString',
  'x=y',
  '__proto__',
  '@t',
  'n/m',
];

/** Schemas of a version of the specification. */
export class Shapes {
  readonly #c: Choices;
  readonly components: Made = {};
  #count = 0;

  readonly version: Version;

  constructor(version: Version, choices: Choices) {
    this.version = version;
    this.#c = choices;
  }

  #maybeNamed(shape: Shape): Shape {
    if (!this.#c.chance(0.15) || this.version === '2.0') return shape;
    const name = `Shape${String(this.#count++)}`;
    this.components[name] = shape.schema;
    return { ...shape, schema: { $ref: `#/components/schemas/${name}` } };
  }

  scalar(): Shape {
    const { below, chance, pick } = this.#c;
    const plain = pick<() => Shape>([
      () => ({ schema: { type: 'string' }, make: (text) => text() }),
      () => ({ schema: { type: 'string' }, make: (text) => text() }),
      () => ({
        schema: { type: 'integer' },
        make: () => pick([0, 1, -1, 7, 2 ** 40, below(1e6)]),
      }),
      () => ({ schema: { type: 'number' }, make: () => pick([0.5, -2.25, 1e21, 1e-7, 3]) }),
      () => ({ schema: { type: 'boolean' }, make: () => chance(0.5) }),
      () => ({ schema: { type: 'string', enum: ['a', 'b-c'] }, make: () => pick(['a', 'b-c']) }),
      () => ({ schema: { type: 'integer', enum: [1, 20] }, make: () => pick([1, 20]) }),
    ])();
    if (this.version === '2.0') return plain;
    if (chance(0.08)) return { ...plain, schema: { allOf: [this.#maybeNamed(plain).schema] } };
    if ((this.version === '3.1' || this.version === '3.2') && chance(0.1)) {
      const value = pick<unknown>(['only', 5, true]);
      return { schema: { const: value }, make: () => value };
    }
    if (chance(0.1)) {
      return this.#maybeNamed({
        schema: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
        make: (text) => (chance(0.5) ? text() : below(99)),
      });
    }
    if (chance(0.1)) {
      const schema =
        this.version === '3.0'
          ? { type: 'string', nullable: true }
          : pick([
              { type: ['string', 'null'] },
              { anyOf: [this.#maybeNamed(plain).schema, { type: 'string' }, { type: 'null' }] },
            ]);
      return this.#maybeNamed({ schema, make: (text) => (chance(0.2) ? null : text()) });
    }
    return this.#maybeNamed(plain);
  }

  /** One or several. */
  either(): Shape {
    const [one, list] = [this.scalar(), this.list(this.scalar())];
    if (this.version === '2.0') return list;
    return this.#maybeNamed({
      schema: { [this.#c.pick(['oneOf', 'anyOf'])]: [one.schema, list.schema] },
      make: (text) => this.#c.pick([one, list]).make(text),
    });
  }

  list(of: Shape): Shape {
    const { below } = this.#c;
    return this.#maybeNamed({
      schema: { type: 'array', items: of.schema },
      make: (text) => Array.from({ length: below(4) }, () => of.make(text)),
    });
  }

  /** An object of which no member is known. */
  open(member: Shape, prefix: string, keys: readonly string[] = KEYS): Shape {
    const { below, pick } = this.#c;
    // Of what every object has, the compiler takes a value for what it is there.
    const free = keys.filter((key) => !(key in {}));
    return this.#maybeNamed({
      schema: { type: 'object', additionalProperties: member.schema },
      make: (text) =>
        Object.fromEntries(
          Array.from({ length: below(3) }, () => [prefix + pick(free), member.make(text)]),
        ),
    });
  }

  /** @param prefix of its keys, which are distinct in a form */
  record(member: () => Shape, prefix = '', keys: readonly string[] = KEYS): Shape {
    const { below, chance, pick } = this.#c;
    if (chance(0.1)) return this.open(member(), prefix, keys);
    const names = new Set(Array.from({ length: 1 + below(3) }, () => prefix + pick(keys)));
    const props = [...names].map((key) => [key, member()] as const);
    // What every object has is never absent to the compiler.
    const required = [...names].filter((name) => name in {} || chance(0.4));
    const open = prefix !== '' && chance(0.2) ? member() : undefined;
    return this.#maybeNamed({
      schema: {
        type: 'object',
        properties: Object.fromEntries(props.map(([key, shape]) => [key, shape.schema])),
        ...(required.length > 0 ? { required } : {}),
        ...(open === undefined ? {} : { additionalProperties: { ...open.schema } }),
      },
      make: (text) =>
        Object.fromEntries([
          ...props
            .filter(([key]) => required.includes(key) || chance(0.6))
            .map(([key, shape]): [string, unknown] => [key, shape.make(text)]),
          ...(open !== undefined && chance(0.5)
            ? [[`${prefix}extra`, open.make(text)] as const]
            : []),
        ]),
    });
  }

  /** Any value of JSON. */
  any(depth = 2): Shape {
    const { below, chance } = this.#c;
    if (depth === 0) return this.scalar();
    const which = below(this.version === '2.0' ? 3 : 4);
    if (which === 0) return this.scalar();
    if (which === 1) return this.list(this.any(depth - 1));
    if (which === 2) return this.record(() => this.any(depth - 1));
    const one = this.any(depth - 1);
    const other = this.scalar();
    return {
      schema: { anyOf: [one.schema, other.schema] },
      make: (text) => (chance(0.5) ? one : other).make(text),
    };
  }
}

/** What operations of a document are made of. */
export interface Random extends Choices {
  readonly version: Version;
  readonly shapes: Shapes;
  readonly text: Text;
  /** Text that a place can carry. */
  readonly textIn: (allowed: RegExp) => Text;
}

export function randomOf(version: Version, given: Choices): Random {
  const text = textsOf(given);
  const textIn =
    (allowed: RegExp): Text =>
    () => {
      for (let tries = 0; tries < 20; tries++) {
        const found = text();
        if (allowed.test(found)) return found;
      }
      return 'plain';
    };
  return { ...given, version, shapes: new Shapes(version, given), text, textIn };
}
