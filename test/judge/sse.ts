import type { ServerResponse } from 'node:http';

import { constants } from './env.js';
import type { RecordedRequest } from './recorder.js';

/** Which conversation an event-stream connection holds. */
export type SseScript = 'ok' | 'error-op' | 'streams';

const cursor = [constants.G1, constants.G2, 1, 2];

const pageInfo = {
  goals: {
    'start-cursor': cursor,
    'end-cursor': cursor,
    'has-next-page?': true,
    'has-previous-page?': false,
  },
};

const opening = {
  op: 'sse-init',
  'machine-id': constants.MACHINE_ID,
  'session-id': constants.SESSION_ID,
  'sse-token': constants.SSE_TOKEN,
};

const okTalk: readonly object[] = [
  {
    op: 'add-query-ok',
    q: {},
    result: { goals: [{ id: constants.G1, title: 'Get fit' }] },
    'result-meta': { 'page-info': pageInfo, aggregate: {} },
    'processed-tx-id': 1,
  },
  {
    op: 'refresh-ok',
    computations: [
      {
        'instaql-query': {},
        'instaql-result': { goals: [] },
        'result-meta': { 'page-info': {}, aggregate: {} },
      },
    ],
    'processed-tx-id': 2,
  },
];

const errorTalk: readonly object[] = [
  {
    op: 'error',
    status: 400,
    'client-event-id': constants.G1,
    'original-event': { op: 'add-query', q: { goals: {} } },
    type: 'validation-failed',
    message: 'Validation failed for query: boom',
    hint: { 'data-type': 'query' },
  },
];

/** Answers the event-stream routes; false when the request is none of theirs. */
export function answerSse(
  script: SseScript | undefined,
): (request: RecordedRequest, res: ServerResponse) => boolean {
  const open: ServerResponse[] = [];
  const refused = new Set<string>();
  const say = (message: object): void => {
    for (const res of open) res.write(`data:${JSON.stringify(message)}\n\n`);
  };
  return (request, res) => {
    const path = request.path.split('?')[0];
    if (path === '/admin/sse/push') {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{}');
      for (const message of pushed(request, refused)) say(message);
      return true;
    }
    if (path !== '/admin/subscribe-query' && path !== '/admin/sse') return false;
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    open.push(res);
    res.write('retry:500\n\n');
    say(opening);
    if (path === '/admin/subscribe-query') {
      for (const message of script === 'error-op' ? errorTalk : okTalk) say(message);
    }
    return true;
  };
}

interface StreamMessage {
  readonly op: string;
  readonly 'client-event-id': string;
  readonly 'client-id'?: string;
  readonly 'stream-id'?: string;
  readonly offset?: number;
  readonly chunks?: readonly string[];
  readonly done?: boolean;
}

/** What is refused the first time: the name of a stream that begins with `once`. */
function once(refused: Set<string>, what: string | undefined): boolean {
  const name = what ?? '';
  if (!name.startsWith('once') || refused.has(name)) return false;
  refused.add(name);
  return true;
}

function pushed(request: RecordedRequest, refused: Set<string>): readonly object[] {
  const body = JSON.parse(request.body.toString('utf8')) as { messages: readonly StreamMessage[] };
  return body.messages.flatMap((message) => reply(message, refused));
}

function reply(message: StreamMessage, refused: Set<string>): readonly object[] {
  const stream = {
    'client-event-id': message['client-event-id'],
    'stream-id': message['client-id']?.startsWith('once') ? 'once' : constants.STREAM_ID,
  };
  const offset = message.offset ?? 0;
  switch (message.op) {
    case 'start-stream':
      return [{ op: 'start-stream-ok', ...stream, offset: 0 }];
    case 'append-stream': {
      const streamId = message['stream-id'];
      if (message.done === true && once(refused, streamId)) {
        return [{ op: 'append-failed', 'stream-id': streamId }];
      }
      const end = offset + Buffer.byteLength((message.chunks ?? []).join(''));
      return [{ op: 'stream-flushed', 'stream-id': streamId, offset: end, done: message.done }];
    }
    case 'subscribe-stream':
      if (message['client-id'] === 'none') {
        return [{ op: 'error', ...stream, status: 400, type: 'x', message: 'no such stream' }];
      }
      if (message['client-id'] === 'files' || once(refused, message['client-id'])) {
        // A character whose bytes are in two files, or a file that is not there.
        const urls = ['8J8=', 'mIA='].map((bytes) => `data:text/plain;base64,${bytes}`);
        const files = message['client-id'] === 'files' ? urls : ['http://127.0.0.1:1/'];
        const parts = files.map((url) => ({ url, size: 2 }));
        return [{ op: 'stream-append', ...stream, offset, files: parts, done: true }];
      }
      return [
        {
          op: 'stream-append',
          ...stream,
          'client-id': message['client-id'] ?? 'c1',
          offset,
          content: 'hello'.slice(offset),
          done: true,
        },
      ];
    default:
      return [];
  }
}
