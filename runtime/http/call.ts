import type { Call, CallOptions, Operation, RequestInput, Transport } from './types.js';

/** Calls an operation. Starts at once; rejects, and never throws. */
export function call<Result, Errors = object, Headers = object>(
  transport: Transport,
  operation: Operation,
  request: RequestInput = {},
  options: CallOptions = {},
): Call<Result, Errors, Headers> {
  const answered = transport(operation, request, options);
  const result = answered.then((answer) => answer.data);
  // Both hang on `result`, so that its rejection counts as handled.
  return Object.assign(result, {
    withResponse: () => result.then(() => answered),
    safe: () =>
      result.then(
        () => answered,
        (error: unknown) => ({ error, status: (error as Failed)?.status }),
      ),
  }) as Call<Result, Errors, Headers>;
}

type Failed = { readonly status?: number } | undefined;
