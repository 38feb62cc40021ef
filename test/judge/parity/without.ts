/** A client with one feature taken away. */

import type { ClientModule } from '../wire.js';

type Any = (...args: readonly unknown[]) => unknown;
type Change = (value: unknown) => unknown;

/** The client without what {@link ParityRow.without} names; for another client, the client itself. */
export function withoutFeature(client: ClientModule, feature: string): ClientModule {
  const [kind = '', path = ''] = feature.split(':');
  if (kind === 'variant') return client;
  if (kind === 'export') {
    const [name = '', ...member] = path.split('.');
    const less = member.length > 0 ? replace(client[name], member, () => undefined) : undefined;
    return { ...client, [name]: less };
  }
  const init = client.init as Any;
  if (kind === 'init') {
    const less = (config: unknown): unknown => init(withoutMember(config, path));
    return { ...client, init: less };
  }
  const change = changeOf(kind, path);
  const changed = (db: unknown): unknown =>
    replace(change(db), ['asUser'], (asUser) => (whom: unknown) => changed((asUser as Any)(whom)));
  return { ...client, init: (config: unknown) => changed(init(config)) };
}

function changeOf(kind: string, path: string): Change {
  const steps = path.split('.');
  const [first = '', ...rest] = steps;
  switch (kind) {
    case 'db':
      return (db) => replace(db, steps, () => undefined);
    case 'tx':
      return (db) => replace(db, ['tx', '*', path], () => undefined);
    case 'chunk':
      return (db) => replace(db, ['tx', '*', '*', path], () => undefined);
    case 'result':
      return (db) =>
        replace(db, [first], (method) => (...args: readonly unknown[]) => {
          // A subscription calls back before it is there: the callback sees it as it is then returned.
          return replace((method as Any)(...args), [rest.join('.')], () => undefined);
        });
    default: {
      const [index = '', name = ''] = steps.slice(-2);
      const methods = first === 'tx' ? ['tx', '*', '*', '*'] : steps.slice(0, -2);
      return (db) =>
        replace(db, methods, (method) =>
          typeof method !== 'function'
            ? method
            : (...args: readonly unknown[]) =>
                (method as Any)(
                  ...args.map((each, at) =>
                    at === Number(index) ? withoutMember(each, name) : each,
                  ),
                ),
        );
    }
  }
}

function withoutMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

/** The object, in which the member at a path is another. `*` is any name; symbols are `Symbol.…`. */
function replace(target: unknown, path: readonly string[], change: Change): unknown {
  const [name = '', ...rest] = path;
  return new Proxy(target as object, {
    get: (object, key) => {
      const value: unknown = Reflect.get(object, key);
      const named = typeof key === 'symbol' ? (key.description ?? '') : key;
      if (name !== '*' && named !== name) {
        return typeof value === 'function' ? (value.bind(object) as unknown) : value;
      }
      if (rest.length === 0) return change(value);
      return (typeof value === 'object' && value !== null) || typeof value === 'function'
        ? replace(value, rest, change)
        : value;
    },
    ownKeys: (object) => Reflect.ownKeys(object),
  });
}
