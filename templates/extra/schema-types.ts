import {
  type Emitter,
  EmitProblem,
  type OutFile,
  splitWords,
  unsafeVerbatim,
} from '../../generator/emit.js';

/** What of openapi-typescript is used. */
interface OpenApiTypeScript {
  default(document: unknown, options: { readonly silent: boolean }): Promise<unknown>;
  astToString(nodes: unknown): string;
}

/**
 * `schema.d.ts`: `paths` and `components` as openapi-typescript writes them, for code that uses openapi-fetch.
 * Beside a data schema's `schema.ts` it is called `openapi.d.ts`; several documents have a file each.
 */
export const schemaTypes: Emitter = {
  name: 'schema.d.ts',
  async emit({ api, store }, _names, context) {
    if (api === undefined) return [];
    const tool = context.peer('openapi-typescript', 7);
    if (!isTool(tool)) throw new EmitProblem('This openapi-typescript is not known.', REMEDY);
    const documents = context.documents();
    const base = store === undefined ? 'schema' : 'openapi';
    const files: OutFile[] = [];
    for (const { name, prefix, data } of documents) {
      const text = await printed(tool, data, name);
      files.push({
        path: documents.length === 1 ? base : `${base}.${prefix ?? stemOf(name)}`,
        extension: '.d.ts',
        source: name,
        // Another tool's text, in its style: the user's linter has nothing to say about it.
        body: unsafeVerbatim(text.trim()),
        exports: [],
      });
    }
    return files;
  },
};

async function printed(tool: OpenApiTypeScript, data: unknown, name: string): Promise<string> {
  // It leaves promises behind when it refuses, which would end the process.
  const ignore = (): void => undefined;
  process.on('unhandledRejection', ignore);
  try {
    return tool.astToString(await tool.default(closed(data), { silent: true }));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new EmitProblem(`openapi-typescript refuses ${name}: ${said}`, REMEDY);
  } finally {
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', ignore);
  }
}

/**
 * Without what leads out of the document in examples and extensions: openapi-typescript would read the files
 * that stand there, and ask other machines.
 */
function closed(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(closed);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).filter(
    ([key, value]) =>
      typeof value !== 'string' ||
      (key !== 'externalValue' && (key !== '$ref' || value.startsWith('#'))),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, closed(value)]));
}

/** What a file of one of several documents is called. */
function stemOf(name: string): string {
  const last = name.split('/').at(-1) ?? '';
  return (
    splitWords(last.replace(/\.\w+$/, ''))
      .join('-')
      .toLowerCase() || 'api'
  );
}

const REMEDY =
  "Correct the document with an overlay, or take 'schema.d.ts' from `emitters` in the configuration.";

function isTool(value: unknown): value is OpenApiTypeScript {
  return (
    typeof value === 'object' &&
    value !== null &&
    'default' in value &&
    typeof value.default === 'function' &&
    'astToString' in value &&
    typeof value.astToString === 'function'
  );
}
