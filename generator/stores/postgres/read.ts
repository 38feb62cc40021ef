/** The saved schema, from its text. */

import type { Report } from '../../diagnostics.js';
import { loadZod } from '../../lazy.js';
import { FORMAT, FORMAT_KEY, savedSchema, type Saved } from './saved.js';

const REMEDY = 'Write it again: npx instant-codegen introspect.';

/** Undefined when errors were reported. `file`: its name for them. */
export function readSaved(file: string, text: string, report: Report): Saved | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset =
      /^<{7}.*$/m.exec(text)?.index ?? Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    report({
      severity: 'error',
      code: 'postgres-no-json',
      message: `The saved schema is no JSON: ${message}.`,
      remedy: REMEDY,
      at: { file, offset, length: 1 },
    });
    return undefined;
  }
  const version = versionOf(data);
  if (version !== FORMAT) {
    const isOurs = version?.startsWith('postgres-') === true;
    report({
      severity: 'error',
      code: 'postgres-format',
      message: isOurs
        ? `The saved schema has the format ${JSON.stringify(version)}, and ${FORMAT} is read here.`
        : `This is no schema of a database: it does not say "${FORMAT_KEY}": "${FORMAT}".`,
      remedy: REMEDY,
      at: { file, pointer: version === undefined ? '' : `/${FORMAT_KEY}` },
    });
    return undefined;
  }
  const checked = savedSchema(loadZod().z).safeParse(data);
  if (!checked.success) {
    for (const { path, message } of checked.error.issues) {
      const pointer = path
        .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
        .join('');
      report({
        severity: 'error',
        code: 'postgres-malformed',
        message: `${path.map(String).join('.')}: ${message}.`,
        remedy: REMEDY,
        at: { file, pointer },
      });
    }
    return undefined;
  }
  return checked.data;
}

function versionOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const version: unknown = Reflect.get(data, FORMAT_KEY);
  return typeof version === 'string' ? version : undefined;
}
