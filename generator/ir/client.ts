import type { Json, Place } from './place.js';

/** The rows of the client table that resolved, in the order of the table. */
export interface Client {
  readonly rows: readonly Row[];
  /** Kinds of tokens that the client keeps. Absent: it keeps none. */
  readonly slots?: readonly Slot[];
  /** Functions that make it. Absent: there is one, which takes options alone. */
  readonly factories?: readonly Factory[];
  /** What is thrown where the server refuses. Absent: the error of the runtime. */
  readonly errors?: ErrorRules;
  /** Milliseconds, for calls that do not say. Absent: as long as it takes. */
  readonly timeout?: number;
  /** Absent: what fails is not repeated. */
  readonly retry?: RetryRules;
  /** How the client is opened, where that is not as of any client. */
  readonly opening?: Opening;
  /** What the client has when its feature is switched on, which it is not. */
  readonly absent?: readonly AbsentMember[];
  /** Features that are wanted as functions that take the client. Absent: those that bring nothing else along. */
  readonly functions?: readonly string[];
}

/** A function that makes a client: what it takes before its options, and in them. */
export interface Factory {
  readonly name: string;
  readonly args: readonly Given[];
  readonly options: readonly Given[];
  /** Flags that are always on. */
  readonly flags: readonly string[];
  readonly doc?: string;
}

/** Something the caller gives, and what it is used as. */
export interface Given {
  readonly name: string;
  readonly optional: boolean;
  readonly to: readonly GivenPlace[];
  readonly doc?: string;
}

/** `scheme`: key of the security scheme whose credential it is. */
export type GivenPlace =
  | { readonly kind: 'baseUrl' }
  | { readonly kind: 'auth'; readonly scheme: string }
  | { readonly kind: 'flag'; readonly flag: string };

/** The class of errors: its name, and where in the body of an answer its message and members are. */
export interface ErrorRules {
  readonly name: string;
  readonly message: readonly string[];
  readonly members: readonly { readonly name: string; readonly path: readonly string[] }[];
}

/** Which answers are worth another attempt, of what may be sent twice. */
export interface RetryRules {
  readonly statuses: readonly number[];
  /** Further attempts after the first. */
  readonly times: number;
  /** Milliseconds before the first repetition, doubled for each further one. */
  readonly delay: number;
}

/** What of the runtime opens a client that has a session of its own kind. */
export interface Opening extends Maker {
  /** What the client is called in types. */
  readonly type: string;
  /** The class of all that its calls reject with. */
  readonly error: string;
  /** What rows may name in `when`. */
  readonly flags?: readonly string[];
  /** Further functions that make the client, which turn their options into those of the first. */
  readonly factories?: readonly (Maker & { readonly name: string; readonly doc?: string })[];
  /** What of the runtime the client hands on. */
  readonly values?: readonly string[];
  readonly types?: readonly string[];
  /** Files of their own, which nothing else imports. */
  readonly leaves?: readonly Leaf[];
}

/** A function of the runtime, and the type of the options that it takes. */
export interface Maker {
  readonly make: string;
  readonly options: string;
}

/** A file beside the client: what is made for it, and what of the runtime it hands on. */
export interface Leaf {
  readonly file: string;
  /** Functions that are made with `createClient`; the type takes that of the client. */
  readonly makes?: readonly LeafMade[];
  readonly values?: readonly (string | { readonly name: string; readonly value: string })[];
  readonly types?: readonly string[];
}

export interface LeafMade {
  readonly name: string;
  readonly make: string;
  readonly type: string;
  readonly doc?: string;
}

export interface AbsentMember {
  readonly name: string;
  readonly feature: string;
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
  /** The token is refused only by a body that has one of these at that place. Absent: by any 401. */
  readonly codes?: readonly {
    readonly at: readonly string[];
    readonly values: readonly string[];
  }[];
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
  readonly constants: readonly Constant[];
  /** Further ones, by the flag of the client that asks for them. */
  readonly when?: readonly { readonly flag: string; readonly constants: readonly Constant[] }[];
  /** Path into the answer (`["user", "refresh_token"]`); empty: the whole answer. */
  readonly pick: readonly string[];
  readonly result: 'throw' | 'data-error' | 'error-only' | 'nothing';
  /** Which identity the call is made with: a slot, one that the target has, or `none`. Absent: the client's own. */
  readonly auth?: string;
  readonly session?: SessionRule;
  /** Where the token of its slot is refused, it is not renewed. */
  readonly refresh?: 'never';
  /** Whether it may be sent twice; a place in the request: where that is given. Absent: as the operation says. */
  readonly idempotent?: boolean | readonly string[];
  readonly deprecated?: string;
  readonly doc?: string;
  readonly at: Place;
}

export interface Constant {
  readonly to: string;
  readonly value: Json;
}

export type RowAction =
  | { readonly kind: 'call'; readonly operation: string }
  | {
      readonly kind: 'recipe';
      readonly recipe: string;
      readonly operations: readonly string[];
      /** Absent: the emitters of the store know how. */
      readonly made?: Made;
    };

/** How a composite comes about: what of the runtime is called, and what that is to those who use it. */
export interface Made {
  /** Called with the client and the endpoint functions of its operations. */
  readonly make: string;
  /** A type of the runtime, or one of an emitted file (`file`: its path, without extension). */
  readonly type: string | { readonly file: string; readonly name: string };
  /** The arguments of the type. */
  readonly of?: readonly MadeOf[];
  /** The name of the row's slot for tokens is passed last. */
  readonly slot?: true;
}

/** The class of the client's errors, or what an operation of the recipe answers, or a part of that. */
export type MadeOf =
  | 'error'
  | { readonly answer: number; readonly pick?: readonly string[] }
  /** What an operation of the recipe takes as its body. */
  | { readonly body: number };

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
