import type { HttpRequest, Policy } from './types.js';

export interface RefreshOptions {
  /**
   * Gets new credentials and puts them where the transport's `auth` finds them. What it throws, the calls
   * that wait for it reject with. Its own requests must go through a transport without this policy.
   */
  readonly refresh: () => unknown;
  /** Names of the security schemes that it renews. Default: all. */
  readonly schemes?: readonly string[] | undefined;
}

/**
 * Answers status 401 with new credentials and one further attempt: one `refresh` for all calls that wait
 * for it, and none for a call whose credentials were renewed while it was under way. Operations without
 * security are left alone, and so are bodies that are streams, which cannot be sent twice.
 */
export function refreshAuth({ refresh, schemes }: RefreshOptions): Policy {
  let running: Promise<unknown> | undefined;
  let renewed = 0;
  return (next) => async (request) => {
    const before = renewed;
    const answer = await next(request);
    if (answer.status !== 401 || request.duplex || !concerns(request, schemes)) return answer;
    if (before === renewed) {
      running ??= Promise.resolve()
        .then(refresh)
        .then(() => renewed++)
        .finally(() => (running = undefined));
      await running;
    }
    const { url, body, headers } = await request.again();
    // What policies outside of this one have set stays.
    return next({ ...request, url, body, headers: { ...request.headers, ...headers } });
  };
}

function concerns(
  { operation: { security = [], alternatives = [] } }: HttpRequest,
  schemes: readonly string[] | undefined,
): boolean {
  return [...security, ...alternatives.flat()].some(({ key }) => schemes?.includes(key) ?? true);
}
