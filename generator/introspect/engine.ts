/** A database that can be asked: what those that are installed, and those that are far away, have in common. */

export interface Engine {
  /** As it is told: `PGlite (Postgres 18.6)`. Nothing secret is in it. */
  readonly name: string;
  /** Runs SQL and gives the rows of its last statement. Throws {@link SqlError}. */
  run(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** What Postgres says is wrong. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  /** SQLSTATE: `42P01`. */
  readonly code: string;
  /** Where in the text that was run, in UTF-16 units from 0. */
  readonly offset: number | undefined;
  readonly hint: string | undefined;
  constructor(message: string, code: string, offset?: number, hint?: string) {
    super(message);
    this.code = code;
    this.offset = offset;
    this.hint = hint;
  }
}

/** Why there is no database to ask, in words for the user. */
export class EngineProblem extends Error {
  override readonly name = 'EngineProblem';
  readonly code: string;
  readonly remedy: string;
  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}

/** An error of a driver, which carries what Postgres said as properties. `sql`: the text that was run. */
export function sqlError(error: unknown, sql: string): SqlError {
  const said = (name: string): string | undefined => {
    const value: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const position = Number(said('position') ?? 0);
  // Postgres counts characters, from 1.
  const offset =
    position > 0
      ? Array.from(sql)
          .slice(0, position - 1)
          .join('').length
      : undefined;
  return new SqlError(said('message') ?? String(error), said('code') ?? '', offset, said('hint'));
}

/** `PostgreSQL 18.6 on x86_64…` is Postgres 18.6. */
export async function versionOf(run: Engine['run']): Promise<string> {
  const [row] = await run('show server_version');
  return `Postgres ${/^[\d.]+/.exec(String(row?.['server_version']))?.[0] ?? '?'}`;
}
