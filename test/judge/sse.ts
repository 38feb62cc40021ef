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
  const say = (message: object): void => {
    for (const res of open) res.write(`data:${JSON.stringify(message)}\n\n`);
  };
  return (request, res) => {
    const path = request.path.split('?')[0];
    if (path === '/admin/sse/push') {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{}');
      for (const message of pushed(request)) say(message);
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
  readonly offset?: number;
  readonly chunks?: readonly string[];
  readonly done?: boolean;
}

function pushed(request: RecordedRequest): readonly object[] {
  const body = JSON.parse(request.body.toString('utf8')) as { messages: readonly StreamMessage[] };
  return body.messages.flatMap(reply);
}

function reply(message: StreamMessage): readonly object[] {
  const stream = {
    'client-event-id': message['client-event-id'],
    'stream-id': constants.STREAM_ID,
  };
  const offset = message.offset ?? 0;
  switch (message.op) {
    case 'start-stream':
      return [{ op: 'start-stream-ok', ...stream, offset: 0 }];
    case 'append-stream': {
      const end = offset + Buffer.byteLength((message.chunks ?? []).join(''));
      return [
        { op: 'stream-flushed', 'stream-id': constants.STREAM_ID, offset: end, done: message.done },
      ];
    }
    case 'subscribe-stream':
      if (message['client-id'] === 'none') {
        return [{ op: 'error', ...stream, status: 400, type: 'x', message: 'no such stream' }];
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
