/** `ai.chat.completions.create`: answers in the form that clients of OpenAI have. */

import { eventResult } from '../http/events.js';
import { InsForgeError } from './error.js';
import type { ClientMethod, Endpoint } from '../client/method.js';
import type { ServerEvent } from '../http/sse.js';
import type { CallOptions, Transport } from '../http/types.js';
import type { InsForgeSession } from './session.js';

/** What the backend answers, as far as all of it is told on. */
export interface ChatAnswer {
  readonly text: string;
  readonly tool_calls?: readonly unknown[];
  readonly annotations?: readonly unknown[];
  readonly metadata?: { readonly model: string; readonly usage?: ChatTokens };
}

interface ChatTokens {
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly totalTokens?: number;
}

export interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** Why the model ended. */
export type ChatEnd = 'stop' | 'tool_calls';

export interface ChatCompletion<Answer extends ChatAnswer> {
  readonly id: string;
  readonly object: 'chat.completion';
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string | undefined;
  readonly choices: readonly [
    {
      readonly index: 0;
      readonly message: {
        readonly role: 'assistant';
        readonly content: string;
        readonly tool_calls?: NonNullable<Answer['tool_calls']>;
        /** Sources, of a search of the web or of files. */
        readonly annotations?: NonNullable<Answer['annotations']>;
      };
      readonly finish_reason: ChatEnd;
    },
  ];
  readonly usage: ChatUsage;
}

export interface ChatChunk<Answer extends ChatAnswer> {
  readonly id: string;
  readonly object: 'chat.completion.chunk';
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  readonly choices: readonly [
    {
      readonly index: 0;
      readonly delta: {
        readonly content?: string;
        readonly tool_calls?: NonNullable<Answer['tool_calls']>;
        readonly annotations?: NonNullable<Answer['annotations']>;
      };
      readonly finish_reason: ChatEnd | null;
    },
  ];
  /** Of the last but one that comes. */
  readonly usage?: ChatUsage;
}

/** Asks a model. With `stream: true` the answer comes piece by piece. Rejects with an `InsForgeError`. */
export interface CreateChat<Request, Answer extends ChatAnswer> {
  (
    request: Request & { readonly stream: true },
    options?: CallOptions,
  ): Promise<AsyncIterable<ChatChunk<Answer>>>;
  (
    request: Request & { readonly stream?: false | undefined },
    options?: CallOptions,
  ): Promise<ChatCompletion<Answer>>;
  (
    request: Request,
    options?: CallOptions,
  ): Promise<ChatCompletion<Answer> | AsyncIterable<ChatChunk<Answer>>>;
}

export function createChatMethod(session: InsForgeSession, endpoint: Endpoint): ClientMethod {
  const create = async (request: ChatInput, options?: CallOptions): Promise<unknown> => {
    const transport = session.transport('user');
    if (request.stream !== true) {
      const answer = await endpoint(transport, { body: request } as never, options);
      return completionOf(answer as ChatAnswer);
    }
    const streaming: Transport = (operation, ...rest) =>
      transport({ ...operation, read: eventResult }, ...rest);
    const events = await endpoint(streaming, { body: request } as never, options);
    return chunksOf(events as AsyncIterable<ServerEvent>, request.model);
  };
  return create as ClientMethod;
}

interface ChatInput {
  readonly model: string;
  readonly stream?: boolean | undefined;
}

const head = (): { readonly id: string; readonly created: number } => ({
  id: `chatcmpl-${String(Date.now())}`,
  created: Math.floor(Date.now() / 1000),
});

function completionOf(answer: ChatAnswer): ChatCompletion<ChatAnswer> {
  const { text, tool_calls = [], annotations = [], metadata } = answer;
  return {
    ...head(),
    object: 'chat.completion',
    model: metadata?.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text || '',
          ...(tool_calls.length > 0 ? { tool_calls } : {}),
          ...(annotations.length > 0 ? { annotations } : {}),
        },
        finish_reason: tool_calls.length > 0 ? 'tool_calls' : 'stop',
      },
    ],
    usage: usageOf(metadata?.usage),
  };
}

/** Under both names: those of the backend, and those of OpenAI. */
function usageOf(tokens: ChatTokens = {}): ChatUsage {
  const { promptTokens = 0, completionTokens = 0, totalTokens = 0 } = tokens;
  return {
    ...tokens,
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: totalTokens,
  };
}

/** One frame of a stream: mostly a piece of text. */
interface Frame {
  readonly chunk?: string;
  readonly content?: string;
  readonly tool_calls?: readonly unknown[];
  readonly annotations?: readonly unknown[];
  readonly tokenUsage?: ChatTokens;
  readonly done?: boolean;
  readonly error?: unknown;
  readonly message?: string;
}

async function* chunksOf(
  events: AsyncIterable<ServerEvent>,
  model: string,
): AsyncGenerator<ChatChunk<ChatAnswer>, void, undefined> {
  const chunk = (
    delta: ChatChunk<ChatAnswer>['choices'][0]['delta'],
    finish_reason: ChatEnd | null,
  ): ChatChunk<ChatAnswer> => ({
    ...head(),
    object: 'chat.completion.chunk',
    model,
    choices: [{ index: 0, delta, finish_reason }],
  });
  for await (const { data } of events) {
    const frame = frameOf(data);
    if (frame === undefined) continue;
    const { tool_calls = [], annotations = [], tokenUsage, done, error, message } = frame;
    if (error) {
      const text = message ?? (typeof error === 'string' ? error : 'The stream broke off');
      throw new InsForgeError(text, 500, 'SERVER_ERROR');
    }
    const content = frame.chunk || frame.content;
    if (content) yield chunk({ content }, null);
    if (tool_calls.length > 0) yield chunk({ tool_calls }, 'tool_calls');
    if (annotations.length > 0) yield chunk({ annotations }, null);
    if (tokenUsage) yield { ...chunk({}, null), usage: usageOf(tokenUsage) };
    if (done) return;
  }
}

/** What is no frame is passed over. */
function frameOf(data: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === 'object' && frame !== null ? frame : undefined;
  } catch {
    return undefined;
  }
}
