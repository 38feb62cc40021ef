/** Answers by chance: what a document says of them, and some that are valid. */

import type { Made, Random } from './shapes.js';

export interface Answer {
  readonly status: number;
  /** The status as the document has it. */
  readonly key: string;
  readonly type?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What the call gives: a value; of a stream its items; of a file its bytes. */
  readonly kind: 'value' | 'items' | 'bytes' | 'nothing';
  readonly value: unknown;
  /** What the caller asks for, where the document has several media types. */
  readonly accept?: string;
}

interface Kind {
  readonly content: Made | undefined;
  readonly give: () => Pick<Answer, 'type' | 'body' | 'kind' | 'value'>;
}

export interface Answers {
  /** Members of the operation. */
  readonly written: Made;
  readonly answers: readonly Answer[];
}

export function answersOf(random: Random): Answers {
  const { version, shapes, below, chance, pick, text } = random;
  const itemsOf = (item: Made): Made =>
    version === '3.2' && chance(0.5)
      ? { itemSchema: item }
      : { schema: { type: 'array', items: item } };
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
    content: {
      [type]: {
        schema: version === '2.0' ? { type: 'file' } : { type: 'string', format: 'binary' },
      },
    },
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
      content: { [type]: itemsOf(item.schema) },
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
    // The data of an event is text, and that may be JSON.
    const data = isText
      ? item.schema
      : { type: 'string', contentMediaType: 'application/json', contentSchema: item.schema };
    const event = {
      type: 'object',
      required: ['data'],
      properties: { data, event: { type: 'string' }, id: { type: 'string' } },
    };
    const isItem = version === '3.2' && chance(0.5);
    return {
      content: { 'text/event-stream': isItem ? { itemSchema: event } : { schema: item.schema } },
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
  const success = (): readonly Kind[] =>
    pick<() => readonly Kind[]>(
      version === '2.0'
        ? [
            ...[json, json, plain, bytes].map((make, index) => () => [
              make(
                ['application/json', 'application/hal+json', 'text/plain', 'image/png'][index] ??
                  '',
              ),
            ]),
            () => [nothing],
          ]
        : [
            () => [json('application/json')],
            () => [json('application/json')],
            () => [json('application/hal+json')],
            () => [plain('text/plain')],
            () => [plain('text/csv')],
            () => [bytes('application/octet-stream')],
            () => [bytes('image/png')],
            () => [nothing],
            () => [lines('application/x-ndjson')],
            () => [lines('application/json-seq')],
            () => [events()],
            () => [json('application/json'), events()],
            () => [json('application/json'), bytes('image/png'), plain('text/plain')],
            () => [plain('text/csv'), lines('application/x-ndjson')],
          ],
    )();
  const responses: Made = {};
  const answers: Answer[] = [];
  const add = (key: string, kinds: readonly Kind[], status: number): void => {
    const hasHeader = chance(0.3);
    const isText = { type: 'string' };
    const contents: Record<string, Made> = Object.assign(
      {},
      ...kinds.map(({ content }) => content),
    );
    responses[key] = {
      description: 'x',
      ...(hasHeader
        ? { headers: { 'X-Rate': version === '2.0' ? isText : { schema: isText } } }
        : {}),
      ...(Object.keys(contents).length === 0
        ? {}
        : version === '2.0'
          ? Object.values(contents)[0]
          : { content: contents }),
    };
    const each = kinds.length > 1 ? kinds : [...kinds, ...kinds];
    for (const [index, kind] of each.entries()) {
      const given = kind.give();
      const [type] = Object.keys(kind.content ?? {});
      answers.push({
        status,
        key,
        headers: {
          ...(given.type === undefined ? {} : { 'content-type': given.type }),
          ...(hasHeader ? { 'x-rate': `r${String(index)}` } : {}),
        },
        ...given,
        ...(kinds.length > 1 && type !== undefined ? { accept: type } : {}),
      });
    }
  };
  const first = success();
  const isEmpty = first[0] === nothing;
  const isJson = Object.keys(first[0]?.content ?? {}).some((type) => type.includes('json'));
  /** In Swagger 2.0, errors are of the media types of the success. */
  const failure = (): readonly Kind[] =>
    version === '2.0'
      ? [isJson && chance(0.5) ? json('application/json') : nothing]
      : pick<() => readonly Kind[]>([
          () => [json('application/json')],
          () => [json('application/problem+json')],
          () => [plain('text/plain')],
          () => [nothing],
        ])();
  const status = isEmpty ? pick([200, 201, 202, 204]) : pick([200, 201, 202, 206]);
  const key =
    !isEmpty && chance(0.1) ? '2XX' : !isEmpty && chance(0.05) ? 'default' : String(status);
  add(key, first, status);
  const isOne = !('2XX' in responses) && !('default' in responses) && version !== '2.0';
  if (chance(0.2) && isOne) add('203', success(), 203);
  if (chance(0.6)) add('404', failure(), 404);
  if (chance(0.3)) add('4XX', failure(), pick([400, 401, 403, 409, 410, 412, 418, 422, 429]));
  if (chance(0.3)) add('503', failure(), 503);
  if (chance(0.3) && !('default' in responses)) add('default', failure(), pick([500, 502]));
  const produces = Object.keys(first[0]?.content ?? {});
  return {
    written: { responses, ...(version === '2.0' ? { produces } : {}) },
    answers,
  };
}
