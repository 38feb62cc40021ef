/** What is said on the connection that streams share. */

/** What the server says. There may be more, of no use here. */
export type StreamMessage =
  | {
      readonly op: 'start-stream-ok';
      readonly 'client-event-id': string;
      readonly 'stream-id': string;
      readonly offset: number;
    }
  | {
      readonly op: 'stream-flushed';
      readonly 'stream-id': string;
      readonly offset: number;
      readonly done?: boolean;
    }
  | { readonly op: 'append-failed'; readonly 'stream-id': string }
  | AppendMessage
  | ErrorMessage;

/** New content, or everything so far: files first, then text. */
export interface AppendMessage {
  readonly op: 'stream-append';
  readonly 'client-event-id': string;
  readonly 'stream-id': string;
  /** In UTF-8 bytes, of the beginning of this content. */
  readonly offset: number;
  readonly files?: readonly { readonly url: string; readonly size: number }[];
  readonly content?: string;
  readonly done?: boolean;
  readonly 'abort-reason'?: string;
  readonly error?: string;
  readonly retry?: boolean;
}

export interface ErrorMessage {
  readonly op: 'error';
  readonly 'client-event-id'?: string;
  readonly 'original-event'?: { readonly op?: string; readonly 'stream-id'?: string };
  readonly message?: string;
  readonly hint?: unknown;
}

/** What is pushed to the server; each with an id that its answer repeats. */
export interface PushMessage {
  readonly 'client-event-id': string;
  readonly op: 'start-stream' | 'append-stream' | 'subscribe-stream' | 'unsubscribe-stream';
  readonly [member: string]: unknown;
}
