import { afterEach, describe, expect, it, vi } from 'vitest';

import { hooks } from '../../runtime/http/hooks.js';
import { createStreams } from '../../runtime/instant/streams.js';
import { origin } from './client.js';
import { event, resources, serve, sleep, startEvents, until } from './server.js';
import type { Exchange, LiveServer } from './server.js';
import type { ServerResponse } from 'node:http';

interface Push {
  readonly op: string;
  readonly 'client-event-id': string;
  readonly 'client-id'?: string;
  readonly 'reconnect-token'?: string;
  readonly chunks?: readonly string[];
  readonly offset?: number;
  readonly done?: boolean;
  readonly 'abort-reason'?: string;
  readonly 'subscribe-event-id'?: string;
}

/** What a server keeps of one stream; it checks every offset against the bytes it has. */
interface Kept {
  bytes: Buffer;
  done: boolean;
  reason?: string | undefined;
  token?: string | undefined;
  readonly pushes: Push[];
  readonly problems: string[];
}

interface Options {
  /** Called before a push is looked at; true: it was dealt with. */
  readonly onPush?: (push: Push, exchange: Exchange, kept: Kept) => boolean;
  readonly onConnect?: (response: ServerResponse, count: number) => boolean;
  readonly onFile?: (exchange: Exchange, count: number) => void;
}

const rejections: unknown[] = [];
process.on('unhandledRejection', (error) => rejections.push(error));
const servers: LiveServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await sleep(0);
  expect(rejections.splice(0)).toEqual([]);
});

async function start(options: Options = {}) {
  const kept: Kept = { bytes: Buffer.alloc(0), done: false, pushes: [], problems: [] };
  let line: ServerResponse | undefined;
  let connects = 0;
  let files = 0;
  const say = (...messages: readonly object[]): void => {
    // Objects one by one, and lists of them.
    const text = messages.length > 1 ? event(messages) : messages.map(event).join('');
    line?.write(text);
  };
  const append = (push: Push): void => {
    const offset = push.offset ?? 0;
    if (offset > kept.bytes.length) kept.problems.push(`gap at ${offset}`);
    const added = Buffer.from((push.chunks ?? []).join(''));
    const fresh = added.subarray(kept.bytes.length - offset);
    kept.bytes = Buffer.concat([kept.bytes, fresh]);
    if (push.done) Object.assign(kept, { done: true, reason: push['abort-reason'] });
    say({ op: 'stream-flushed', 'stream-id': 'S', offset: kept.bytes.length, done: kept.done });
  };
  const server = await serve((exchange) => {
    const { url, body, response } = exchange;
    if (url.startsWith('/file')) return options.onFile?.(exchange, files++);
    if (url.startsWith('/admin/sse?')) {
      if (options.onConnect?.(response, connects++)) return;
      line = response;
      startEvents(response);
      say({ op: 'sse-init', 'machine-id': 'm', 'session-id': `s${connects}`, 'sse-token': 't' });
      return;
    }
    const { messages, session_id } = JSON.parse(body) as { messages: Push[]; session_id: string };
    if (session_id !== `s${connects}`) kept.problems.push('push to an old session');
    for (const push of messages) {
      kept.pushes.push(push);
      if (options.onPush?.(push, exchange, kept)) return;
      const id = { 'client-event-id': push['client-event-id'], 'stream-id': 'S' };
      if (push.op === 'start-stream') {
        if (kept.token !== undefined && kept.token !== push['reconnect-token'])
          kept.problems.push('token');
        kept.token = push['reconnect-token'];
        say({ op: 'start-stream-ok', ...id, offset: kept.bytes.length });
      } else if (push.op === 'append-stream') append(push);
      else if (push.op === 'subscribe-stream') {
        const offset = push.offset ?? 0;
        const content = kept.bytes.subarray(offset).toString('utf8');
        say({ op: 'stream-append', ...id, offset, content, done: kept.done });
      }
    }
    response.end('{}');
  });
  servers.push(server);
  return { server, kept, say, drop: () => line?.destroy(), connects: () => connects };
}

async function text(stream: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of stream) all += piece;
  return all;
}

