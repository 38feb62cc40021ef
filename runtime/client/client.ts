import { ValidationError } from '../http/errors.js';
import { createTransport } from '../http/transport.js';
import { worded } from './errors.js';
import type { ErrorRules } from './errors.js';
import type { Caller } from './method.js';
import type { AnyAuth, Transport, TransportOptions } from '../http/types.js';

/** What every client takes, before the emitted interface gives credentials and addresses their names. */
export interface ClientBaseOptions extends Omit<TransportOptions<AnyAuth, object>, 'baseUrl'> {
  /** Where the API is. Default: the first server of its document. */
  readonly baseUrl?: string | undefined;
}

/** What a client is besides its methods; the client table says it. */
export interface ClientRules {
  readonly errors?: ErrorRules;
  /** Those that are on make rows send further constants. */
  readonly flags?: { readonly [name: string]: boolean | undefined };
}

/**
 * What the methods of a client send through: with its credentials, or (`none`) without any.
 *
 * @throws {ValidationError} for a `baseUrl` that paths cannot be added to
 */
export function openClient(
  options: ClientBaseOptions,
  server = '',
  { errors, flags }: ClientRules = {},
): Caller {
  const settings = { ...options, baseUrl: options.baseUrl ?? server };
  // `https://host/v1`, or `/v1` where a page is the host.
  if (!/^(?:[a-z][a-z\d+.-]*:\/\/[^\s/?#]+)?(?:\/[^\s?#]*)?$/i.test(options.baseUrl ?? '')) {
    // It is not repeated: there may be a key in it.
    throw new ValidationError(
      'the address (baseUrl) is none that begins with https:// or http://, or has a query or a fragment',
    );
  }
  let own: Transport | undefined;
  let bare: Transport | undefined;
  return {
    ...(flags === undefined ? {} : { flags }),
    transport: (auth) =>
      auth === 'none'
        ? (bare ??= worded(createTransport({ ...settings, auth: undefined }), errors))
        : (own ??= worded(createTransport(settings), errors)),
  };
}

/**
 * A text without which no client can be made.
 *
 * @throws {ValidationError} where it is missing or empty, as what comes from the environment may be, or is no text, as an
 *   object of options is
 */
export function given(name: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  const isOther = typeof value !== 'string' && value !== undefined && value !== null;
  throw new ValidationError(`${name} is ${isOther ? 'not a text' : 'missing'}`);
}
