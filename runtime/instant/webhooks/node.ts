import { InstantError } from '../errors.js';
import { web } from '../../web.js';

/** A request as Node's servers hand it on, and what frameworks add to it. */
export interface NodeRequest {
  readonly url?: string | undefined;
  readonly method?: string | undefined;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body?: unknown;
  readonly rawBody?: unknown;
  [Symbol.asyncIterator]?(): AsyncIterator<unknown>;
}

/** The body of a request as text, and whether it had to be written again from what a parser made of it. */
export interface NodeBody {
  readonly text: string;
  readonly rewritten: boolean;
}

/** The signature. Node writes names in lower case; what stands in for its requests may keep other capitals. */
export function nodeSignature({ headers }: NodeRequest): string | undefined {
  return Object.entries(headers)
    .find(([name]) => /^instant-signature$/i.test(name))?.[1]
    ?.toString();
}

/**
 * Reads the body from wherever it is: what the caller has, what a framework kept, what a parser left, or
 * the request itself.
 *
 * @throws {InstantError} where there is none.
 */
export async function nodeBody(request: NodeRequest, given: unknown): Promise<NodeBody> {
  // What the caller has may be a promise still.
  const body: unknown = await (given ?? request.rawBody ?? request.body);
  if (typeof body === 'string') return { text: body, rewritten: false };
  if (body instanceof Uint8Array) return { text: textOf([body]), rewritten: false };
  if (typeof body === 'object' && body !== null) {
    try {
      return { text: JSON.stringify(body), rewritten: true };
    } catch {
      throw new InstantError(
        'Webhook request body has already been parsed and could not be re-serialized. Configure this route to receive the raw request body instead of parsed JSON.',
      );
    }
  }
  if (request[Symbol.asyncIterator] === undefined) {
    throw new InstantError(
      'Could not read the webhook request body. Pass a Node IncomingMessage with an unconsumed stream, or set `req.body` to the raw bytes (Buffer/Uint8Array) or string.',
    );
  }
  const pieces: (Uint8Array | string)[] = [];
  for await (const piece of request as AsyncIterable<Uint8Array | string>) pieces.push(piece);
  return { text: textOf(pieces), rewritten: false };
}

/** Whether the text was made by a parser and may differ from what was signed. */
export function rewrittenError({ hint }: InstantError): InstantError {
  return new InstantError(
    'Webhook signature did not validate. The request body was re-serialized from a parsed JSON object, which can produce different bytes than the server signed. Configure this route to receive the raw request body instead of parsed JSON.',
    { hint },
  );
}

function textOf(pieces: readonly (Uint8Array | string)[]): string {
  const decoder = new web.TextDecoder();
  const text = pieces.map((piece) =>
    typeof piece === 'string' ? piece : decoder.decode(piece as never, { stream: true }),
  );
  return text.join('') + decoder.decode();
}
