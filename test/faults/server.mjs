// A server that fails in the way that the path of a request names: /<fault>/… Prints its address as a line of JSON,
// and ends when its standard input does. GET /seen?<fault> tells how many requests of a fault came.
import { createServer } from 'node:http';

const JSON_TYPE = { 'content-type': 'application/json' };
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const EVENTS = { 'content-type': 'text/event-stream' };
const refusal = (type) => JSON.stringify({ type, message: `It is ${type}`, hint: null });
const OK = JSON.stringify({ goals: [], 'tx-id': 7, data: 'x' });
const FIRST = `data:${JSON.stringify({ op: 'sse-init', 'machine-id': 'm', 'session-id': 's', 'sse-token': 't' })}\n\n`;
const RESULT = `data:${JSON.stringify({ op: 'add-query-ok', result: { goals: [] }, 'result-meta': {} })}\n\n`;

const seen = new Map();
const timers = new Set();
const later = (work, milliseconds) => {
  const timer = setTimeout(() => {
    timers.delete(timer);
    work();
  }, milliseconds);
  timers.add(timer);
};

/** What happens to a request, by fault; `count` is 1 for the first of its fault. */
const FAULTS = {
  reset: (response) => response.socket.resetAndDestroy(),
  'reset-in-body': (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' });
    response.write('{"goals":[');
    later(() => response.socket?.resetAndDestroy(), 30);
  },
  stall: () => {},
  'stall-in-body': (response) => {
    response.writeHead(200, JSON_TYPE);
    response.write('{"goals":[');
  },
  truncate: (response) => response.writeHead(200, JSON_TYPE).end('{"goals":['),
  html: (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>'),
  'html-502': (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>'),
  empty: (response) => response.writeHead(204).end(),
  'rate-limited': (response) => response.writeHead(429, JSON_TYPE).end(refusal('rate-limited')),
  'rate-limited-once': (response, count) =>
    count > 1
      ? response.writeHead(200, JSON_TYPE).end(OK)
      : response.writeHead(429, { ...JSON_TYPE, 'retry-after': '1' }).end(refusal('rate-limited')),
  'rate-limited-long': (response) =>
    response.writeHead(429, { ...JSON_TYPE, 'retry-after': '3600' }).end(refusal('rate-limited')),
  'timeout-429': (response) => response.writeHead(429, JSON_TYPE).end(refusal('timeout')),
  'timeout-429-after': (response) =>
    response.writeHead(429, { ...JSON_TYPE, 'retry-after': '0' }).end(refusal('timeout')),
  'plain-429': (response) => response.writeHead(429).end('slow down'),
  500: (response) => response.writeHead(500, JSON_TYPE).end(refusal('unknown')),
  503: (response) => response.writeHead(503).end('restarting'),
  // Below HTTP: what is on the wire is no answer, or not all of one.
  closed: (response) => response.socket.destroy(),
  short: (response) => response.socket.end(`${HEAD}content-length: 1000\r\n\r\n{"goals":[`),
  'bad-chunks': (response) =>
    response.socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{}`),
  'no-http': (response) => response.socket.end('hello\r\n\r\n'),
  'half-headers': (response) => response.socket.write(HEAD.slice(0, -9)),
  'slow-headers': (response) => {
    const drip = (index) => {
      if (response.socket === null || response.socket.destroyed) return;
      response.socket.write(index < HEAD.length ? HEAD[index] : 'x');
      later(() => drip(index + 1), 20);
    };
    drip(0);
  },
  'bad-gzip': (response) =>
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end('{"goals":[]}'),
  'rate-limited-after': (response) =>
    response.writeHead(429, { ...JSON_TYPE, 'retry-after': '0' }).end(refusal('rate-limited')),
  'rate-limited-date': (response) =>
    response
      .writeHead(429, { ...JSON_TYPE, 'retry-after': new Date(0).toUTCString() })
      .end(refusal('rate-limited')),
  'rate-limited-hint': (response) =>
    response
      .writeHead(429, JSON_TYPE)
      .end(refusal('rate-limited').replace('null', '{"retry-after":0}')),
  'plain-429-after': (response) => response.writeHead(429, { 'retry-after': '0' }).end('slow down'),
  502: (response) => response.writeHead(502, JSON_TYPE).end(refusal('unknown')),
  504: (response) => response.writeHead(504).end(),
  201: (response) => response.writeHead(201, JSON_TYPE).end(OK),
  nothing: (response) => response.writeHead(200, JSON_TYPE).end(),
  'huge-500': (response) =>
    response.writeHead(500, { 'content-type': 'text/html' }).end('<p>no</p>'.repeat(1_000_000)),
  'stall-in-500': (response) => {
    response.writeHead(500, JSON_TYPE);
    response.write('{"type":');
  },
  'invalid-utf8': (response) =>
    response.writeHead(200, JSON_TYPE).end(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a])),
  huge: (response) => {
    response.writeHead(200, JSON_TYPE);
    response.write('{"goals":[');
    const row = `${JSON.stringify({ id: 'a', text: 'x'.repeat(1000) })},`.repeat(64);
    let left = 256;
    const more = () => {
      while (left-- > 0) if (!response.write(row)) return void response.once('drain', more);
      response.end('{"id":"z"}]}');
    };
    more();
  },
  slow: (response) => {
    response.writeHead(200, JSON_TYPE);
    const text = ' '.repeat(200) + OK;
    const drip = (index) => {
      if (response.destroyed || index >= text.length) return void response.end();
      response.write(text[index]);
      later(() => drip(index + 1), 20);
    };
    drip(0);
  },
  // The headers come, and the connection is reset in the middle of an event; the second one is whole.
  'events-cut': (response, count) => {
    response.writeHead(200, EVENTS);
    if (count > 1) return void response.write(`retry:20\n\n${FIRST}${RESULT}`);
    response.write(`retry:20\n\n${FIRST}${RESULT.slice(0, 30)}`);
    later(() => response.socket?.resetAndDestroy(), 30);
  },
  'events-closed': (response, count) => {
    response.writeHead(200, EVENTS);
    if (count > 1) return void response.write(`retry:20\n\n${FIRST}${RESULT}`);
    response.write(`retry:20\n\n${FIRST}${RESULT.slice(0, 30)}`, () => response.socket?.end());
  },
  'events-slow': (response) => {
    response.writeHead(200, EVENTS);
    const drip = (index) => {
      if (response.destroyed || index >= RESULT.length) return;
      response.write(RESULT[index]);
      later(() => drip(index + 1), 1);
    };
    drip(0);
  },
  'events-invalid-utf8': (response) => {
    response.writeHead(200, EVENTS);
    response.write(Buffer.from(RESULT.replace('[]', '["\xff"]'), 'latin1'));
  },
  'events-huge': (response) => {
    response.writeHead(200, EVENTS);
    response.write(RESULT.replace('[]', JSON.stringify(['x'.repeat(5_000_000)])));
  },
  'events-stall': (response) => {
    response.writeHead(200, EVENTS);
    response.write(`retry:20\n\n${FIRST}`);
  },
  'events-no-json': (response) => response.writeHead(200, EVENTS).write('data:{"op":\n\n'),
};

const server = createServer((request, response) => {
  request.resume();
  response.on('error', () => {});
  request.on('end', () => {
    const [, fault = ''] = (request.url ?? '').split(/[/?]/);
    if (fault === 'seen') {
      const [, , name = ''] = (request.url ?? '').split(/[/?]/);
      return void response.end(String(seen.get(name) ?? 0));
    }
    const count = (seen.get(fault) ?? 0) + 1;
    seen.set(fault, count);
    FAULTS[fault](response, count);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
process.stdin.resume();
process.stdin.on('end', () => {
  for (const timer of timers) clearTimeout(timer);
  server.closeAllConnections();
  server.close();
});
