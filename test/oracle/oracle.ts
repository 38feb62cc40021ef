/** Our types of a document beside those of openapi-typescript. */

import { join } from 'node:path';
import type ts from 'typescript';
import type { Operation, Project } from '../../generator/ir.js';
import { nameProject, type Names } from '../../generator/names.js';
import { takenNames } from '../../templates/reserved.js';
import { EMITTED } from '../golden/compile.js';
import { differences, pairOf, propertyOf, type Comparison, type Difference } from './types.js';
import { bodies, errors, parameters, results } from './operations.js';
import type { Direction } from './theirs.js';

/** A difference with the pointer of what it is in. */
export interface Found extends Difference {
  readonly pointer: string;
  readonly direction: Direction;
  /** Both types as the compiler shows them. */
  readonly text: readonly [ours: string, theirs: string];
}

export interface Sides {
  readonly comparison: Comparison;
  /** Type of a declaration of ours, by file and name. */
  ours(file: string, name: string): ts.Type | undefined;
  /** A type of theirs, by the path of properties that leads to it. */
  theirs(direction: Direction, path: readonly string[]): ts.Type | undefined;
}

/** The two sides of the document that is in a program under a name: `NAME/…` and `NAME/theirs.request.ts`. */
export function sidesOf(program: ts.Program, name: string): Sides {
  const checker = program.getTypeChecker();
  const declared = (file: string, of: string): ts.Type | undefined => {
    const source = program.getSourceFile(join(EMITTED, name, file));
    const module = source && checker.getSymbolAtLocation(source);
    const symbol = module && checker.tryGetMemberInModuleExports(of, module);
    return symbol && checker.getDeclaredTypeOfSymbol(symbol);
  };
  const comparison: Comparison = { checker, known: new Set() };
  return {
    comparison,
    ours: declared,
    theirs: (direction, [root = '', ...path]) =>
      path.reduce<ts.Type | undefined>(
        (type, each) => type && propertyOf(comparison, type, each)?.type,
        declared(`theirs.${direction}.ts`, root),
      ),
  };
}

/** Everything in which they differ. */
export function compareDocument(project: Project, sides: Sides): readonly Found[] {
  const { api } = project;
  if (api === undefined) return [];
  const names = nameProject(project, takenNames(project), {}, () => undefined);
  const { comparison } = sides;
  const schemas = api.schemas.flatMap(({ key, splits, used }) =>
    (['response', 'request'] as const).flatMap((direction) => {
      // What has two shapes and is only sent, or only answered, is declared in the one that it needs.
      const needed = direction === 'request' ? 'sent' : 'answered';
      if (splits && used !== undefined && used !== 'both' && used !== needed) return [];
      const ours = sides.ours('types.ts', nameFor(key, direction, splits, names));
      const theirs = sides.theirs(direction, ['components', 'schemas', key]);
      return ours && theirs ? [{ key, direction, ours, theirs }] : [];
    }),
  );
  // A reference to a named schema is compared where that is declared.
  for (const { ours, theirs } of schemas) comparison.known.add(pairOf(ours, theirs));
  const found = schemas.flatMap(({ key, direction, ours, theirs }) => {
    comparison.known.delete(pairOf(ours, theirs));
    const unlike = differences(comparison, ours, theirs);
    comparison.known.add(pairOf(ours, theirs));
    return unlike.map((each) => ({
      ...each,
      pointer: `/components/schemas/${escaped(key)}`,
      direction,
    }));
  });
  const all = [...found, ...api.operations.flatMap((each) => compareOperation(each, names, sides))];
  return all.map((each) => ({ ...each, text: [shown(each, 'ours'), shown(each, 'theirs')] }));

  function shown({ left, rest, ours, theirs }: Difference, side: 'ours' | 'theirs'): string {
    const members = side === 'ours' ? left : rest;
    const whole = side === 'ours' ? ours : theirs;
    return (members ?? (whole === undefined ? [] : [whole]))
      .map((each) => comparison.checker.typeToString(each))
      .join(' | ');
  }
}

function nameFor(key: string, direction: Direction, splits: boolean, names: Names): string {
  return splits && direction === 'request' ? names.schemaInput(key) : names.schema(key);
}

export const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

type Unlike = Omit<Found, 'text'>;

function compareOperation(operation: Operation, names: Names, sides: Sides): readonly Unlike[] {
  const { path, key } = operation;
  const method = operation.method.toLowerCase();
  const pointer = `/paths/${escaped(path)}/${method}`;
  const file = `${names.operationFile(operation.key)}.ts`;
  const part = (name: 'Request' | 'Response' | 'Errors'): ts.Type | undefined =>
    sides.ours(file, names.operationPart(key, name));
  const [request, response, failures] = [part('Request'), part('Response'), part('Errors')];
  if (request === undefined || response === undefined || failures === undefined)
    throw new Error(`${file} has no types of ${key}`);
  const [sent, answered] = (['request', 'response'] as const).map((direction) =>
    sides.theirs(direction, ['paths', path, method]),
  );
  if (sent === undefined || answered === undefined)
    return [
      {
        pointer,
        path: '',
        direction: 'request',
        what: 'property',
        ours: request,
        theirs: undefined,
      },
    ];
  const { comparison } = sides;
  const asked = [...parameters(comparison, request, sent), ...bodies(comparison, request, sent)];
  const given = [
    ...results(comparison, response, answered, method),
    ...errors(comparison, failures, answered, method),
  ];
  return [
    ...asked.map((each) => ({ ...each, pointer, direction: 'request' as const })),
    ...given.map((each) => ({ ...each, pointer, direction: 'response' as const })),
  ];
}
