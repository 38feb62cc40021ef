/** Which client tables a client has, and what their rows may name. */

import type { ClientSettings } from './config/types.js';
import type { Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import type { Api, Client } from './ir.js';
import { readRows } from './read/index.js';
import type { RecipeData, Target } from './stages.js';

/** What every client has that keeps tokens in slots; a target with identities of its own has other ways. */
export const TOKEN_RECIPES: readonly RecipeData[] = [
  { name: 'token.clear', operations: 0, make: 'clearTokenMethod', type: 'ClearToken', slot: true },
  { name: 'token.get', operations: 0, make: 'getTokenMethod', type: 'GetToken', slot: true },
  { name: 'token.set', operations: 0, make: 'setTokenMethod', type: 'SetToken', slot: true },
];

/** The rows of a client; undefined where it has none, or where errors were reported. */
export function readClient(
  api: Api,
  shipped: string | undefined,
  settings: Pick<ClientSettings, 'client' | 'features' | 'result'> &
    Partial<Pick<ClientSettings, 'names'>>,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
): Client | undefined {
  const { client, features, result } = settings;
  const { reserved, identities, opening } = target ?? {};
  const common = identities === undefined ? TOKEN_RECIPES : [];
  const recipes = [...common, ...(target?.recipes ?? [])];
  const user = client === true ? undefined : client;
  // Where the target has rows, those are its client.
  const derive = client === true && shipped === undefined;
  const known = { recipes, reserved, identities, opening, pins: settings.names?.operations };
  const tables = { shipped, user, derive, features, result, ...known };
  return readRows(api, tables, inputs, report);
}
