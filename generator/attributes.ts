/** Where a document and a data schema speak of the same thing: its named schemas get the entity's attributes. */

import type { Api, Attr, Entity, ObjectSchema, Project, Property, Schema } from './ir.js';
import type { Target } from './stages.js';

/** The API with what the store knows better; the same object where it knows nothing. */
export function withAttributes(api: Api, store: Project['store'], told: Target['attributes']): Api {
  const entities = store?.kind === 'instaql' ? store.entities : [];
  const known = (told ?? []).flatMap((each) => {
    const entity = entities.find(({ key }) => key === each.entity);
    return entity === undefined ? [] : [{ ...each, entity }];
  });
  if (known.length === 0) return api;
  const schemas = api.schemas.map((named) => {
    const read = known.find((each) => each.read.includes(named.key));
    const write = known.find((each) => each.write.includes(named.key));
    const { schema } = named;
    if (schema.kind !== 'object') return named;
    if (read !== undefined) return { ...named, schema: answered(schema, read.entity) };
    return write === undefined ? named : { ...named, schema: taken(schema, write.entity) };
  });
  return { ...api, schemas };
}

/** Besides what the document says of every user, what this app keeps of them. */
function answered<S extends ObjectSchema>(schema: S, entity: Entity): S {
  const named = new Set(schema.props.map(({ key }) => key));
  const own = entity.attrs.filter(({ key }) => !named.has(key));
  return {
    ...schema,
    props: [...schema.props, ...own.map((attr) => property(attr, entity, 'read'))],
  };
}

/** Nothing but attributes. */
function taken<S extends ObjectSchema>(schema: S, entity: Entity): S {
  const attrs = entity.attrs.filter(({ key }) => key !== 'id');
  const nothing: Schema = { kind: 'never' };
  const closed = { ...schema, props: attrs.map((attr) => property(attr, entity, 'write')) };
  const { rest: _rest, ...without } = closed;
  return (attrs.length === 0 ? { ...without, rest: nothing } : without) as S;
}

function property(attr: Attr, entity: Entity, form: 'read' | 'write'): Property {
  const name = { kind: 'attribute', entity: entity.key, attr: attr.key, form } as const;
  return {
    key: attr.key,
    required: false,
    schema: {
      kind: 'foreign',
      type: { parts: [{ name }] },
      ...(attr.doc === undefined ? {} : { doc: attr.doc }),
    },
  };
}
