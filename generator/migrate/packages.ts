/** Other packages below the root that make clients: the command is run in each, those that others use first. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { isRecord } from '../manifest.js';
import type { Migration } from '../stages.js';
import type { Meaning } from './meaning.js';
import type { AppFiles } from './sources.js';
import type { Open } from './types.js';
import { packageAt } from './workspace.js';

type Ts = typeof TypeScript;

/** A package that has to be moved by itself. */
export interface OtherPackage {
  /** Relative to the root. */
  readonly folder: string;
  /** What moves it, from the root. */
  readonly command: string;
  readonly open: Open;
}

/** In the order in which they are to be moved. */
export function otherPackages(
  ts: Ts,
  root: string,
  app: AppFiles,
  meaning: Meaning,
  migration: Migration,
): readonly OtherPackage[] {
  const folders = new Map(app.code.map(({ path, folder }) => [path, folder]));
  const makes = new Map<string, Open>();
  for (const source of meaning.sources) {
    const path = source.fileName.slice(1);
    const folder = folders.get(path);
    if (!folder || folder === app.package || makes.has(folder)) continue;
    const call = factoryCall(ts, source, meaning, migration);
    if (call !== undefined) makes.set(folder, told(path, call.getStart(source), folder));
  }
  const graph = uses(root, new Set(folders.values()));
  const schemas = new Map<string, string>();
  for (const { path, folder } of app.code)
    if (/(?:^|\/)instant\.schema\.[cm]?[jt]s$/.test(path) && !schemas.has(folder))
      schemas.set(folder, path);
  const ordered: OtherPackage[] = [];
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    if (seen.has(folder)) return;
    seen.add(folder);
    const used = graph.get(folder) ?? [];
    used.forEach(visit);
    const open = makes.get(folder);
    const schema = [folder, ...used].map((each) => schemas.get(each)).find((path) => path);
    if (open !== undefined) ordered.push({ folder, command: commandFor(folder, schema), open });
  };
  [...makes.keys()].sort().forEach(visit);
  return ordered;
}

/** A call that makes a client of the official package. */
function factoryCall(
  ts: Ts,
  source: TypeScript.SourceFile,
  { officialOf }: Meaning,
  { module, factories }: Migration,
): TypeScript.Node | undefined {
  if (!source.text.includes(module)) return undefined;
  const visit = (node: TypeScript.Node): TypeScript.Node | undefined => {
    const official = ts.isCallExpression(node) ? officialOf(node.expression) : undefined;
    if (official?.moved === false && factories.includes(official.name)) return node;
    return ts.forEachChild(node, visit);
  };
  return visit(source);
}

/** Which packages each of them names among its dependencies. */
function uses(root: string, folders: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const manifests = [...folders].map(
    (folder) => [folder, packageAt(posix.join(root, folder))] as const,
  );
  const named = new Map(manifests.map(([folder, found]) => [found?.['name'], folder]));
  return new Map(
    manifests.map(([folder, found]) => {
      const lists = ['dependencies', 'devDependencies', 'peerDependencies'].map(
        (list) => found?.[list],
      );
      const names = lists.flatMap((list) => (isRecord(list) ? Object.keys(list) : []));
      return [folder, names.flatMap((name) => named.get(name) ?? []).sort()];
    }),
  );
}

/** A schema in a usual place of the package is found. */
function commandFor(folder: string, schema: string | undefined): string {
  const path = schema === undefined ? undefined : posix.relative(folder, schema);
  const isFound = path === undefined || /^(?:(?:src|lib|app)\/)?instant\.schema\.\w+$/.test(path);
  return `(cd ${quoted(folder)} && npx instant-codegen migrate${isFound ? '' : ` --schema ${quoted(path)}`})`;
}

function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : JSON.stringify(path);
}

function told(path: string, offset: number, folder: string): Open {
  return {
    path,
    offset,
    code: 'migrate-other-package',
    message: `A client is made here, in the package ${folder}.`,
    remedy: 'Run the command in that package: it has a configuration and a client of its own.',
  };
}
