/** Answers by chance: what a document says of them, and some that are valid. */

import type { Made, Random } from './shapes.js';

export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What the call gives: a value; of a stream its items; of a file its bytes. */
  readonly kind: 'value' | 'items' | 'bytes' | 'nothing';
  readonly value: unknown;
}

interface Kind {
  readonly content: Made | undefined;
  readonly give: () => Pick<Answer, 'type' | 'body' | 'kind' | 'value'>;
}

export function answersOf(random: Random): {
  readonly responses: Made;
  readonly answers: readonly Answer[];
} {
  const { shapes, below, chance, pick, text } = random;
  const json = (type: string): Kind => {
    const shape = shapes.any();
    return {
      content: { [type]: { schema: shape.schema } },
      give: () => {
        const value = shape.make(text);
        return { type, kind: 'value', value, body: Buffer.from(JSON.stringify(value)) };
      },
    };
  };
  const plain = (type: string): Kind => ({
    content: { [type]: { schema: { type: 'string' } } },
    give: () => {
      const value = text().replace(/^\ufeff/, '');
      return {
        type: pick([type, `${type}; charset=utf-8`]),
        kind: 'value',
        value,
        body: Buffer.from(value),
      };
    },
  });
  const bytes = (type: string): Kind => ({
    content: { [type]: { schema: { type: 'string', format: 'binary' } } },
    give: () => {
      const body = Buffer.from(Uint8Array.from({ length: below(50) }, () => below(256)));
      return { type, kind: 'bytes', value: body.toString('hex'), body };
    },
  });
  const nothing: Kind = {
    content: undefined,
    give: () => ({ kind: 'nothing', value: undefined, body: Buffer.alloc(0) }),
  };
  const lines = (type: string): Kind => {
    const item = shapes.any(1);
    const before = type.includes('seq') ? '\x1e' : '';
    return {
      content: { [type]: { schema: { type: 'array', items: item.schema } } },
      give: () => {
        const value = Array.from({ length: below(4) }, () => item.make(text));
        const end = pick(['\n', '\n', '\r\n']);
        const body = value.map((each) => before + JSON.stringify(each) + end).join('');
        return { type, kind: 'items', value, body: Buffer.from(body) };
      },
    };
  };
  const events = (): Kind => {
    const isText = chance(0.4);
    const item = isText
      ? { schema: { type: 'string' }, make: (own: () => string) => own() }
      : shapes.record(() => shapes.any(1));
    return {
      content: { 'text/event-stream': { schema: item.schema } },
      give: () => {
        const value = Array.from({ length: below(4) }, (_, index) => {
          const data = item.make(() => text().replace(/[\r\n]/g, ''));
          return {
            data:
              data === '' || (typeof data === 'string' && /^\[done\]$/i.test(data)) ? 'x' : data,
            event: pick(['message', 'tick']),
            id: String(index),
          };
        });
        const end = pick(['\n', '\r\n', '\r']);
        const body = value
          .map(({ data, event, id }) =>
            [
              ...(event === 'message' ? [] : [`event: ${event}`]),
              `id: ${id}`,
              ...(chance(0.2) ? [': comment'] : []),
              ...(isText ? (data as string) : JSON.stringify(data))
                .split('\n')
                .map((each) => `data: ${each}`),
              '',
              '',
            ].join(end),
          )
          .join('');
        return { type: 'text/event-stream', kind: 'items', value, body: Buffer.from(body) };
      },
    };
  };
  const success = (): Kind =>
    pick<() => Kind>([
      () => json('application/json'),
      () => json('application/json'),
      () => json('application/hal+json'),
      () => plain('text/plain'),
      () => plain('text/csv'),
      () => bytes('application/octet-stream'),
      () => bytes('image/png'),
      () => nothing,
      () => lines('application/x-ndjson'),
      () => lines('application/json-seq'),
      events,
    ])();
  const failure = (): Kind =>
    pick<() => Kind>([
      () => json('application/json'),
      () => json('application/problem+json'),
      () => plain('text/plain'),
      () => nothing,
    ])();
  const responses: Made = {};
  const answers: Answer[] = [];
  const add = (key: string, kind: Kind, status: number): void => {
    const hasHeader = chance(0.3);
    responses[key] = {
      description: 'x',
      ...(hasHeader ? { headers: { 'X-Rate': { schema: { type: 'string' } } } } : {}),
      ...(kind.content === undefined ? {} : { content: kind.content }),
    };
    for (let left = 2; left > 0; left--) {
      const given = kind.give();
      answers.push({
        status,
        headers: {
          ...(given.type === undefined ? {} : { 'content-type': given.type }),
          ...(hasHeader ? { 'x-rate': `r${String(left)}` } : {}),
        },
        ...given,
      });
    }
  };
  const first = success();
  const status = first === nothing ? pick([200, 201, 202, 204]) : pick([200, 201, 202, 206]);
  add(
    first !== nothing && chance(0.1)
      ? '2XX'
      : first !== nothing && chance(0.05)
        ? 'default'
        : String(status),
    first,
    status,
  );
  if (chance(0.2) && !('2XX' in responses) && !('default' in responses)) add('203', success(), 203);
  if (chance(0.6)) add('404', failure(), 404);
  if (chance(0.3)) add('4XX', failure(), pick([400, 401, 403, 409, 410, 412, 418, 422, 429]));
  if (chance(0.3)) add('503', failure(), 503);
  if (chance(0.3) && !('default' in responses)) add('default', failure(), pick([500, 502]));
  return { responses, answers };
}
