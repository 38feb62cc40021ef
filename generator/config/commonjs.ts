/** Common modules, those that `require`, by their text. */

import { join, posix } from 'node:path';
import { CONFIG_KEY } from '../gate.js';
import type { Recorder } from '../inputs.js';
import { resolvePackage } from './packages.js';

/** Whether a module of the user's is a common one. A package may say so; what the text says is enough. */
export function isCommonJs(file: string, text: string): boolean {
  if (file.endsWith('.cjs')) return true;
  return (
    file.endsWith('.js') &&
    /\bmodule\.exports\b|\bexports\.[\w$]+\s*=|\brequire\s*\(/.test(text) &&
    !/^\s*(?:import|export)\b/m.test(text)
  );
}

/**
 * What a common module requires by name, and where that was looked for. What it requires otherwise is
 * known when it has been executed.
 */
export function recordCommonJs(file: string, inputs: Recorder, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  const text = inputs.read(file) ?? '';
  for (const [, , specifier = ''] of text.matchAll(/\brequire\s*\(\s*(["'`])([^"'`\n]+)\1\s*\)/g)) {
    if (!specifier.startsWith('.')) {
      if (specifier !== CONFIG_KEY) recordRequiredPackage(specifier, file, inputs);
      continue;
    }
    const base = posix.join(posix.dirname(file), specifier);
    const names = ['', '.js', '.json', '.node', '/package.json', '/index.js', '/index.json'];
    const found = names.map((name) => base + name).find((path) => inputs.exists(path));
    if (found !== undefined && /\.c?js$/.test(found)) recordCommonJs(found, inputs, seen);
  }
}

function recordRequiredPackage(specifier: string, from: string, inputs: Recorder): void {
  try {
    resolvePackage(specifier, join(inputs.root, from), inputs);
  } catch {
    // The module may do without it; if not, its own words say so.
  }
}
