import type { Json, Place } from './place.js';

/** The rows of the client table that resolved, in the order of the table. */
export interface Client {
  readonly rows: readonly Row[];
  /** Kinds of tokens that the client keeps. Absent: it keeps none. */
  readonly slots?: readonly Slot[];
}

/** A place for one token, which takes the place of a credential once there is one. */
export interface Slot {
  readonly name: string;
  /** Key of the security scheme. */
  readonly scheme: string;
  readonly refresh?: SlotRefresh;
}

/** How a token is renewed: what is called, where in the request and the answer the tokens are. */
export interface SlotRefresh {
  readonly operation: string;
  readonly to: readonly string[];
  readonly set: readonly string[];
  readonly renewal: readonly string[];
}

/** What a call does to the token of a slot. */
export type SessionRule =
  | {
      readonly kind: 'set';
      readonly slot: string;
      readonly set: readonly string[];
      /** Of the token that renews it; empty: there is none. */
      readonly renewal: readonly string[];
    }
  | { readonly kind: 'clear'; readonly slot: string; readonly when: 'success' | 'always' };

/** One client method. `name` is dotted: `auth.createToken`. */
export interface Row {
  readonly name: string;
  readonly does: RowAction;
  readonly overloads: readonly Overload[];
  /** Members that every request of this method carries, by target (`body.kind`). */
  readonly constants: readonly { readonly to: string; readonly value: Json }[];
  /** Path into the answer (`["user", "refresh_token"]`); empty: the whole answer. */
  readonly pick: readonly string[];
  readonly result: 'throw' | 'data-error' | 'error-only' | 'nothing';
  /** Which identity the call is made with: a slot, one that the target has, or `none`. Absent: the client's own. */
  readonly auth?: string;
  readonly session?: SessionRule;
  readonly deprecated?: string;
  readonly doc?: string;
  readonly at: Place;
}

export type RowAction =
  | { readonly kind: 'call'; readonly operation: string }
  | { readonly kind: 'recipe'; readonly recipe: string; readonly operations: readonly string[] };

export interface Overload {
  readonly args: readonly Argument[];
}

export interface Argument {
  readonly name: string;
  readonly optional: boolean;
  readonly default?: Json;
  readonly to: ArgumentTarget;
}

/** `at`: the argument is that one member; `spread`: its members are those of that part of the request. */
export type ArgumentTarget =
  | { readonly kind: 'at'; readonly path: readonly string[] }
  | { readonly kind: 'spread'; readonly path: readonly string[] }
  | {
      readonly kind: 'fields';
      readonly fields: readonly {
        readonly name: string;
        readonly optional: boolean;
        readonly to: readonly string[];
      }[];
    };
