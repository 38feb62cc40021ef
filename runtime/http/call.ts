import type { Call, CallOptions, Operation, RequestInput, Transport } from './types.js';

/**
 * Calls an operation. Starts at once; rejects, and never throws.
 *
 * Without type arguments it fits the return type of the function around it, whatever that is, and takes
 * any request: emitted functions say what they take and return, and to infer or compare it for each of
 * a thousand would cost the compiler more than all the rest of them.
 */
export function call(
  transport: Transport,
  operation: Operation,
  request?: object,
  options?: CallOptions,
): never;
export function call<Result, Errors = object, Headers = object>(
  transport: Transport,
  operation: Operation,
  request?: RequestInput,
  options?: CallOptions,
): Call<Result, Errors, Headers>;
export function call(
  transport: Transport,
  operation: Operation,
  request?: RequestInput,
  options?: CallOptions,
): Call<unknown> {
  const answered = transport(operation, request, options);
  const result = answered.then((answer) => answer.data);
  // Both hang on `result`, so that its rejection counts as handled.
  return Object.assign(result, {
    withResponse: () => result.then(() => answered),
    safe: () =>
      result.then(
        () => answered,
        (error: unknown) => ({ status: (error as Failed)?.status, error }),
      ),
  }) as Call<unknown>;
}

type Failed = { readonly status?: number } | undefined;
