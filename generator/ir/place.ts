/** Where a node was written: `file` is relative to the project root, `pointer` a JSON pointer. */
export interface JsonPlace {
  readonly file: string;
  readonly pointer: string;
}

/** A place in a text file; `offset` and `length` count UTF-16 units. */
export interface TextPlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

export type Place = JsonPlace | TextPlace;

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
