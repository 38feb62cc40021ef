// Files, rows, functions, payments and models of the stand-in for InsForge.
import { randomUUID } from 'node:crypto';
import { answer, now, refusal, route } from './server-answer.mjs';

export function storageRoutes() {
  const buckets = new Map();
  const filesOf = (bucket) => {
    if (!buckets.has(bucket)) buckets.set(bucket, new Map());
    return buckets.get(bucket);
  };
  const address = (origin, bucket, key) =>
    `${origin}/api/storage/buckets/${bucket}/objects/${encodeURIComponent(key)}`;
  const shown = ({ bytes: _, ...file }) => file;
  const missing = () => refusal(404, 'STORAGE_NOT_FOUND', 'Object not found');
  const strategy = ({ params: [bucket, key], origin }) =>
    filesOf(bucket).has(key)
      ? answer({ method: 'direct', url: address(origin, bucket, key) })
      : missing();
  return [
    route('GET /api/storage/buckets', () => answer({ buckets: [...buckets.keys()] })),
    route('POST /api/storage/buckets', ({ body }) => {
      filesOf(body.bucketName);
      return answer({ message: 'Bucket created successfully', ...body }, 201);
    }),
    route('POST /api/storage/buckets/{bucket}/upload-strategy', ({ params: [bucket], ...rest }) => {
      const { filename: key } = rest.body;
      const uploadUrl = address(rest.origin, bucket, key);
      return answer({ method: 'direct', uploadUrl, key, confirmRequired: false });
    }),
    route('PUT /api/storage/buckets/{bucket}/objects/{key}', async (request) => {
      const { params, headers, bytes, origin } = request;
      const [bucket, key] = params;
      const form = await new Response(bytes, {
        headers: { 'content-type': headers['content-type'] },
      }).formData();
      const file = form.get('file');
      const stored = {
        ...{ bucket, key, size: file.size, mimeType: file.type, uploadedAt: now() },
        url: address(origin, bucket, key),
        bytes: Buffer.from(await file.arrayBuffer()),
      };
      filesOf(bucket).set(key, stored);
      return answer(shown(stored));
    }),
    route('GET /api/storage/buckets/{bucket}/objects', ({ params: [bucket], query }) => {
      const { prefix = '', search = '', limit = '100', offset = '0' } = query;
      const found = [...filesOf(bucket).values()]
        .filter(({ key }) => key.startsWith(prefix) && key.includes(search))
        .map(shown);
      const from = Number(offset);
      const pagination = { offset: from, limit: Number(limit), total: found.length };
      return answer({ data: found.slice(from, from + Number(limit)), pagination });
    }),
    route('GET /api/storage/buckets/{bucket}/download-strategy/objects/{key}', strategy),
    route('POST /api/storage/buckets/{bucket}/objects/{key}/download-strategy', strategy),
    route(
      'GET /api/storage/buckets/{bucket}/objects/{key}',
      ({ params: [bucket, key] }) => {
        const file = filesOf(bucket).get(key);
        return file === undefined
          ? missing()
          : { status: 200, bytes: file.bytes, type: file.mimeType };
      },
      { open: true },
    ),
    route('DELETE /api/storage/buckets/{bucket}/objects', ({ params: [bucket], body }) =>
      answer({
        results: body.keys.map((key) => ({
          key,
          status: filesOf(bucket).delete(key) ? 'deleted' : 'notFound',
        })),
      }),
    ),
    route('DELETE /api/storage/buckets/{bucket}/objects/{key}', ({ params: [bucket, key] }) =>
      filesOf(bucket).delete(key) ? answer({ message: 'Object deleted successfully' }) : missing(),
    ),
  ];
}

export function dataRoutes() {
  const tables = new Map();
  const rowsOf = ({ params: [table], headers }) => {
    const schema = headers['accept-profile'] ?? headers['content-profile'] ?? 'public';
    const name = `${schema}.${table}`;
    if (!tables.has(name)) tables.set(name, []);
    return { name, rows: tables.get(name) };
  };
  const OWN = /^(?:select|order|limit|offset|columns|on_conflict)$/;
  const fits = (query) => (row) =>
    Object.entries(query).every(
      ([column, wanted]) => OWN.test(column) || `eq.${String(row[column])}` === wanted,
    );
  /** Nothing comes back of a change unless it is asked for. */
  const changed = ({ headers }, rows, status) =>
    (headers.prefer ?? '').includes('return=representation')
      ? answer(rows, status)
      : { status: status === 200 ? 204 : status };
  const path = '/api/database/records/{table}';
  const pays = (name, more = {}) =>
    answer({ [name]: { id: randomUUID(), url: 'https://pay.example.com/1', ...more } }, 201);
  const order = ({ body: { amount, currency } }) =>
    answer(
      {
        order: { id: randomUUID(), orderId: 'order_1', status: 'created', amount, currency },
        checkoutOptions: { key: 'rzp', amount, currency, order_id: 'order_1', prefill: {} },
      },
      201,
    );
  const words = ['Hello', ', ', 'world'];
  const metadata = ({ body: { model } }) => ({ model, usage: { promptTokens: 3, totalTokens: 6 } });
  return [
    route(`GET ${path}`, (request) => answer(rowsOf(request).rows.filter(fits(request.query)))),
    route(`POST ${path}`, (request) => {
      const rows = [request.body].flat().map((row) => ({ id: randomUUID(), ...row }));
      rowsOf(request).rows.push(...rows);
      return changed(request, rows, 201);
    }),
    route(`PATCH ${path}`, (request) => {
      const rows = rowsOf(request).rows.filter(fits(request.query));
      for (const row of rows) Object.assign(row, request.body);
      return changed(request, rows, 200);
    }),
    route(`DELETE ${path}`, (request) => {
      const { name, rows } = rowsOf(request);
      const gone = rows.filter(fits(request.query));
      tables.set(
        name,
        rows.filter((row) => !gone.includes(row)),
      );
      return changed(request, gone, 200);
    }),
    route('POST /api/database/rpc/{name}', ({ body }) => answer(body)),
    route('POST /functions/{slug}', ({ params: [slug], body }) => answer({ slug, said: body })),
    route('POST /api/email/send-raw', () => answer({})),
    route('POST /api/payments/stripe/{environment}/checkout-sessions', () =>
      pays('checkoutSession', { status: 'open' }),
    ),
    route('POST /api/payments/stripe/{environment}/customer-portal-sessions', () =>
      pays('customerPortalSession', { status: 'created' }),
    ),
    route('POST /api/payments/razorpay/{environment}/orders', order),
    route('POST /api/payments/razorpay/{environment}/orders/verify', ({ body }) =>
      answer({ verified: true, order: { orderId: body.orderId } }),
    ),
    route('POST /api/payments/razorpay/{environment}/subscriptions', () =>
      answer({ subscription: { subscriptionId: 'sub_1' }, checkoutOptions: { key: 'rzp' } }, 201),
    ),
    route('POST /api/ai/chat/completion', (request) => {
      const { body } = request;
      if (body.stream !== true)
        return answer({ text: words.join(''), metadata: metadata(request) });
      return { status: 200, events: [...words.map((chunk) => ({ chunk })), { done: true }] };
    }),
    route('POST /api/ai/image/generation', () =>
      answer({ images: [{ type: 'imageUrl', imageUrl: 'data:image/png;base64,iVBORw0KGgo=' }] }),
    ),
    route('POST /api/ai/embeddings', (request) =>
      answer({
        object: 'list',
        data: [{ object: 'embedding', embedding: [0.1, 0.2], index: 0 }],
        metadata: metadata(request),
      }),
    ),
  ];
}
