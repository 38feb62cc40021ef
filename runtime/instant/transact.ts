import { overrides } from './query.js';
import type { ClientMethod, Endpoint } from '../client/method.js';
import type { DebugOptions } from './query.js';
import type { SchemaTable } from './schema.js';
import type { Session } from './session.js';
import type { CallOptions } from '../http/types.js';

interface Chunk {
  readonly __ops: readonly (readonly unknown[])[];
}

/** A check that is imported only where the schema's `requiredLinks` is `runtime`. */
type CheckLinks = (steps: readonly (readonly unknown[])[], schema: SchemaTable) => void;

/** `db.transact`: throws at once where a chunk is refused, or no token allows it. */
export function transactMethod(
  session: Session,
  endpoint: Endpoint,
  checkLinks?: CheckLinks,
): ClientMethod {
  const transact = (chunks: unknown, options?: CallOptions): Promise<unknown> => {
    const { schema } = session;
    session.checks.checkTransaction?.(chunks, schema);
    const steps = stepsOf(chunks);
    if (!session.config.disableValidation && schema) checkLinks?.(steps, schema);
    const body = {
      steps,
      'throw-on-missing-attrs?': schema !== undefined,
    };
    return endpoint(session.transport('asUser'), { body } as never, options);
  };
  return transact as ClientMethod;
}

/** `__dangerouslyCommit` is for Instant's own tools: it writes what else would only be tried. */
interface DebugTransactOptions extends DebugOptions {
  readonly __dangerouslyCommit?: boolean | undefined;
}

/** `db.debugTransact`: nothing is checked here, and nothing is written there. */
export function debugTransactMethod(session: Session, endpoint: Endpoint): ClientMethod {
  const debugTransact = (
    chunks: unknown,
    about?: DebugTransactOptions | null,
  ): Promise<unknown> => {
    const options = about ?? {};
    const body = {
      steps: stepsOf(chunks),
      'rules-override': options.rules,
      'dangerously-commit-tx': options.__dangerouslyCommit,
      ...overrides(options),
    };
    return endpoint(session.transport('asUser'), { body } as never, options);
  };
  return debugTransact as ClientMethod;
}

/** The steps of all chunks, in order. */
function stepsOf(chunks: unknown): readonly (readonly unknown[])[] {
  return (Array.isArray(chunks) ? chunks : [chunks]).flatMap((chunk: Chunk) => chunk.__ops);
}
