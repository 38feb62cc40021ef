/**
 * The schema language `i`, for projects that have none of Instant's packages: `instant.schema.ts` imports
 * it from here. It imports nothing and never changes with the schema. What it makes at run time is equal,
 * as JSON, to what `@instantdb/core` makes, and has the same methods.
 */

/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging -- Babel refuses fields in classes that are types alone */
/* eslint-disable @typescript-eslint/no-unused-vars -- interfaces have the parameters of their classes, and types those of Instant */
export type ValueTypes = 'string' | 'number' | 'boolean' | 'date' | 'json';
export type CardinalityKind = 'one' | 'many';

/** What the compiler alone knows of an attribute: never there at run time. */
export interface DataAttrDef<
  Value,
  Required extends boolean,
  Indexed extends boolean,
  Unique extends boolean = false,
> {
  readonly value?: Value;
  readonly isUnique?: Unique;
}

/** An attribute. `Value` is the type of its values. */
export class DataAttrDef<
  Value,
  Required extends boolean,
  Indexed extends boolean,
  Unique extends boolean = false,
> {
  // The names and the order of the members are those of Instant's own packages.
  readonly valueType: ValueTypes;
  readonly required: Required;
  readonly isIndexed: Indexed;
  readonly config: { readonly indexed: boolean; readonly unique: boolean };
  readonly metadata: Record<string, unknown> = {};

  constructor(
    valueType: ValueTypes,
    required: Required,
    isIndexed: Indexed,
    config: { readonly indexed: boolean; readonly unique: boolean } = {
      indexed: false,
      unique: false,
    },
  ) {
    this.valueType = valueType;
    this.required = required;
    this.isIndexed = isIndexed;
    this.config = config;
  }

  /** Entities may lack it. */
  optional(): DataAttrDef<Value, false, Indexed, Unique> {
    return new DataAttrDef(this.valueType, false, this.isIndexed, this.config);
  }

  /** No two entities have the same value, so that it can be used in `lookup`. */
  unique(): DataAttrDef<Value, Required, Indexed, true> {
    const config = { ...this.config, unique: true };
    return new DataAttrDef(this.valueType, this.required, this.isIndexed, config);
  }

  /** Needed for `order`, and for all operators but equality. */
  indexed(): DataAttrDef<Value, Required, true, Unique> {
    const config = { ...this.config, indexed: true };
    return new DataAttrDef(this.valueType, this.required, true, config);
  }

  /**
   * Required in the client's types, optional on the server.
   *
   * @deprecated Make it required, or optional.
   */
  clientRequired(): DataAttrDef<Value, true, Indexed, Unique> {
    const optional: DataAttrDef<Value, boolean, Indexed, Unique> = this.optional();
    return optional as DataAttrDef<Value, true, Indexed, Unique>;
  }
}

export type AttrsDefs = {
  readonly [attr: string]: DataAttrDef<unknown, boolean, boolean, boolean>;
};

/** What a link is, seen from one of its ends. */
export interface LinkAttrDef<
  Cardinality extends CardinalityKind = CardinalityKind,
  Entity extends string = string,
> {
  readonly entityName: Entity;
  readonly cardinality: Cardinality;
}

type Ends = Record<string, LinkAttrDef>;
type ValueOf<Attr> =
  Attr extends DataAttrDef<infer Value, boolean, boolean, boolean> ? Value : never;

/** What the compiler alone knows of an entity. */
export interface EntityDef<Attrs extends AttrsDefs, Links = Ends, AsType = void> {
  readonly type?: AsType;
}

/** An entity: its attributes and, once it is part of a schema, its links. */
export class EntityDef<Attrs extends AttrsDefs, Links = Ends, AsType = void> {
  readonly attrs: Attrs;
  readonly links: Links;

  constructor(attrs: Attrs, links: Links) {
    this.attrs = attrs;
    this.links = links;
  }

  /** Narrows the types of attributes: `asType<{ status: 'open' | 'done' }>()`. */
  asType<Type extends { readonly [Attr in keyof Attrs]?: ValueOf<Attrs[Attr]> }>(): EntityDef<
    Attrs,
    Links,
    Type
  > {
    return new EntityDef<Attrs, Links, Type>(this.attrs, this.links);
  }
}

export type EntitiesDef = { readonly [entity: string]: AnyEntity };
type AnyEntity = EntityDef<AttrsDefs, unknown, unknown>;

/** The entities of a schema. */
export type EntitiesWithLinks<Entities, _Links = unknown> = Entities;

/** One end of a link: on which entity it stands, its name there, how many it leads to. */
export interface LinkEnd<Entity, Label = string, Has = CardinalityKind> {
  readonly on: Entity;
  readonly label: Label;
  readonly has: Has;
  /** `cascade`: an entity goes with the one that this end leads to. Takes `has: 'one'`. */
  readonly onDelete?: 'cascade';
}

export interface LinkDef<
  Entities,
  ForwardOn = keyof Entities & string,
  ForwardLabel = string,
  ForwardHas = CardinalityKind,
  ReverseOn = keyof Entities & string,
  ReverseLabel = string,
  ReverseHas = CardinalityKind,