describe('writing a stream', () => {
  it('counts UTF-8 bytes, whatever the pieces are', async () => {
    const before = resources();
    const { server, kept } = await start();
    const stream = createStreams(origin(server.url)).createWriteStream({ clientId: 'c' });
    expect(await stream.streamId()).toBe('S');
    const writer = stream.getWriter();
    for (const piece of ['é', '', '\ud83d', '\ude00!', '\udc00x', '\ud800'])
      await writer.write(piece);
    await writer.close();
    expect(kept.bytes.toString()).toBe('é😀!\ufffdx\ufffd');
    expect(kept).toMatchObject({ done: true, problems: [] });
    await until(() => server.open() === 0, 'connection ended when idle');
    await server.close();
    await until(() => resources() <= before, 'nothing left', 6000);
  }, 10_000);

  it('goes on after breaks, from where the server is', async () => {
    let broken = 0;
    const { server, kept, drop } = await start({
      onPush: (push, { response }, state) => {
        if (push.op !== 'append-stream' || broken > 1 || !push.chunks?.length) return false;
        broken++;
        // Half of it arrives, and even half of a character; the answer does not.
        if (broken === 2)
          state.bytes = Buffer.concat([
            state.bytes,
            Buffer.from(push.chunks.join('')).subarray(0, 3),
          ]);
        response.destroy();
        return true;
      },
    });
    const writer = createStreams(origin(server.url))
      .createWriteStream({ clientId: 'c' })
      .getWriter();
    await writer.write('ab');
    await writer.write('cé');
    await writer.write('😀');
    await sleep(20);
    drop();
    await writer.write('end');
    await writer.close();
    expect(kept.bytes.toString()).toBe('abcé😀end');
    expect(kept).toMatchObject({ done: true, problems: [] });
    expect(
      new Set(
        kept.pushes
          .filter(({ op }) => op === 'start-stream')
          .map((push) => push['reconnect-token']),
      ).size,
    ).toBe(1);
  }, 10_000);

  it.each([0, 1])('goes on with what looks like a byte order mark: after %i bytes', async (had) => {
    let broken = false;
    const { server, kept } = await start({
      onPush: (push, { response }, state) => {
        if (push.op !== 'append-stream' || broken) return false;
        broken = true;
        state.bytes = Buffer.from((push.chunks ?? []).join('')).subarray(0, had);
        response.destroy();
        return true;
      },
    });
    const writer = createStreams(origin(server.url))
      .createWriteStream({ clientId: 'c' })
      .getWriter();
    const all = `${'a'.repeat(had)}\ufeffb\ufeff`;
    await writer.write(all);
    await writer.close();
    expect(kept.bytes.toString()).toBe(all);
    expect(kept).toMatchObject({ done: true, problems: [] });
  });

  it('closes although the connection breaks off while it does', async () => {
    let broken = false;
    const { server, kept } = await start({
      onPush: (push, { response }) => {
        if (!push.done || broken) return false;
        broken = true;
        response.destroy();
        return true;
      },
    });
    const writer = createStreams(origin(server.url))
      .createWriteStream({ clientId: 'c' })
      .getWriter();
    await writer.write('all');
    await writer.close();
    expect(kept).toMatchObject({ done: true, problems: [] });
    expect(kept.bytes.toString()).toBe('all');
  }, 10_000);

  it('starts over where an append is refused', async () => {
    let refused = 0;
    const { server, kept, say } = await start({
      onPush: (push, { response }) => {
        if (push.op !== 'append-stream' || refused > 1) return false;
        const original = { op: 'append-stream', 'stream-id': 'S' };
        if (refused++ === 0) say({ op: 'append-failed', 'stream-id': 'S' });
        else
          say({
            op: 'error',
            'client-event-id': push['client-event-id'],
            'original-event': original,
          });
        response.end('{}');
        return true;
      },
    });
    const writer = createStreams(origin(server.url))
      .createWriteStream({ clientId: 'c' })
      .getWriter();
    await writer.write('abc');
    await writer.close();
    expect(kept.bytes.toString()).toBe('abc');
    expect(kept.problems).toEqual([]);
  }, 10_000);

  it('starts again once where all that is under way is refused', async () => {
    const { server, kept, say } = await start({
      onPush: (push, { body, response }) => {
        const starts = kept.pushes.filter(({ op }) => op === 'start-stream').length;
        if (push.op !== 'append-stream' || starts > 1) return false;
        const { messages } = JSON.parse(body) as { messages: Push[] };
        for (const { op } of messages) {
          if (op === 'append-stream') say({ op: 'append-failed', 'stream-id': 'S' });
        }
        response.end('{}');
        return true;
      },
    });
    const writer = createStreams(origin(server.url))
      .createWriteStream({ clientId: 'c' })
      .getWriter();
    const letters = Array.from('abcdefghijklmnopqrst');
    await Promise.all(letters.map((letter) => writer.write(letter)));
    await writer.close();
    expect(kept.bytes.toString()).toBe(letters.join(''));
    expect(kept.pushes.filter(({ op }) => op === 'start-stream')).toHaveLength(2);
  }, 10_000);

  it('makes a fast writer wait', async () => {
    const held: ServerResponse[] = [];
    const { server, kept } = await start({
      onPush: (push, { response }) => {
        if (push.op === 'append-stream' && held.length === 0) {
          held.push(response);
          return true;
        }
        return false;
      },
    });
    const writer = createStreams(origin(server.url))
      .createWriteStream({ clientId: 'c' })
      .getWriter();
    let written = 0;
    const writing = (async () => {
      for (; written < 20; written++) await writer.write('x'.repeat(50_000));
    })();
    await until(() => held.length === 1, 'first push');
    await sleep(100);
    expect(written).toBeGreaterThan(2);
    expect(written).toBeLessThan(10);
    held[0]?.destroy();
    await writing;
    await writer.close();
    expect(kept.bytes).toHaveLength(1_000_000);
    expect(kept.problems).toEqual([]);
  }, 10_000);

  it('aborts with a reason, and tells waitUntil', async () => {
    const { server, kept } = await start();
    const waited: Promise<void>[] = [];
    const stream = createStreams(origin(server.url)).createWriteStream({
      clientId: 'c',
      waitUntil: (promise) => waited.push(promise),
    });
    await stream.streamId();
    await stream.abort(new Error('stop'));
    await waited[0];
    expect(kept).toMatchObject({ done: true, reason: 'stop' });
    await until(() => server.open() === 0, 'connection ended');
  });

  it.each([
    ['is refused', 400, 'no'],
    ['is no stream of events', 200, 'Invalid content type, expected "text/event-stream"'],
  ])('fails for good where the connection %s', async (_name, status, message) => {
    const { server, connects } = await start({
      onConnect: (response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end('{"message":"no"}');
        return true;
      },
    });
    const streams = createStreams(origin(server.url));
    const stream = streams.createWriteStream({ clientId: 'c' });
    const writer = stream.getWriter();
    writer.closed.catch(() => {});
    await expect(writer.write('x')).rejects.toMatchObject({
      name: 'InstantAPIError',
      status,
      message,
    });
    await expect(stream.streamId()).rejects.toMatchObject({ status });
    await expect(text(streams.createReadStream({ clientId: 'c' }))).rejects.toMatchObject({
      status,
    });
    expect(connects()).toBe(2);
  });

  it('connects again where the server says nothing for ten seconds', async () => {
    const { server, kept, connects } = await start({
      onConnect: (response, count) => {
        if (count === 0) startEvents(response);
        return count === 0;
      },
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const writer = createStreams(origin(server.url))
        .createWriteStream({ clientId: 'c' })
        .getWriter();
      const closed = writer.write('a').then(() => writer.close());
      for (let passed = 0; connects() < 2 && passed < 30_000; passed += 100) {
        await new Promise((resolve) => setImmediate(resolve));
        vi.advanceTimersByTime(100);
      }
      vi.useRealTimers();
      await closed;
      expect(kept.bytes.toString()).toBe('a');
    } finally {
      vi.useRealTimers();
    }
  });

  it('can be aborted while there is no connection', async () => {
    const { server } = await start({ onConnect: () => true });
    const stream = createStreams(origin(server.url)).createWriteStream({ clientId: 'c' });
    const id = stream.streamId();
    await until(() => server.open() === 1, 'connecting');
    await stream.abort('never mind');
    await expect(id).rejects.toMatchObject({ message: 'Stream is closed.' });
    await until(() => server.open() === 0, 'connection ended');
  });

  it('fails where the server says so, and takes text only', async () => {
    const { server, say } = await start({
      onPush: (push, { response }) => {
        if (push['client-id'] !== 'taken') return false;
        say({
          op: 'error',
          'client-event-id': push['client-event-id'],
          message: 'taken',
          hint: 1,
          'original-event': { op: 'start-stream' },
        });
        response.end('{}');
        return true;
      },
    });
    const streams = createStreams(origin(server.url));
    await expect(streams.createWriteStream({ clientId: 'taken' }).streamId()).rejects.toMatchObject(
      { name: 'InstantError', message: 'taken', hint: 1 },
    );
    const writer = streams.createWriteStream({ clientId: 'c' }).getWriter();
    writer.closed.catch(() => {});
    await expect(writer.write(Uint8Array.of(1) as never)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('reading a stream', () => {
  it('takes files and content, cut within characters, and skips what it has', async () => {
    const file = Buffer.from('\ufeffaé😀b');
    const { server, say } = await start({
      onFile: ({ response }) => {
        void (async () => {
          for (const byte of file) {
            response.write(Uint8Array.of(byte));
            await sleep(1);
          }
          response.end();
        })();
      },
      onPush: (push, { response }) => {
        if (push.op !== 'subscribe-stream') return false;
        const id = {
          op: 'stream-append',
          'client-event-id': push['client-event-id'],
          'stream-id': 'S',
        };
        const url = `${server.url}/file`;
        say({ ...id, offset: 0, files: [{ url, size: file.length }], content: 'cé' });
        say(
          { ...id, offset: file.length + 1, content: 'éd', done: false },
          { ...id, offset: file.length + 4, content: '', done: true },
        );
        response.end('{}');
        return true;
      },
    });
    const streams = createStreams(origin(server.url));
    const stream = streams.createReadStream({ clientId: 'c' });
    expect(await text(stream)).toBe('\ufeffaé😀bcéd');
    expect(await stream.streamId()).toBe('S');
    expect(await text(streams.createReadStream({ streamId: 'S', byteOffset: 4 }))).toBe('é😀bcéd');
    await until(() => server.open() === 0, 'connection ended');
  });

  it('takes files through the policies of `use`, as every request', async () => {
    const { server, say } = await start({
      onFile: ({ headers, response }) => {
        expect(headers['authorization']).toBeUndefined();
        response.end('abc');
      },
      onPush: (push, { response }) => {
        if (push.op !== 'subscribe-stream') return false;
        const id = { 'client-event-id': push['client-event-id'], 'stream-id': 'S' };
        const files = [{ url: `${server.url}/file?signature=s3cret`, size: 3 }];
        say({ op: 'stream-append', ...id, offset: 0, files, content: '', done: true });
        response.end('{}');
        return true;
      },
    });
    const seen: string[] = [];
    const use = [
      hooks({
        onRequest: ({ operation, method, url }) =>
          void seen.push(`${operation} ${method} ${new URL(url).pathname}`),
        onResponse: ({ status }) => void seen.push(String(status)),
      }),
    ];
    const streams = createStreams(origin(server.url, { use }));
    expect(await text(streams.createReadStream({ clientId: 'c' }))).toBe('abc');
    expect(seen.slice(seen.indexOf('streams GET /file'))).toEqual(['streams GET /file', '200']);
  });

  it('goes on after breaks and after files that cannot be had', async () => {
    let subscribed = 0;
    const { server, say, drop, kept } = await start({
      onFile: ({ response }, count) => {
        response.writeHead(count === 0 ? 403 : 200);
        response.end('abc');
      },
      onPush: (push, { response }) => {
        if (push.op !== 'subscribe-stream') return false;
        const id = {
          op: 'stream-append',
          'client-event-id': push['client-event-id'],
          'stream-id': 'S',
        };
        const files = [{ url: `${server.url}/file`, size: 3 }];
        response.end('{}');
        subscribed++;
        if (subscribed <= 2) {
          say({ ...id, offset: 0, files });
          say({ ...id, offset: 3, content: 'd' });
          if (subscribed === 2) setTimeout(drop, 50);
        } else if (subscribed === 3) say({ ...id, offset: 4, error: 'busy', retry: true });
        else say({ ...id, offset: 2, content: 'cde', done: true });
        return true;
      },
    });
    expect(await text(createStreams(origin(server.url)).createReadStream({ clientId: 'c' }))).toBe(
      'abcde',
    );
    const offsets = kept.pushes
      .filter(({ op }) => op === 'subscribe-stream')
      .map(({ offset }) => offset);
    expect(offsets).toEqual([undefined, undefined, 4, 4]);
  }, 10_000);

  it('asks the server to stop for a slow reader, and to go on', async () => {
    const size = 300_000;
    const total = 10 * size;
    const { server, say, kept } = await start({
      onPush: (push, { response }) => {
        response.end('{}');
        if (push.op !== 'subscribe-stream') return true;
        const id = {
          op: 'stream-append',
          'client-event-id': push['client-event-id'],
          'stream-id': 'S',
        };
        for (let at = push.offset ?? 0; at <= total; at += size) {
          say({
            ...id,
            offset: at,
            content: at < total ? 'x'.repeat(size) : '',
            done: at >= total,
          });
        }
        return true;
      },
    });
    const reader = createStreams(origin(server.url))
      .createReadStream({ clientId: 'c' })
      .getReader();
    let length = 0;
    await sleep(200);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      await sleep(10);
    }
    expect(length).toBe(total);
    const ops = kept.pushes.map(({ op }) => op);
    expect(ops).toContain('unsubscribe-stream');
    expect(ops.filter((op) => op === 'subscribe-stream').length).toBeGreaterThan(1);
  });

  it.each([
    ['a gap', { offset: 9, content: 'x' }, 'Stream is corrupted.'],
    ['an error', { offset: 0, error: 'gone' }, 'gone'],
  ])('fails on %s', async (_name, said, message) => {
    const { server, say } = await start({
      onPush: (push, { response }) => {
        response.end('{}');
        say({
          op: 'stream-append',
          'client-event-id': push['client-event-id'],
          'stream-id': 'S',
          ...said,
        });
        return true;
      },
    });
    const stream = createStreams(origin(server.url)).createReadStream({ clientId: 'c' });
    await expect(text(stream)).rejects.toMatchObject({ name: 'InstantError', message });
    await until(() => server.open() === 0, 'connection ended');
  });

  it('ends with the loop, at any moment', async () => {
    const before = resources();
    const { server, kept, say } = await start({
      onFile: () => {},
      onPush: (push, { response }) => {
        response.end('{}');
        const id = {
          op: 'stream-append',
          'client-event-id': push['client-event-id'],
          'stream-id': 'S',
        };
        if (push['client-id'] === 'content') say({ ...id, offset: 0, content: 'x' });
        if (push['client-id'] === 'file')
          say({ ...id, offset: 0, files: [{ url: `${server.url}/file`, size: 1 }] });
        return true;
      },
    });
    const streams = createStreams(origin(server.url));
    for await (const piece of streams.createReadStream({ clientId: 'content' })) {
      expect(piece).toBe('x');
      break;
    }
    await until(() => server.open() === 0, 'connection ended');
    const said = (): readonly string[] => kept.pushes.map(({ op }) => op);
    expect(said()).toEqual(['subscribe-stream', 'unsubscribe-stream']);
    const waiting = streams.createReadStream({ clientId: 'nothing' });
    const loading = streams.createReadStream({ clientId: 'file' });
    await until(() => kept.pushes.length >= 4 && server.open() === 2, 'both at work');
    await waiting.cancel();
    await loading.cancel();
    await expect(waiting.streamId()).rejects.toMatchObject({ message: 'Stream is closed.' });
    await until(() => server.open() === 0, 'all ended');
    await server.close();
    await until(() => resources() <= before, 'nothing left', 6000);
  }, 10_000);

  it('refuses to begin without an id or a token', async () => {
    const streams = createStreams(origin('http://127.0.0.1:9'));
    expect(() => streams.createReadStream({})).toThrow('Must provide one of streamId or clientId');
    const without = createStreams(origin('http://127.0.0.1:9', { adminToken: undefined }));
    expect(() => without.createWriteStream({ clientId: 'c' })).toThrow('Admin token required');
  });
});
