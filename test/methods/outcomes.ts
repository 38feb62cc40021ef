/** What became of each method of an SDK: a row over an operation, a composite of the runtime, or nothing. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api, Client, Row } from '../../generator/ir.js';
import { cases, generate } from '../golden/case.js';

/** A method as the SDK of the backend has it. */
export interface SdkMethod {
  /** What a call gives that has methods of its own stands in parentheses: `storage.from(b).upload`. */
  readonly method: string;
  /** Operations, as method and path; `*` is any method. Absent: it sends nothing by itself. */
  readonly calls?: readonly string[] | string;
  /** Why there is no such method. */
  readonly excluded?: string;
}

export type Outcome =
  | { readonly kind: 'operation'; readonly operation: string }
  | { readonly kind: 'recipe'; readonly recipe: string; readonly operations: readonly string[] }
  | { readonly kind: 'excluded'; readonly reason: string }
  | { readonly kind: 'missing'; readonly why: string };

/** `fixtures/<name>/methods.json`. */
export function sdkMethods(name: string): readonly SdkMethod[] {
  const path = join(import.meta.dirname, '../../fixtures', name, 'methods.json');
  return JSON.parse(readFileSync(path, 'utf8')) as readonly SdkMethod[];
}

/** The methods of a case whose SDK is compared elsewhere: its rows, as what they are made of. */
export async function rowsOf(
  name: string,
): Promise<readonly { readonly method: string; readonly outcome: Pick<Outcome, 'kind'> }[]> {
  const found = cases.find((each) => each.name === name);
  const { client } = found === undefined ? {} : (await generate(found)).project;
  if (client === undefined) throw new Error(`${name} has no client`);
  return client.rows.map((row) => ({
    // What stands on the client itself is of no other module.
    method: row.name.includes('.') ? row.name : `db.${row.name}`,
    outcome: { kind: row.does.kind === 'call' ? 'operation' : 'recipe' },
  }));
}

/** What a case of `fixtures/` has for each of them, in their order. */
export async function outcomesOf(
  name: string,
): Promise<readonly { readonly method: string; readonly outcome: Outcome }[]> {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  const { api, client } = (await generate(found)).project;
  if (api === undefined || client === undefined) throw new Error(`${name} has no client`);
  return sdkMethods(name).map((each) => ({
    method: each.method,
    outcome: outcomeOf(each, api, client),
  }));
}

function outcomeOf({ method, calls = [], excluded }: SdkMethod, api: Api, client: Client): Outcome {
  const row = rowOf(method, client);
  if (excluded !== undefined) {
    if (row === undefined) return { kind: 'excluded', reason: excluded };
    return { kind: 'missing', why: `${row.name} is there` };
  }
  if (row === undefined) return { kind: 'missing', why: 'no row' };
  const wanted = typeof calls === 'string' ? [calls] : calls;
  const routes = (row.does.kind === 'call' ? [row.does.operation] : row.does.operations).map(
    (key) => routeOf(api, key),
  );
  // A composite that uses any method of a path writes its requests itself.
  const isOwn = (each: string): boolean => row.does.kind === 'recipe' && each.startsWith('* ');
  const lacking = wanted.filter((each) => !isOwn(each) && !routes.includes(each));
  if (lacking.length > 0) return { kind: 'missing', why: `${row.name} has no ${lacking.join()}` };
  if (row.does.kind === 'recipe')
    return {
      kind: 'recipe',
      recipe: row.does.recipe,
      operations: [...routes, ...wanted.filter(isOwn)],
    };
  if (row.name !== method) return { kind: 'missing', why: `${row.name} is one call` };
  return { kind: 'operation', operation: routes.join() };
}

/** The row of a method, or that of the object it stands on: `storage.from` for `storage.from(b).upload`. */
function rowOf(method: string, { rows }: Client): Row | undefined {
  const steps = method.replace(/\(\w*\)/g, '').split('.');
  const names = steps.map((_, index) => steps.slice(0, steps.length - index).join('.'));
  return names.flatMap((name) => rows.find((row) => row.name === name) ?? [])[0];
}

function routeOf(api: Api, key: string): string {
  const operation = api.operations.find((each) => each.key === key);
  return `${operation?.method.toUpperCase() ?? ''} ${operation?.path ?? ''}`;
}