> {
  readonly forward: LinkEnd<ForwardOn, ForwardLabel, ForwardHas> & { readonly required?: boolean };
  readonly reverse: LinkEnd<ReverseOn, ReverseLabel, ReverseHas>;
}

export type LinksDef<Entities> = { readonly [link: string]: LinkDef<Entities> };

/** By kind of room: what each peer shows of itself, and what can be broadcast. */
export type RoomsDef = {
  readonly [room: string]: {
    readonly presence: AnyEntity;
    readonly topics?: { readonly [topic: string]: AnyEntity };
  };
};

export class InstantSchemaDef<Entities, Links, Rooms> {
  readonly entities: Entities;
  readonly links: Links;
  readonly rooms: Rooms;

  constructor(entities: Entities, links: Links, rooms: Rooms) {
    this.entities = entities;
    this.links = links;
    this.rooms = rooms;
  }

  /** @deprecated Put the rooms into `i.schema({ rooms })`. */
  withRoomSchema<Shape>(): InstantSchemaDef<Entities, Links, Shape> {
    return new InstantSchemaDef<Entities, Links, Shape>(this.entities, this.links, {} as Shape);
  }
}

/** @deprecated What `i.graph` made; write `i.schema`. */
export type InstantGraph<Entities, Links, _Rooms = unknown> = InstantSchemaDef<
  Entities,
  Links,
  undefined
>;

/** The entities as given, each with the ends of the links that stand on it. */
function linked<Entities extends EntitiesDef>(
  entities: Entities,
  links: LinksDef<Entities>,
): Entities {
  const ends = new Map<
    string,
    { readonly [End in 'forward' | 'reverse']: [string, LinkAttrDef][] }
  >();
  const on = (entity: string) => {
    const found = ends.get(entity) ?? { forward: [], reverse: [] };
    ends.set(entity, found);
    return found;
  };
  for (const { forward, reverse } of Object.values(links)) {
    on(forward.on).forward.push([
      forward.label,
      { entityName: reverse.on, cardinality: forward.has },
    ]);
    on(reverse.on).reverse.push([
      reverse.label,
      { entityName: forward.on, cardinality: reverse.has },
    ]);
  }
  const entries = Object.entries(entities).map(([name, { attrs }]): [string, AnyEntity] => {
    const { forward, reverse } = on(name);
    return [name, new EntityDef(attrs, Object.fromEntries([...forward, ...reverse]))];
  });
  const all: EntitiesDef = Object.fromEntries(entries);
  return all as Entities;
}

/** Of links or rooms, where a schema has none. */
interface Nothing {
  readonly [name: string]: never;
}

function schema<
  const Entities extends EntitiesDef,
  const Links extends LinksDef<Entities> = Nothing,
  const Rooms extends RoomsDef = Nothing,
>(parts: {
  readonly entities: Entities;
  readonly links?: Links;
  readonly rooms?: Rooms;
}): InstantSchemaDef<Entities, Links, Rooms> {
  const links = parts.links ?? ({} as Links);
  return new InstantSchemaDef(linked(parts.entities, links), links, parts.rooms ?? ({} as Rooms));
}

function graph<const Entities extends EntitiesDef, const Links extends LinksDef<Entities>>(
  entities: Entities,
  links: Links,
): InstantSchemaDef<Entities, Links, undefined> {
  return new InstantSchemaDef(linked(entities, links), links, undefined);
}

function entity<Attrs extends AttrsDefs>(attrs: Attrs): EntityDef<Attrs> {
  return new EntityDef<Attrs>(attrs, {});
}

type Fresh<Value> = DataAttrDef<Value, true, false>;

function string<Values extends string = string>(): Fresh<Values> {
  return new DataAttrDef<Values, true, false>('string', true, false);
}

function number(): Fresh<number> {
  return new DataAttrDef<number, true, false>('number', true, false);
}

function boolean(): Fresh<boolean> {
  return new DataAttrDef<boolean, true, false>('boolean', true, false);
}

function date(): Fresh<Date> {
  return new DataAttrDef<Date, true, false>('date', true, false);
}

function json<Value = unknown>(): Fresh<Value> {
  return new DataAttrDef<Value, true, false>('json', true, false);
}

function any(): Fresh<unknown> {
  return new DataAttrDef<unknown, true, false>('json', true, false);
}

export interface SchemaLanguage {
  /** The schema of an app: entities, the links between them, rooms. */
  readonly schema: typeof schema;
  /** @deprecated Use `i.schema`. */
  readonly graph: typeof graph;
  readonly entity: typeof entity;
  /** Text; `i.string<'open' | 'done'>()` where only some texts are meant. */
  readonly string: typeof string;
  readonly number: typeof number;
  readonly boolean: typeof boolean;
  readonly date: typeof date;
  /** Any JSON; `i.json<Address>()` says of what shape. */
  readonly json: typeof json;
  /** A value of any type, which the server does not check. */
  readonly any: typeof any;
}

export const i: SchemaLanguage = {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there for the schemas that have it
  graph,
  schema,
  entity,
  string,
  number,
  boolean,
  date,
  json,
  any,
};
