/** Where the operations have each named schema: in what is sent, in what is answered, or in both. */

import type { Api, NamedSchema, Schema } from './ir.js';

/** The API with this on its schemas; those that no operation leads to are left as they are. */
export function withUses(api: Api): Api {
  if (api.schemas.length === 0) return api;
  const byKey = new Map(api.schemas.map((each) => [each.key, each.schema]));
  const sent: Schema[] = [];
  const answered: Schema[] = [];
  for (const { parameters, body, responses } of api.operations) {
    for (const { schema } of parameters) sent.push(schema);
    for (const { schema, items } of body?.contents ?? []) sent.push(schema, ...list(items));
    for (const { contents, headers } of responses) {
      for (const { schema, items } of contents) answered.push(schema, ...list(items));
      for (const { schema } of headers) answered.push(schema);
    }
  }
  for (const { parameters, body, responses } of api.events ?? []) {
    for (const { schema } of parameters) answered.push(schema);
    for (const { schema } of body?.contents ?? []) answered.push(schema);
    for (const { contents } of responses ?? []) {
      for (const { schema } of contents) sent.push(schema);
    }
  }
  const inSent = reached(sent, byKey);
  const inAnswers = reached(answered, byKey);
  return {
    ...api,
    schemas: api.schemas.map((each): NamedSchema => {
      const [taken, given] = [inSent.has(each.key), inAnswers.has(each.key)];
      if (!taken && !given) return each;
      return { ...each, used: taken ? (given ? 'both' : 'sent') : 'answered' };
    }),
  };
}

function list(schema: Schema | undefined): readonly Schema[] {
  return schema === undefined ? [] : [schema];
}

/** Keys of what these schemas lead to. */
function reached(from: Schema[], byKey: ReadonlyMap<string, Schema>): ReadonlySet<string> {
  const keys = new Set<string>();
  const seen = new Set<Schema>();
  for (let schema = from.pop(); schema !== undefined; schema = from.pop()) {
    switch (schema.kind) {
      case 'ref': {
        const target = keys.has(schema.to) ? undefined : byKey.get(schema.to);
        keys.add(schema.to);
        if (target !== undefined) from.push(target);
        break;
      }
      case 'array':
        from.push(schema.items);
        break;
      case 'tuple':
        from.push(...schema.items, ...list(schema.rest));
        break;
      case 'object':
        if (seen.has(schema)) break;
        seen.add(schema);
        for (const each of schema.props) from.push(each.schema);
        for (const each of schema.patterns) from.push(each.schema);
        if (schema.rest !== undefined) from.push(schema.rest);
        break;
      case 'union':
      case 'all':
        from.push(...schema.of);
        break;
      default:
    }
  }
  return keys;
}
