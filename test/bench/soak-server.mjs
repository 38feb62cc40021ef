// Answers queries with a few rows, and subscriptions with a first result on a stream that stays open.
import { createServer } from 'node:http';

const result = { books: Array.from({ length: 5 }, (_, n) => ({ id: `${n}`, title: 'Emma' })) };
const streams = new Set();
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.url.startsWith('/open')) response.end(String(streams.size));
    else if (!request.url.startsWith('/admin/subscribe-query')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    } else {
      streams.add(response);
      response.on('close', () => streams.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const message of [
        { op: 'sse-init', 'machine-id': 'm', 'session-id': 's', 'sse-token': 't' },
        { op: 'add-query-ok', q: {}, result, 'result-meta': {} },
      ]) {
        response.write(`data:${JSON.stringify(message)}\n\n`);
      }
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
