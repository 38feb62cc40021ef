import type { Place } from './place.js';
import type { TypeText } from './typetext.js';

export interface InstaqlStore {
  readonly kind: 'instaql';
  /** False: there is no schema; entities are open and the wire flags are a schema-less client's. */
  readonly declared: boolean;
  readonly entities: readonly Entity[];
  readonly rooms: readonly Room[];
  /** Types of the schema file that type arguments need and nobody can import. */
  readonly declarations: readonly LocalType[];
  /** How dates come back: as the server stored them, or as `Date` objects, where they are dates or else an error. Settled before emission. */
  readonly dates: 'stored' | 'date' | 'strict';
  /** Where a missing required link is caught. Settled before emission. */
  readonly requiredLinks: 'types' | 'runtime' | 'off';
  /** False: the client carries no checks of what it sends. Settled before emission. */
  readonly validation?: false;
}

export interface Entity {
  readonly key: string;
  readonly doc?: string;
  readonly attrs: readonly Attr[];
  /** In the order in which the schema's links name them, forward ends before reverse ends. */
  readonly links: readonly Link[];
  readonly at: Place;
}

export interface Attr {
  readonly key: string;
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'json' | 'any';
  readonly required: boolean;
  /** `clientRequired()`: optional on the server, demanded by the types. `required` is then false. */
  readonly clientRequired: boolean;
  readonly indexed: boolean;
  readonly unique: boolean;
  /** The type argument: `i.json<Address>()`, or what `asType` says of this attribute. */
  readonly typed?: TypeText;
  readonly doc?: string;
  readonly at: Place;
}

/** One end of a link, seen from the entity that holds its label. */
export interface Link {
  readonly label: string;
  /** Key of the entity at the other end. */
  readonly entity: string;
  readonly has: 'one' | 'many';
  readonly required: boolean;
  readonly onDelete?: 'cascade';
  readonly link: string;
  readonly side: 'forward' | 'reverse';
  /** The label of this link at the other end. */
  readonly reverse: string;
  readonly doc?: string;
  readonly at: Place;
}

export interface Room {
  readonly key: string;
  readonly presence: readonly Attr[];
  readonly topics: readonly {
    readonly key: string;
    readonly attrs: readonly Attr[];
    readonly doc?: string;
  }[];
  readonly doc?: string;
  readonly at: Place;
}

/** A type alias, interface or enum of the schema file, to be copied with what it needs. */
export interface LocalType {
  readonly key: string;
  /** Type parameters as written, without the angle brackets. */
  readonly parameters?: TypeText;
  readonly doc?: string;
  readonly declares: 'alias' | 'interface';
  /** Alias: the type. Interface: the body with braces, with its `extends` list in `heritage`. */
  readonly type: TypeText;
  readonly heritage?: TypeText;
  readonly at: Place;
}
