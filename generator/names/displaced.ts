/** Names of a document that its schemas and operations do not get, because others have them. */

import type { Diagnostic } from '../diagnostics.js';
import type { Operation, Place, Project } from '../ir.js';
import { propertyKey, quote } from '../print/ident.js';
import { camel, startable } from '../words.js';
import { unnumbered } from './numbers.js';
import { namesGiven } from './operations.js';
import { pinned, type Family, type Pins } from './pins.js';
import { schemaName } from './schemas.js';

interface Displaced {
  readonly family: Family;
  readonly key: string;
  readonly wanted: string;
  readonly got: string;
  readonly at: Place;
}

/** So many are named; of the rest it is said how many there are. */
const MOST = 5;

/** One note for all of a client, at the first, since a document may have many. What has no name of its own is not among them. */
export function displacedNames(
  { api }: Project,
  names: {
    readonly schema: (key: string) => string;
    readonly operation: (key: string) => string;
  },
  pins: Pins,
): readonly Diagnostic[] {
  const all: readonly Displaced[] = [
    ...(api?.schemas ?? []).map((each) => ({
      family: 'schemas' as const,
      key: each.key,
      wanted: schemaName(each),
      got: names.schema(each.key),
      at: each.at,
    })),
    ...unnumbered(api?.operations ?? []).map((each) => ({
      family: 'operations' as const,
      key: each.key,
      ...wantedOf(each, names.operation(each.key)),
      at: each.at,
    })),
  ];
  const displaced = all.filter(
    ({ family, key, wanted, got }) =>
      wanted !== got && key !== got && pinned(pins, family, key) === undefined,
  );
  const [first] = displaced;
  if (first === undefined) return [];
  const shown = displaced.slice(0, MOST);
  const more = displaced.length - shown.length;
  const said = shown.map(({ key, got }) => `${JSON.stringify(key)} is called ${got}`);
  const pin = (family: Family): string => {
    const own = shown.filter((each) => each.family === family);
    const entries = own.map(({ key, got }) => `${propertyKey(key)}: ${quote(got)}`);
    return entries.length === 0 ? '' : `${family}: { ${entries.join(', ')} }`;
  };
  const asPins = [pin('schemas'), pin('operations')].filter((each) => each !== '').join(', ');
  return [
    {
      severity: 'note',
      code: 'names-displaced',
      message: `Names that are taken or cannot be exported are others than in the document: ${said.join(', ')}${more === 0 ? '' : `, and ${String(more)} more`}.`,
      remedy: `To choose other names, set names: { ${asPins} } in the configuration.`,
      at: first.at,
    },
  ];
}

/** Without a name in the document, or with one of a vendor's extension, any will do. */
function wantedOf(operation: Operation, got: string): Pick<Displaced, 'wanted' | 'got'> {
  const { id, sdk } = operation;
  // Nearly all are called by their ids, which is quickly seen.
  if (id !== undefined && startable(camel(id)) === got) return { wanted: got, got };
  const given = sdk === undefined ? namesGiven(operation).filter((each) => each !== '') : [];
  const wanted = given.map(startable);
  return { wanted: wanted.includes(got) ? got : (wanted.at(-1) ?? got), got };
}
