import { hooks } from '../http/hooks.js';
import type { Policy } from '../http/types.js';
import type { InsForgeConfig } from './config.js';

declare const console: { debug(message: string, ...details: readonly unknown[]): void };

/** Writes every attempt; what is secret in addresses and headers reads `[hidden]`. */
export function logging(debug: InsForgeConfig['debug']): readonly Policy[] {
  if (!debug) return [];
  const write = typeof debug === 'function' ? debug : console.debug.bind(console);
  return [
    hooks({
      onRequest: ({ method, url, headers }) => write(`[InsForge] ${method} ${url}`, headers),
      onResponse: ({ status }, { method, url }) =>
        write(`[InsForge] ${method} ${url}: ${String(status)}`),
      onError: (error, { method, url }) => write(`[InsForge] ${method} ${url}: failed`, error),
    }),
  ];
}
