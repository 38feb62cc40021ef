import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Tests of clients that run: they put their own `fetch`, clocks and environment in place of the process's, and count
 * what is left open in it.
 */
const RUNNING = [
  'conformance',
  'database',
  'faults',
  'fluxbase',
  'insforge',
  'instant',
  'instant-live',
  'judge',
  'methods',
  'runtime',
  'samples',
  'server',
  'soak',
];
const running = `test/{${RUNNING.join(',')}}/**/*.test.ts`;

export default defineConfig({
  test: {
    // Many tests wait for processes that they start: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: '.tmp/test-results.json' }]],
    projects: [
      { extends: true, test: { name: 'running', include: [running] } },
      {
        extends: true,
        test: {
          name: 'generating',
          include: ['test/**/*.test.ts'],
          exclude: [running, 'test/consumers/**'],
          // What these tests load and what the compiler knows of libraries is the same for all of them.
          isolate: false,
        },
      },
    ],
  },
});
