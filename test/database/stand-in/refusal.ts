/** What is answered where a request is refused. */

export interface Words {
  readonly code: string;
  readonly message: string;
  readonly details?: string | null;
  readonly hint?: string | null;
}

export class Refusal extends Error {
  readonly status: number;
  readonly body: Required<Words>;

  constructor(status: number, { code, message, details = null, hint = null }: Words) {
    super(message);
    this.status = status;
    this.body = { code, message, details, hint };
  }
}

/** Statuses of what Postgres refuses, by its codes or the classes of them. */
const STATUSES: readonly (readonly [start: string, status: number])[] = [
  ['23503', 409],
  ['23505', 409],
  ['42P01', 404],
  ['42883', 404],
  ['42501', 403],
  ['22', 400],
  ['23', 400],
  ['42', 400],
  ['P0001', 400],
  ['57014', 500],
];

/** @throws whatever is no error of Postgres */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const said = error as Partial<Record<'code' | 'message' | 'detail' | 'hint', string>>;
  if (typeof said.code !== 'string') throw error;
  const { code, message = '', detail, hint } = said;
  const [, status = 500] = STATUSES.find(([start]) => code.startsWith(start)) ?? [];
  return new Refusal(status, { code, message, details: detail ?? null, hint: hint ?? null });
}
