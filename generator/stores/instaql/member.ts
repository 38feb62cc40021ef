import { nearest } from '../../diagnostics.js';
import { readTarget } from './bindings.js';
import { isDslName } from './dsl.js';
import type { Env, Evaluate } from './env.js';
import { lookupExport } from './lookup.js';
import { unread, type Located, type ObjectValue, type Value } from './values.js';

/** `value.name`, where `origin` is the whole expression. */
export function member(
  env: Env,
  value: Value,
  name: string,
  origin: Located,
  evaluate: Evaluate,
): Value {
  switch (value.kind) {
    case 'unread':
      return value;
    case 'object':
      return entryOf(value, name, origin);
    case 'schema':
      if (name === 'entities' || name === 'links' || name === 'rooms') return value[name];
      return { kind: 'method', of: value, name, origin };
    case 'entity':
      return name === 'attrs' ? value.attrs : { kind: 'method', of: value, name, origin };
    case 'attr':
      return { kind: 'method', of: value, name, origin };
    case 'dsl':
      return isDslName(name)
        ? { kind: 'method', of: value, name, origin }
        : unread('unknown-method', origin, ...unknownOnI(name));
    case 'database':
      return name === 'schema' ? value.schema : cannot(value, name, origin);
    case 'namespace': {
      const target = lookupExport(env.reading, value.module, name);
      if (target !== undefined) return readTarget(env, target, origin, evaluate);
      const main = lookupExport(env.reading, value.module, 'default');
      if (main !== undefined) {
        return member(env, readTarget(env, main, origin, evaluate), name, origin, evaluate);
      }
      return unread(
        'export-not-found',
        origin,
        `${value.module.path} does not export '${name}'.`,
        `Export it from ${value.module.path}.`,
      );
    }
    case 'package':
      if (name === 'i') return { kind: 'dsl' };
      return name === 'default' ? value : { ...value, path: [...value.path, name], origin };
    case 'array': {
      const item = value.items[Number(name)];
      return item ?? cannot(value, name, origin);
    }
    case 'literal':
    case 'function':
    case 'method':
      return cannot(value, name, origin);
  }
}

function entryOf(value: ObjectValue, name: string, origin: Located): Value {
  const entry = value.entries.get(name);
  if (entry !== undefined) {
    const { value: inner, doc } = entry;
    return doc !== undefined && (inner.kind === 'attr' || inner.kind === 'entity')
      ? { ...inner, doc }
      : inner;
  }
  if (value.attr !== undefined) return { kind: 'method', of: value.attr, name, origin };
  const [first] = value.unread;
  if (first !== undefined) return first;
  const meant = nearest(name, value.entries.keys());
  if (meant === undefined) return { kind: 'literal', value: undefined, origin };
  return unread(
    'unknown-member',
    origin,
    `There is no member '${name}' here.`,
    `Did you mean '${meant}'?`,
  );
}

function unknownOnI(name: string): [message: string, remedy: string] {
  const meant = nearest(name, KINDS);
  return [
    `\`i\` has no '${name}'.`,
    meant === undefined ? `It has ${KINDS.join(', ')}.` : `Did you mean i.${meant}?`,
  ];
}

const KINDS = ['string', 'number', 'boolean', 'date', 'json', 'any', 'entity', 'schema', 'graph'];

function cannot(value: Value, name: string, origin: Located): Value {
  return unread(
    'not-readable',
    origin,
    `The member '${name}' is only known when the file runs.`,
    'Write it as a literal.',
  );
}
