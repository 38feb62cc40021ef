import type { Call, CallOptions, Operation, RequestInput, Transport } from './types.js';

/** Calls an operation. Starts at once; rejects, and never throws. */
export function call<Result, Errors = object>(
  transport: Transport,
  operation: Operation,
  request: RequestInput = {},
  options: CallOptions = {},
): Call<Result, Errors> {
  const answered = transport(operation, request, options);
  const result = answered.then(({ error, data }) => {
    if (error) throw error;
    return data;
  });
  // Both hang on `result`, so that its rejection counts as handled.
  return Object.assign(result, {
    withResponse: () => result.then(() => answered),
    safe: () =>
      result
        .catch(() => {})
        .then(() => answered)
        .catch((error: unknown) => ({ error })),
  }) as Call<Result, Errors>;
}
