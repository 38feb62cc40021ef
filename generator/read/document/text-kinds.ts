/** Texts that no parser of data takes, or that are one word to it, by what they look like. */

export interface Kind {
  /** As the middle of a sentence: `an AsyncAPI document`. */
  readonly name: string;
  readonly remedy: string;
}

export const CONVERT = 'Export or convert it to OpenAPI 3, and name that document.';

const TEXTS: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [
    /^\s*<(?:!doctype\s+html|html|head|body)\b/i,
    {
      name: 'a web page',
      remedy: 'Name the address of the document itself: a page that shows one has a link to it.',
    },
  ],
  [/^\s*</, { name: 'XML', remedy: CONVERT }],
  [
    /^\s*(?:type|schema|input|interface|enum|union|scalar|directive|extend)\b[^:\n]*\{[^]*\}\s*$/m,
    { name: 'a GraphQL schema', remedy: 'Name a document of OpenAPI: GraphQL is not read.' },
  ],
  [
    /^\s*(?:syntax\s*=\s*["']proto\d|message\s+\w+\s*\{)/m,
    { name: 'a protocol buffer', remedy: CONVERT },
  ],
  [/^\u001f.\u0008|^PK\u0003\u0004/, { name: 'a packed file', remedy: 'Unpack it first.' }],
  [/^%PDF-/, { name: 'a PDF', remedy: 'Name the document itself.' }],
  [
    /^version https:\/\/git-lfs\b/,
    { name: 'what Git LFS leaves for a file', remedy: 'Get the file itself: git lfs pull.' },
  ],
];

/** What a text is that is no data, or none that a parser takes. */
export function kindOfText(text: string): Kind | undefined {
  const beginning = text.slice(0, 5_000);
  return TEXTS.find(([pattern]) => pattern.test(beginning))?.[1];
}
