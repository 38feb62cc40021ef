/** Names of the interfaces of a client object: of the client itself, and of each group of its methods. */

import type { Project } from '../ir.js';
import { escaped, pascal } from '../words.js';
import type { Claim } from './settle.js';

/** What the type of the whole client is called; its groups begin with it. */
export function clientType({ client, store }: Project): string {
  return store?.kind === 'instaql' ? 'Db' : (client?.opening?.type ?? 'ApiClient');
}

/** `auth` → `DbAuth`; where two come to the same, both are spelt out. */
export function groupClaims(project: Project): readonly Claim[] {
  const root = clientType(project);
  const paths = new Set<string>();
  for (const { name } of project.client?.rows ?? []) {
    const parts = name.split('.');
    for (let length = 1; length < parts.length; length++) {
      paths.add(parts.slice(0, length).join('.'));
    }
  }
  return [...paths].map((key) => {
    const parts = key.split('.');
    const spelt = [root, ...parts.map(escaped)].join('_');
    return { key, candidates: [...new Set([root + parts.map(pascal).join(''), spelt])] };
  });
}
