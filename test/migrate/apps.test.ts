import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { APPS, copyApp, expected, filesIn, FIXTURES } from './apps.js';
import { places, run, say, type Said } from './command.js';
import { appErrors, clientErrors } from './compile.js';

/** Apps whose emitted clients are compiled by themselves as well: one for each way to write imports. */
const STRICT = ['ai-chat', 'library', 'scripts'];

for (const app of APPS)
  describe(`the app ${app}`, () => {
    const { outs, open, errors } = expected(app);
    const { folder, remove } = copyApp(app);
    const leftOut = ['node_modules', ...outs];
    const before = filesIn(join(FIXTURES, app, 'before'));
    const after = filesIn(join(FIXTURES, app, 'after'));
    let said: Said;

    afterAll(remove);

    it('is a real one: it compiles with the official package', () => {
      expect(appErrors(folder)).toEqual([]);
    });

    it('is left alone by --dry-run, which prints the difference', async () => {
      const untouched = copyApp(app, false);
      onTestFinished(untouched.remove);
      const { status, stdout } = await run(untouched.folder, '--dry-run');
      expect(status).toBe(0);
      expect(filesIn(untouched.folder)).toEqual(before);
      const lines = new Set(stdout.split('\n'));
      for (const [path, text] of Object.entries(after)) {
        if (text === before[path]) continue;
        expect(lines).toContain(path);
        const old = new Set((before[path] ?? '').split('\n'));
        const fresh = text.split('\n').filter((line) => line !== '' && !old.has(line));
        for (const line of fresh) expect(lines).toContain(`+ ${line}`);
      }
      for (const out of outs) expect(lines).toContain(`${out}/`);
    });

    describe('once it was moved', () => {
      beforeAll(async () => {
        said = await say(folder);
      });

      it('is as expected, byte by byte', () => {
        expect(filesIn(folder, leftOut)).toEqual(after);
        const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
        expect(said.advice.at(-1)).toMatch(/^At run time: /);
        expect({ ...said, clients: [], open: [], advice: [] }).toEqual({
          exitCode: 0,
          dryRun: false,
          files: changed,
          clients: [],
          open: [],
          commands: [],
          advice: [],
        });
        expect(said.clients.map(({ out }) => out).sort()).toEqual([...outs].sort());
      });

      it('has these places left to look at', () => {
        expect(places(said.open)).toEqual(open);
      });

      it('compiles, but for what was listed', () => {
        expect(appErrors(folder)).toEqual(errors);
        const listed = new Set(open.map((place) => place.split(':')[0]));
        expect(errors.filter((error) => !listed.has(error.split(':')[0] ?? ''))).toEqual([]);
      });

      if (STRICT.includes(app))
        it('has a client that compiles under every strict flag', () => {
          const clients = outs.filter((out) => existsSync(join(folder, out, 'runtime')));
          expect(clients.length).toBeGreaterThan(0);
          for (const out of clients) expect([out, ...clientErrors(folder, out)]).toEqual([out]);
        });

      it('is left alone by a second run, which has nothing to do', async () => {
        const now = filesIn(folder, ['node_modules']);
        const { status, stdout } = await run(folder);
        expect(status).toBe(0);
        expect(stdout).toMatch(/^instant-codegen: there is nothing to move from @instantdb\/admin/);
        expect(filesIn(folder, ['node_modules'])).toEqual(now);
      });
    });
  });
