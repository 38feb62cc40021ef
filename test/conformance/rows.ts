/** The rows of the conformance table, and the documents that stand behind them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const FIXTURES = join(import.meta.dirname, '../../fixtures/conformance');
export const VERSIONS = ['2.0', '3.0', '3.1', '3.2'] as const;
export type Version = (typeof VERSIONS)[number];

/** Areas of the specification, in the order of the page; each is a file. */
export const AREAS = {
  operations: 'Operations, servers, security',
  parameters: 'Parameters',
  bodies: 'Bodies',
  answers: 'Answers',
  schemas: 'Schemas',
} as const;
export type Area = keyof typeof AREAS;

type Data = Readonly<Record<string, unknown>>;

/** A feature with what proves it. */
export interface Row {
  readonly feature: string;
  readonly versions: readonly Version[];
  /** `GET /x`: where `operation` stands, which is called `run`. */
  readonly at?: string;
  readonly operation?: Data;
  readonly schemas?: Data;
  /** Further parts of the document. */
  readonly document?: Data;
  /** Files beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Statements about `api` that have to compile. */
  readonly types?: string;
  /** `FILE: TEXT` that has to be emitted. */
  readonly emits?: readonly string[];
  readonly auth?: Readonly<Record<string, string>>;
  /** Argument of the call, and what the server sees of it; header names that it must not see. */
  readonly call?: Data;
  readonly sees?: Data;
  readonly hides?: readonly string[];
  /** What the server answers, and what the call gives or throws. */
  readonly answer?: { readonly status: number; readonly headers?: Data; readonly body?: string };
  readonly gives?: unknown;
  readonly throws?: { readonly status: number; readonly body: unknown };
}

/** A feature that is read over. */
export interface Unsupported {
  readonly feature: string;
  readonly versions: readonly Version[];
  readonly reason: string;
}

const read = (name: string): unknown => parse(readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8'));

export const rows: readonly (Row & { readonly area: Area })[] = (
  Object.keys(AREAS) as Area[]
).flatMap((area) => (read(area) as readonly Row[]).map((row) => ({ ...row, area })));

export const unsupported = read('unsupported') as readonly Unsupported[];

export const onWire = (row: Row): boolean => row.call !== undefined || row.answer !== undefined;

const NUMBERS: Readonly<Record<Version, string>> = {
  '2.0': '2.0',
  '3.0': '3.0.4',
  '3.1': '3.1.1',
  '3.2': '3.2.0',
};

/** The whole document of a row in a version. */
export function documentOf(row: Row, version: Version): Data {
  const old = version === '2.0';
  const schemas = place(row.schemas, version);
  const [method = 'get', path = '/x'] = (row.at ?? '').split(' ');
  const answer = old ? { schema: {} } : { content: { 'application/json': {} } };
  const operation = {
    operationId: 'run',
    ...(old ? { produces: ['application/json'] } : {}),
    responses: { '200': { description: 'What the server sees.', ...answer } },
    ...row.operation,
  };
  const given = row.document ?? {};
  const parts = given['components'];
  const components = old ? {} : { ...(parts === undefined ? {} : { components: parts }) };
  const base = {
    ...(old ? { swagger: '2.0' } : { openapi: NUMBERS[version] }),
    info: { title: row.feature, version: '1' },
    paths: row.at === undefined ? {} : { [path]: { [method.toLowerCase()]: operation } },
    ...given,
    ...components,
    ...(schemas === undefined ? {} : old ? { definitions: schemas } : { components: { schemas } }),
  };
  const known = old ? ['components'] : ['securityDefinitions'];
  return Object.fromEntries(Object.entries(base).filter(([key]) => !known.includes(key)));
}

/** Schemas refer to one another where the version keeps them. */
function place(schemas: Data | undefined, version: Version): Data | undefined {
  if (schemas === undefined) return undefined;
  const folder = version === '2.0' ? 'definitions' : 'components/schemas';
  return JSON.parse(JSON.stringify(schemas).replaceAll('#/SCHEMAS/', `#/${folder}/`)) as Data;
}
