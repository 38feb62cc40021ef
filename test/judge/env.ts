import { readFileSync } from 'node:fs';

/** Names and values that the recorded calls use. */
export type Constants = Readonly<Record<ConstantName, string>>;
type ConstantName =
  | 'APP_ID'
  | 'ADMIN_TOKEN'
  | 'REFRESH_TOKEN'
  | 'USER_ID'
  | 'G1'
  | 'G2'
  | 'T1'
  | 'T2'
  | 'T3'
  | 'WEBHOOK_ID'
  | 'STREAM_ID'
  | 'MACHINE_ID'
  | 'SESSION_ID'
  | 'SSE_TOKEN'
  | 'FILE_ID';

interface WireEnv {
  readonly constants: Constants;
  /** A module body that exports `makeSchema = (i) => schema`. */
  readonly schemaSource: string;
  readonly ed25519TestJwk: Readonly<Record<'kty' | 'crv' | 'd' | 'x', string>>;
}

/** The schema DSL object `i` of the official packages. */
export type SchemaDsl = Readonly<Record<string, unknown>>;

const env = JSON.parse(fixture('env.json')) as WireEnv;

/** The constants of the recorded cases. */
export const constants: Constants = env.constants;

/** The private test key with which recorded webhook signatures were made. */
export const signingKey = env.ed25519TestJwk;

/** The public key set that answers look-ups of webhook keys. */
export const jwks = {
  keys: ['test', 'test2', 'test3', 'test4'].map((kid) => ({
    kty: signingKey.kty,
    crv: signingKey.crv,
    alg: 'EdDSA',
    use: 'sig',
    kid,
    x: signingKey.x,
  })),
};

/** Builds the schema of the recorded cases with the given DSL. */
export function makeSchema(i: SchemaDsl): unknown {
  const body = env.schemaSource.replace('export const makeSchema =', 'return');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a committed fixture is code
  return (new Function(body) as () => (dsl: SchemaDsl) => unknown)()(i);
}

/** Text of a file of `fixtures/wire`. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/wire/${name}`, import.meta.url), 'utf8');
}
