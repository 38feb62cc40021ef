// A server that reads requests with the parsers that servers use, and answers with what it has read; or as
// the request's `x-answer` says: `{ status, headers, body }` as JSON in base64.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import qs from 'qs';

const PARSING = { depth: 9, arrayLimit: 1000, parameterLimit: 10_000, plainObjects: true };

/** A body by its media type. */
async function bodyOf(bytes, type) {
  if (type.startsWith('multipart/form-data')) return multipart(bytes, type);
  const text = bytes.toString();
  if (type.startsWith('multipart/')) return parted(text, type);
  if (type.startsWith('application/x-www-form-urlencoded')) return qs.parse(text, PARSING);
  if (type.startsWith('application/json')) return JSON.parse(text);
  return type.startsWith('text/') ? text : bytes.toString('hex');
}

/** The parts of any other multipart body, in order. */
function parted(text, type) {
  const [, kind, boundary] = /^(.*); boundary=([^;]+)$/.exec(type);
  const parts = text.split(`--${boundary}`).slice(1, -1);
  return {
    kind,
    parts: parts.map((each) => {
      const [head, ...value] = each.slice(0, -2).split('\r\n\r\n');
      return { head: head.split('\r\n').slice(1), value: value.join('\r\n\r\n') };
    }),
  };
}

function multipart(bytes, type) {
  return new Promise((resolve, reject) => {
    const parts = [];
    const parser = busboy({ headers: { 'content-type': type }, defParamCharset: 'utf8' });
    parser.on('field', (name, value, { mimeType }) => parts.push({ name, value, type: mimeType }));
    parser.on('file', (name, stream, { filename, mimeType }) => {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const value = Buffer.concat(chunks).toString('hex');
        parts.push({ name, value, filename, type: mimeType });
      });
    });
    parser.on('close', () => resolve(parts));
    parser.on('error', reject);
    Readable.from([bytes]).pipe(parser);
  });
}

const server = createServer(async (request, response) => {
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const wanted = request.headers['x-answer'];
    if (wanted !== undefined) {
      const { status, headers = {}, body } = JSON.parse(Buffer.from(wanted, 'base64').toString());
      response.writeHead(status, headers).end(body);
      return;
    }
    const [, path, query = ''] = /^([^?]*)\??(.*)$/.exec(request.url);
    const comma = request.headers['x-comma'] === 'true';
    const type = request.headers['content-type'] ?? '';
    const answer = {
      method: request.method,
      path: path.split('/').map(decodeURIComponent),
      rawPath: path,
      query: qs.parse(query, { ...PARSING, comma }),
      rawQuery: query,
      headers: request.headers,
      type,
      text: Buffer.concat(chunks).toString(),
      body: chunks.length === 0 ? undefined : await bodyOf(Buffer.concat(chunks), type),
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  } catch (error) {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: String(error?.stack ?? error) }));
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
