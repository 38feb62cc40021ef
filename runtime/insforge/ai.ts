/** Images and embeddings, in the form that clients of OpenAI have. */

import type { ClientMethod, Endpoint } from '../client/method.js';
import type { CallOptions } from '../http/types.js';
import type { InsForgeSession } from './session.js';

export interface GeneratedImages {
  /** Seconds since 1970. */
  readonly created: number;
  readonly data: readonly {
    readonly b64_json?: string;
    /** What the model said besides. */
    readonly content?: string | undefined;
  }[];
  readonly usage?: {
    readonly total_tokens: number;
    readonly input_tokens: number;
    readonly output_tokens: number;
  };
}

export interface Embeddings<Item> {
  readonly object: string;
  readonly data: Item;
  readonly model: string | undefined;
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}

/** Makes images. Rejects with an `InsForgeError`. */
export type GenerateImages<Request> = (
  request: Request,
  options?: CallOptions,
) => Promise<GeneratedImages>;

/** Makes embeddings of texts. Rejects with an `InsForgeError`. */
export type CreateEmbeddings<Request, Items> = (
  request: Request,
  options?: CallOptions,
) => Promise<Embeddings<Items>>;

interface Tokens {
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly totalTokens?: number;
}

interface ImageAnswer {
  readonly text?: string;
  readonly images?: readonly { readonly imageUrl: string }[];
  readonly metadata?: { readonly usage?: Tokens };
}

export function generateImagesMethod(session: InsForgeSession, endpoint: Endpoint): ClientMethod {
  const generate: GenerateImages<unknown> = async (request, options) => {
    const transport = session.transport('user');
    const answer = (await endpoint(transport, { body: request } as never, options)) as ImageAnswer;
    const { text, images = [], metadata } = answer;
    const usage = metadata?.usage;
    const shown = images.map(({ imageUrl }) => ({
      b64_json: imageUrl.replace(/^data:image\/\w+;base64,/, ''),
      content: text,
    }));
    return {
      created: Math.floor(Date.now() / 1000),
      data: shown.length === 0 && text ? [{ content: text }] : shown,
      ...(usage && {
        usage: {
          total_tokens: usage.totalTokens ?? 0,
          input_tokens: usage.promptTokens ?? 0,
          output_tokens: usage.completionTokens ?? 0,
        },
      }),
    };
  };
  return generate as ClientMethod;
}

interface EmbeddingsAnswer {
  readonly object: string;
  readonly data: unknown;
  readonly metadata?: { readonly model?: string; readonly usage?: Tokens };
}

export function createEmbeddingsMethod(session: InsForgeSession, endpoint: Endpoint): ClientMethod {
  const create: CreateEmbeddings<unknown, unknown> = async (request, options) => {
    const transport = session.transport('user');
    const found = await endpoint(transport, { body: request } as never, options);
    const { object, data, metadata } = found as EmbeddingsAnswer;
    const { promptTokens = 0, totalTokens = 0 } = metadata?.usage ?? {};
    const usage = { prompt_tokens: promptTokens, total_tokens: totalTokens };
    return { object, data, model: metadata?.model, usage };
  };
  return create as ClientMethod;
}
