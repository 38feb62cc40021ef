import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../../fixtures/fluxbase');

/** One call and its request, in the order in which one client makes them. */
export interface Exchange {
  readonly call: string;
  readonly args?: readonly unknown[];
  /** Method and path. */
  readonly sends: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: unknown;
  readonly as: 'key' | 'admin';
  /** Where the SDK of Fluxbase does otherwise: as whom it made the call, what it sent, and why we do not. */
  readonly before?: string;
  readonly beforeSends?: string;
  readonly why?: string;
}

export const exchanges = read('wire.json') as readonly Exchange[];

/** The methods that stand on `client.admin` itself; those without a call are local. */
export const methods = read('methods.json') as readonly {
  readonly method: string;
  readonly calls?: string;
}[];

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));
}

type Members = Readonly<Record<string, unknown>>;

/** Calls a method by its dotted name. */
export function invoke(client: object, name: string, args: readonly unknown[]): Promise<unknown> {
  const found = name.split('.').reduce<unknown>((at, part) => (at as Members)[part], client);
  return (found as (...given: readonly unknown[]) => Promise<unknown>)(...args);
}
