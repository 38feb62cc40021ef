/** How operations are called: by functions, or by the methods of a client object. */

import type * as runtime from '../../runtime/abi.js';
import { requestOf } from './check.js';
import type { Client } from './clients.js';
import type { Operation } from './operations.js';

/** The group of all methods, where operations have it as their tag. */
export const TAG = 'all';

const GROUPS = { query: 'query', querystring: 'query', header: 'headers', cookie: 'cookies' };

/** Of a method: parameters of the path as they stand there, the body, each other part; what is optional stands last. */
export function argumentsOf(operation: Operation, accept?: string): readonly unknown[] {
  const { path = {}, contentType, body, ...request } = requestOf(operation);
  const values = new Map(Object.entries(path as object));
  const inPath = [...operation.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  const parts = [...new Set(Object.values(GROUPS))].flatMap((group) => {
    const own = operation.declared.filter((each) => GROUPS[each['in'] as 'query'] === group);
    const isRequired = own.some((each) => each['required'] === true);
    return own.length === 0 ? [] : [{ isRequired, value: request[group] }];
  });
  const { takesBody } = operation;
  const all = [
    ...(takesBody === 'no' ? [] : [{ isRequired: takesBody === 'always', value: body }]),
    ...parts,
  ];
  return [
    ...inPath.map((name) => values.get(name) as unknown),
    ...all.filter((each) => each.isRequired).map(({ value }) => value),
    ...all.filter((each) => !each.isRequired).map(({ value }) => value),
    {
      ...(contentType === undefined ? {} : { contentType }),
      ...(accept === undefined ? {} : { accept }),
    },
  ];
}

export type Caller = (operation: Operation, accept?: string) => runtime.Call<unknown>;

type Method = (...args: readonly unknown[]) => runtime.Call<unknown>;
type Methods = Readonly<Record<string, Readonly<Record<string, Method>>>>;

export function callerOf(client: Client, isObject: boolean, settings: object): Caller {
  if (isObject) {
    const { createClient } = client as unknown as { createClient: (options: object) => Methods };
    const methods = createClient(settings)[TAG] ?? {};
    return (operation, accept) => {
      const method = methods[operation.id];
      if (method === undefined) throw new Error(`no method ${operation.id}`);
      return method(...argumentsOf(operation, accept));
    };
  }
  const transport = client.createTransport(settings as runtime.TransportOptions);
  return (operation, accept) => {
    const call = client[operation.id];
    if (call === undefined) throw new Error(`no function ${operation.id}`);
    return call(transport, requestOf(operation, accept));
  };
}
