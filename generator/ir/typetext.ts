/** A user's own TypeScript type: its text, cut where it names something, so that names can be renamed. */
export interface TypeText {
  readonly parts: readonly (string | { readonly name: TypeName })[];
}

export type TypeName =
  /** Exported by a file of the project; `file` is relative to the project root, with its extension. */
  | { readonly kind: 'file'; readonly file: string; readonly exported: string }
  /** Exported by a package or reached by a path alias, which is kept as written. */
  | { readonly kind: 'package'; readonly specifier: string; readonly exported: string }
  /** One of {@link InstaqlStore.declarations}. */
  | { readonly kind: 'local'; readonly declaration: string }
  /** The type of an attribute of the store, as it comes back or as it is written. */
  | {
      readonly kind: 'attribute';
      readonly entity: string;
      readonly attr: string;
      readonly form: 'read' | 'write';
    }
  /** A global of the language: `Record`, `Date`. */
  | { readonly kind: 'global'; readonly name: string };
