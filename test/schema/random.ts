/** The same numbers for the same seed, on every machine (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Choices that are the same for the same seed. */
export interface Choices {
  /** A whole number from 0 on, without the limit. */
  readonly below: (limit: number) => number;
  /** True in this share of all cases. */
  readonly chance: (share: number) => boolean;
  /** @throws where there is nothing to pick from */
  readonly pick: <T>(list: readonly T[]) => T;
}

export function choices(seed: number): Choices {
  const random = generator(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    chance: (share) => random() < share,
    pick: (list) => {
      const item = list[below(list.length)];
      if (item === undefined) throw new Error('an empty list');
      return item;
    },
  };
}

const NAMES = [
  ...['a', 'b2', 'goals', 'todos', '$users', '$files', 'two words', 'flag-sets', 'class', '🍕'],
  ...['sku ', 'sure?', 'name', 'type', 'length', 'link', 'Order', 'über', "it's", 'tab\\tbed'],
  ...['toString', 'valueOf', 'hasOwnProperty', 'x$y', '_', '__dunder', 'default', 'null'],
];

/** A schema written in one of the many ways that people write them. */
export function randomSchema(seed: number): string {
  const { below, chance, pick } = choices(seed);
  const some = (count: number): string[] => {
    const found = new Set<string>();
    for (let index = 0; index < count; index++) found.add(pick(NAMES));
    return [...found];
  };
  const before: string[] = [];
  let names = 0;
  const builder = pick(['i', 'i', 'make', 'instant.i']);
  const string = (text: string): string =>
    text.includes("'") || chance(0.4) ? `"${text}"` : `'${text}'`;
  const key = (text: string): string =>
    /^[\w$]+$/.test(text) && chance(0.8) ? text : chance(0.1) ? `[${string(text)}]` : string(text);
  const gap = (): string => pick([' ', '\n  ', ' /* note */ ', ' // line\n  ']);
  const attr = (): string => {
    const type = pick(['string', 'number', 'boolean', 'date', 'json', 'any']);
    const typed = type === 'json' && chance(0.3) ? pick(['<string[]>', '<{ x: number }>']) : '';
    let text = `${builder}.${type}${typed}()`;
    while (chance(0.4)) {
      const modifier = pick(['optional', 'indexed', 'unique', 'clientRequired']);
      text += `${chance(0.1) ? '\n    ' : ''}.${modifier}()`;
    }
    if (chance(0.08)) {
      const name = `attr${names++}`;
      before.push(`const ${name} = ${text};`);
      return name;
    }
    if (chance(0.08)) {
      const name = `same${names++}`;
      before.push(`function ${name}(given) { const kept = given; return kept; }`);
      return `${name}(${text})`;
    }
    return chance(0.05) ? `(${text})` : text;
  };
  const object = (entries: readonly (readonly [string, string])[]): string => {
    if (entries.length > 1 && chance(0.12)) {
      const name = `part${names++}`;
      const cut = below(entries.length);
      before.push(`const ${name} = ${object(entries.slice(0, cut))}${pick(['', ' as const'])};`);
      const rest = entries.slice(cut).map(([name, text]) => `${key(name)}: ${text}`);
      return `{ ...${[name, ...rest].join(', ')} }`;
    }
    const members = entries.map(([name, text]) => `${key(name)}:${gap()}${text}`);
    return `{${gap()}${members.join(`,${gap()}`)}${chance(0.5) && members.length > 0 ? ',' : ''}${gap()}}`;
  };
  const entity = (): string => {
    const attrs = some(below(6)).map((name) => [name, attr()] as const);
    const text = `${builder}.entity(${object(attrs)})`;
    return chance(0.1) ? `${text}.asType<{ name: 'x' }>()` : text;
  };
  const entities = some(1 + below(6)).filter((name) => !(name in {}));
  const used = new Set<string>();
  const end = (): string => {
    const entity = pick(entities);
    // One entity has one link of a name.
    const free = NAMES.filter((name) => !(name in {}) && !used.has(`${entity} ${name}`));
    const label = pick(free);
    used.add(`${entity} ${label}`);
    const extra = [
      ...(chance(0.2) ? ['required: true'] : []),
      ...(chance(0.2) ? ["onDelete: 'cascade'"] : []),
    ];
    const members = [
      `on: ${string(entity)}`,
      `has: '${pick(['one', 'many'])}'`,
      `label: ${string(label)}`,
    ];
    return `{ ${[...members, ...extra].join(', ')} }`;
  };
  const links = some(entities.length === 0 ? 0 : below(6)).map(
    (name) => [name, `{ forward: ${end()}, reverse: ${end()} }`] as const,
  );
  const rooms = some(below(3)).map((name) => {
    const topics = chance(0.5)
      ? `, topics: ${object(some(2).map((topic) => [topic, entity()]))}`
      : '';
    return [name, `{ presence: ${entity()}${topics} }`] as const;
  });
  const sections = [
    `entities: ${object(entities.map((name) => [name, entity()]))}`,
    ...(links.length > 0 || chance(0.5) ? [`links: ${object(links)}`] : []),
    ...(rooms.length > 0 || chance(0.5) ? [`rooms: ${object(rooms)}`] : []),
  ];
  const call = `${builder}.schema({ ${(chance(0.3) ? sections.reverse() : sections).join(', ')} })`;
  const source = pick(['core', 'react', 'admin', 'svelte']);
  const imported =
    builder === 'i' ? '{ i }' : builder === 'make' ? '{ i as make }' : '* as instant';
  return [
    `import ${imported} from '@instantdb/${source}';`,
    ...before,
    ...pick([
      [`const _schema = ${call};`, 'const schema = _schema;', 'export default schema;'],
      [`export default ${call};`],
      [`const graph = ${call} as const;`.replace(' as const', ''), 'export { graph as default };'],
    ]),
    '',
  ].join('\n');
}
