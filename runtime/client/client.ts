import { createTransport } from '../http/transport.js';
import type { Caller } from './method.js';
import type { Transport, TransportOptions } from '../http/types.js';

/** What every client takes, before the emitted interface gives its credentials their names. */
export interface ClientBaseOptions extends Omit<TransportOptions, 'baseUrl'> {
  /** Where the API is. Default: the first server of its document. */
  readonly baseUrl?: string | undefined;
}

/** What the methods of a client send through: with its credentials, or (`none`) without any. */
export function openClient(options: ClientBaseOptions, server = ''): Caller {
  const settings = { ...options, baseUrl: options.baseUrl ?? server };
  let own: Transport | undefined;
  let bare: Transport | undefined;
  return {
    transport: (auth) =>
      auth === 'none'
        ? (bare ??= createTransport({ ...settings, auth: undefined }))
        : (own ??= createTransport(settings)),
  };
}
