// A web server for documents. What it serves is read from a file for each request, so that a test can change
// it; each request is written to another. Arguments: the two files, and a port (0: any).
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const [routesFile, logFile, port] = process.argv.slice(2);

const server = createServer((request, response) => {
  const { url, headers } = request;
  const route = JSON.parse(readFileSync(routesFile, 'utf8'))[url];
  if (route === undefined) {
    log(url, headers, 404);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('nothing here');
    return;
  }
  const { status = 200, body = '', etag, coding, delay = 0, repeat = 1, ...more } = route;
  const fresh = etag !== undefined && headers['if-none-match'] === etag;
  const code = fresh ? 304 : status;
  log(url, headers, code);
  const text = Buffer.from(body.repeat(repeat));
  const encoded = { gzip: gzipSync, br: brotliCompressSync }[coding]?.(text) ?? text;
  const answer = () => {
    response.writeHead(code, {
      ...(etag === undefined ? {} : { etag }),
      ...(coding === undefined ? {} : { 'content-encoding': coding }),
      ...more.headers,
    });
    response.end(fresh ? undefined : encoded);
  };
  if (delay > 0) setTimeout(answer, delay);
  else answer();
});

function log(url, headers, status) {
  appendFileSync(logFile, `${JSON.stringify({ url, headers, status })}\n`);
}

server.listen(Number(port), '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
