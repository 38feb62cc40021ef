/** What `db.tx` does: every property access and call makes plain steps; nothing is checked here. */

import type { Lookup, Step } from './chunk.js';
import type { RuleParams } from './filters.js';

type StepId = Step[2];

/** A chunk without the types of a schema. */
export interface OpenChunk {
  readonly __etype: string;
  readonly __ops: readonly Step[];
  create(args: object): OpenChunk;
  update(args: object, options?: object): OpenChunk;
  merge(args: object, options?: object): OpenChunk;
  link(args: object): OpenChunk;
  unlink(args: object): OpenChunk;
  delete(): OpenChunk;
  ruleParams(params: RuleParams): OpenChunk;
}

const LOOKUP = 'lookup__';

/**
 * A reference to the entity whose unique attribute has this value, for link arguments and for
 * `tx.goals[lookup(…)]`: text, which the server reads. Throws `TypeError` for a value that JSON cannot say.
 */
export function lookup<
  Attribute extends string,
  Value extends string | number | boolean | object | null,
>(
  attribute: Attribute,
  value: Value,
): string extends Attribute ? string : Lookup<Attribute, Value> {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) {
    throw new TypeError(`lookup('${attribute}', …) needs a value that JSON can say.`);
  }
  return `${LOOKUP}${attribute}__${text}`;
}

/**
 * Where chunks start: `createTx<Tx>().goals[id].update({…})`. Entities and ids are property names, so any
 * name works; the emitted `Tx` knows the app's own.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the emitted code knows the type
export function createTx<Tx extends object>(): Tx {
  return byName((entity) =>
    byName((name) => {
      if (name === 'id') return (id: string) => chunk(entity, stepId(id), []);
      if (name === 'lookup') {
        return (attribute: string, value: unknown) => {
          lookup(attribute, value as object);
          return chunk(entity, [attribute, value], []);
        };
      }
      return chunk(entity, stepId(name), []);
    }),
  ) as Tx;
}

function byName(member: (name: string) => unknown): object {
  return new Proxy(Object.create(null) as object, {
    get: (_target, name) => (typeof name === 'string' ? member(name) : undefined),
  });
}

function chunk(entity: string, id: StepId, steps: readonly Step[]): OpenChunk {
  const add =
    (action: string) =>
    (args?: unknown, options?: unknown): OpenChunk =>
      chunk(entity, id, [
        ...steps,
        options ? [action, entity, id, args, options] : [action, entity, id, args],
      ]);
  return {
    __etype: entity,
    __ops: steps,
    create: add('create'),
    update: add('update'),
    merge: add('merge'),
    link: add('link'),
    unlink: add('unlink'),
    delete: add('delete'),
    ruleParams: add('ruleParams'),
  };
}

/**
 * The text of `lookup()` as the pair that steps carry; attribute names may hold `__`. Throws `SyntaxError` for
 * text that begins so and holds no value.
 */
function stepId(id: string): StepId {
  if (!id.startsWith(LOOKUP)) return id;
  let wrong: unknown;
  let at = LOOKUP.length - 1;
  do {
    at = id.indexOf('__', at + 1);
    try {
      return [id.slice(LOOKUP.length, at), JSON.parse(at < 0 ? '' : id.slice(at + 2)) as unknown];
    } catch (error) {
      // Not the separator: these underscores are in the attribute's name.
      wrong ??= error;
    }
  } while (at >= 0);
  throw wrong;
}
