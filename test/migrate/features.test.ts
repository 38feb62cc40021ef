import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { ROOT } from './apps.js';
import { places, say, type Said } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;

/** Every name that the official package exports. */
const OFFICIAL = namesOf(
  readFileSync(join(ROOT, 'node_modules/@instantdb/admin/dist/esm/index.d.ts'), 'utf8'),
);

function namesOf(text: string): readonly string[] {
  const source = ts.createSourceFile('index.ts', text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((each) =>
    ts.isExportDeclaration(each) &&
    each.exportClause !== undefined &&
    ts.isNamedExports(each.exportClause)
      ? each.exportClause.elements.map(({ name }) => name.text)
      : [],
  );
}

interface Moved {
  readonly said: Said;
  readonly folder: string;
  readonly features: unknown;
}

async function moved(text: string, more: Readonly<Record<string, string>> = {}): Promise<Moved> {
  const folder = temporaryFolder();
  put(folder, {
    'package.json': JSON.stringify({ name: 'a', dependencies: { '@instantdb/core': '1' } }),
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2022", "types": [] } }',
    'instant.schema.ts': SCHEMA,
    'src/app.ts': text,
    ...more,
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const said = await say(folder);
  let config: { readonly features?: unknown } = {};
  if (said.files.includes('instant-codegen.config.json'))
    config = JSON.parse(
      readFileSync(join(folder, 'instant-codegen.config.json'), 'utf8'),
    ) as object;
  return { said, folder, features: config.features };
}

function exportsOf(folder: string): readonly string[] {
  return namesOf(readFileSync(join(folder, 'src/instant/index.ts'), 'utf8'));
}

describe('names that only a feature brings', () => {
  it('are moved, each of the package, and nothing is left on it', async () => {
    const { said, folder, features } = await moved(
      `export { ${OFFICIAL.join(', ')} } from '@instantdb/admin';\n`,
    );
    expect(features).toEqual(['streams', 'subscribe', 'webhooks']);
    expect(said.open).toEqual([]);
    expect(OFFICIAL.filter((name) => !exportsOf(folder).includes(name))).toEqual(['i']);
    expect(readFileSync(join(folder, 'src/app.ts'), 'utf8')).not.toContain('@instantdb');
  });

  it('are all that the client does not export without, or exports as a type of the document', async () => {
    const { folder } = await moved(`import { id } from '@instantdb/admin';\nid();\n`);
    const index = readFileSync(join(folder, 'src/instant/index.ts'), 'utf8');
    const fromDocument = [...index.matchAll(/\{([^}]*)\} from '\.\/(?:types|operations\/\w+)/g)]
      .flatMap(([, list = '']) => list.split(','))
      .map((each) => each.trim().replace(/^type /, ''));
    const target = JSON.parse(
      readFileSync(join(ROOT, 'generator/targets/instant/target.json'), 'utf8'),
    ) as { migration: { featureExports: Record<string, readonly string[]> } };
    const brought = Object.values(target.migration.featureExports).flat();
    const missing = OFFICIAL.filter((name) => !exportsOf(folder).includes(name) && name !== 'i');
    const others = ['CreateWebhookParams', 'UpdateWebhookParams'];
    expect(others.filter((name) => !fromDocument.includes(name))).toEqual([]);
    // These are the same in the document and in the package.
    const alike = ['User', 'WebhookAction', 'WebhookEventStatus', 'WebhookStatus'];
    expect(OFFICIAL.filter((name) => fromDocument.includes(name)).sort()).toEqual(
      [...alike, ...others].sort(),
    );
    expect([...brought].sort()).toEqual([...missing, ...others].sort());
  });

  it.each([
    [
      'a value',
      `import { Webhooks } from '@instantdb/admin';\nexport const hooks = new Webhooks({ appId: 'a' });\n`,
      'webhooks',
    ],
    [
      'a type',
      `import type { WebhookPayload } from '@instantdb/admin';\nexport type P = WebhookPayload<unknown>;\n`,
      'webhooks',
    ],
    [
      'another name',
      `import { type SubscriptionReadyState as State } from '@instantdb/admin';\nexport type S = State;\n`,
      'subscribe',
    ],
    [
      'the whole',
      `import * as instant from '@instantdb/admin';\nexport type S = instant.CreateReadStreamOpts;\n`,
      'streams',
    ],
    ['a type on the spot', `export type S = import('@instantdb/admin').WebhookInfo;\n`, 'webhooks'],
    [
      'what is loaded later',
      `export const make = () => import('@instantdb/admin').then(({ WebhooksManager }) => new WebhooksManager({ appId: 'a' }));\n`,
      'webhooks',
    ],
    [
      'a member of what is loaded later',
      `export const make = () => import('@instantdb/admin').then((all) => new all.Webhooks({ appId: 'a' }));\n`,
      'webhooks',
    ],
    [
      'what is awaited',
      `const { Webhooks } = await import('@instantdb/admin');\nexport const hooks = new Webhooks({ appId: 'a' });\n`,
      'webhooks',
    ],
  ])('set the feature: %s', async (_, text, feature) => {
    const { said, folder, features } = await moved(text);
    expect(features).toEqual([feature]);
    expect(said.open).toEqual([]);
    expect(readFileSync(join(folder, 'src/app.ts'), 'utf8')).toBe(
      text.replaceAll('@instantdb/admin', './instant'),
    );
  });

  it('set the feature from comments of JavaScript', async () => {
    const script = `/** @param {import('@instantdb/admin').WebhookBody} body */\nexport const of = (body) => body;\n`;
    const { features } = await moved('export {};\n', {
      'tsconfig.json': '{ "compilerOptions": { "allowJs": true, "outDir": "dist" } }',
      'src/of.js': script,
    });
    expect(features).toEqual(['webhooks']);
  });

  it('move in each of the comments in front of a function', async () => {
    const script = (from: string): string =>
      `/** @typedef {import('${from}').WebhookBody} Body */\n\n/** @param {Body} body */\nexport const of = (body) => body;\n`;
    const { features, folder } = await moved('export {};\n', {
      'tsconfig.json': '{ "compilerOptions": { "allowJs": true, "outDir": "dist" } }',
      'src/of.js': script('@instantdb/admin'),
    });
    expect(features).toEqual(['webhooks']);
    expect(readFileSync(join(folder, 'src/of.js'), 'utf8')).toBe(script('./instant'));
  });

  it('stay on the package where the configuration cannot be changed, and are no type of the document', async () => {
    const text = `import type { WebhookPayload } from '@instantdb/admin';\nexport type P = WebhookPayload<unknown>;\n`;
    const config = `const features = [];\nexport default { features };\n`;
    const { said, folder } = await moved(text, { 'instant-codegen.config.js': config });
    expect(places(said.open)).toContain('src/app.ts:1 migrate-not-exported');
    expect(said.open.find(({ code }) => code === 'migrate-not-exported')).toMatchObject({
      message: 'The client does not export WebhookPayload: it comes with the feature "webhooks".',
      remedy: 'Put that into `features` of the configuration, and run the command again.',
    });
    expect(readFileSync(join(folder, 'src/app.ts'), 'utf8')).toBe(text);
  });
});
