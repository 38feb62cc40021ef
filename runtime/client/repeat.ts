import { NetworkError } from '../http/errors.js';
import { pause } from '../http/pause.js';
import type { Policy } from '../http/types.js';

/** What of a client is repeated, as its table says. */
export interface RepeatRules {
  readonly statuses: readonly number[];
  /** Further attempts after the first. */
  readonly times: number;
  /** Milliseconds before the first repetition, doubled for each further one, give or take 15 percent. */
  readonly delay: number;
}

/**
 * Repeats what may be sent twice, on answers of these statuses and where the connection was lost. What is neither
 * repeatable by its method nor by what its row says is sent once, and so is a body that is a stream.
 */
export function repeatFailed({ statuses, times, delay }: RepeatRules): Policy {
  return (next) => async (request) => {
    const { operation, method, repeatable, duplex, signal } = request;
    const safe = operation.retry
      ? operation.retry === 'safe'
      : (repeatable ?? !/^(POST|PATCH)$/i.test(method));
    for (let attempt = 0; ; attempt++) {
      const isLast = !safe || duplex !== undefined || !(attempt < times);
      try {
        const answer = await next(request);
        if (isLast || !statuses.includes(answer.status)) return answer;
      } catch (error) {
        if (isLast || !(error instanceof NetworkError)) throw error;
      }
      await pause(delay * 2 ** attempt * (0.85 + Math.random() * 0.3), signal);
    }
  };
}
