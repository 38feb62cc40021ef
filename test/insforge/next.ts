/** As much of Next.js as the samples use, for the compiler and for a run. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES: Readonly<Record<string, string>> = {
  'package.json': `{ "name": "next", "version": "0.0.0", "type": "module", "exports": { "./*": "./*.js" } }`,
  'jar.js': `export class Jar {
  kept = new Map();
  get(name) { return this.kept.get(name); }
  set(name, value) { this.kept.set(name, { name, value }); }
  delete(name) { this.kept.delete(name); }
}`,
  'jar.d.ts': `export declare class Jar {
  get(name: string): { readonly name: string; readonly value: string } | undefined;
  set(name: string, value: string, options?: object): void;
  delete(name: string): void;
}`,
  'headers.js': `import { Jar } from './jar.js';
const jar = new Jar();
export const cookies = async () => jar;`,
  'headers.d.ts': `import type { Jar } from './jar.js';
export declare function cookies(): Promise<Jar>;`,
  'navigation.js': `export const redirect = () => {};`,
  'navigation.d.ts': `export declare function redirect(url: string): void;`,
  'server.js': `import { Jar } from './jar.js';
export class NextRequest extends Request {
  cookies = new Jar();
  nextUrl = new URL(this.url);
}
const withJar = (response) => Object.assign(response, { cookies: new Jar() });
export const NextResponse = {
  json: (body, init) => withJar(Response.json(body, init)),
  next: () => withJar(new Response()),
  redirect: (url) => withJar(new Response(null, { status: 307, headers: { location: String(url) } })),
};`,
  'server.d.ts': `import type { Jar } from './jar.js';
export declare class NextRequest extends Request {
  readonly cookies: Jar;
  readonly nextUrl: URL;
}
export declare class NextResponse extends Response {
  readonly cookies: Jar;
  static json(body: unknown, init?: ResponseInit): NextResponse;
  static next(options: { request: NextRequest }): NextResponse;
  static redirect(url: URL | string): NextResponse;
}`,
};

/** Puts it where modules of `folder` find it. */
export function writeNext(folder: string): void {
  const into = join(folder, 'node_modules/next');
  mkdirSync(into, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(into, name), text);
}
