/**
 * What the server says when it refuses: a closed set of `type`s, each with a hint of its own. Answers that
 * no Instant server wrote (a proxy's page, an unknown route) have no type.
 */

export type InstantIssueBody =
  | IssueOf<'param-missing' | 'param-malformed', ParamHint>
  | IssueOf<'validation-failed', ValidationHint>
  | IssueOf<'record-not-found' | 'record-expired' | 'record-not-unique', RecordHint>
  | IssueOf<'record-foreign-key-invalid' | 'record-check-violation', RecordHint>
  | IssueOf<'permission-denied', { readonly input: unknown; readonly expected: string }>
  | IssueOf<'permission-evaluation-failed', { readonly rule: unknown; readonly error?: unknown }>
  | IssueOf<'rate-limited', RateLimitHint | null>
  | IssueOf<'app-read-only' | 'app-disabled', { readonly status: string }>
  | IssueOf<OtherIssue>
  | UntypedIssue;

export interface IssueOf<Type extends string, Hint = unknown> {
  readonly type: Type;
  readonly message: string;
  readonly hint?: Hint | undefined;
  readonly 'trace-id'?: string | undefined;
}

/** Types whose hints say nothing that a program could use. `timeout` has status 429, as `rate-limited` has. */
export type OtherIssue =
  | 'app-creation-disabled'
  | 'billing-closed'
  | 'connection-closed'
  | 'email-send-failed'
  | 'member-missing'
  | 'operation-timed-out'
  | 'parameter-limit-exceeded'
  | 'session-missing'
  | 'signups-closed'
  | 'socket-error'
  | 'socket-missing'
  | 'sql-exception'
  | 'sql-raise'
  | 'timeout'
  | 'unknown';

export interface UntypedIssue {
  readonly type?: undefined;
  readonly message?: string | undefined;
  readonly hint?: unknown;
  readonly 'trace-id'?: string | undefined;
}

/** Which parameter, as a path into the request. */
export interface ParamHint {
  readonly in: readonly (string | number)[];
  readonly 'original-input'?: unknown;
}

export interface ValidationHint {
  readonly 'data-type'?: string | undefined;
  readonly input?: unknown;
  readonly errors?:
    | readonly {
        readonly message?: string | undefined;
        readonly in?: unknown;
        readonly hint?: unknown;
      }[]
    | undefined;
}

export interface RecordHint {
  readonly 'record-type'?: string | undefined;
  readonly args?: readonly unknown[] | undefined;
  readonly message?: string | undefined;
}

/** `retry-after` in seconds. */
export interface RateLimitHint {
  readonly 'retry-after'?: number | undefined;
  readonly 'retry-at'?: string | undefined;
  readonly 'remaining-tokens'?: number | undefined;
}

/** An error answer: its status and its body. */
export interface InstantIssue<Body = InstantIssueBody> {
  status: number;
  body: Body;
}
