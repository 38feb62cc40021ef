import { defineConfig } from 'vitest/config';

/** Its own run: what it needs (compilers, bundlers, runtimes) is installed by `npm install` in this folder. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    reporters: ['default', ['json', { outputFile: '../../.tmp/consumers-results.json' }]],
  },
});
