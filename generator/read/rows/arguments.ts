/** The arguments of a row, and where in the request they go. */

import type { Api, Argument, Operation, Overload, Row } from '../../ir.js';
import { parsePlace, settlePlace, wrongArgument } from './check.js';
import type { ArgumentInput, PlaceInput, RowInput } from './format.js';

/** What the parts of one row share. */
export interface Resolving {
  readonly api: Api;
  /** Of a `call`. */
  readonly operation: Operation | undefined;
  /** Something the row names is not there. `keys` lead to it from the row. */
  readonly missing: (keys: readonly (string | number)[], message: string, meant?: string) => void;
}

export function resolveOverloads(
  resolving: Resolving,
  input: RowInput,
  kind: Row['does']['kind'],
): readonly Overload[] {
  if (input.overloads !== undefined) {
    return input.overloads.map(({ args }, index) =>
      resolveArguments(resolving, args, ['overloads', index, 'args']),
    );
  }
  if (input.args !== undefined) return [resolveArguments(resolving, input.args, ['args'])];
  // A recipe has its own signature, a call without arguments takes none.
  return kind === 'recipe' ? [] : [{ args: [] }];
}

function resolveArguments(
  resolving: Resolving,
  args: readonly ArgumentInput[],
  keys: readonly (string | number)[],
): Overload {
  const names = new Set<string>();
  return {
    args: args.flatMap((argument, index): readonly Argument[] => {
      const here = [...keys, index];
      const wrong = wrongArgument(argument.name);
      if (wrong !== undefined) {
        const message = `no argument can be called ${JSON.stringify(argument.name)}: ${wrong}`;
        resolving.missing([...here, 'name'], message);
      }
      if (names.has(argument.name)) {
        resolving.missing([...here, 'name'], `two arguments are called ${argument.name}`);
      }
      names.add(argument.name);
      const to = resolveTarget(resolving, argument, here);
      if (to === undefined) return [];
      return [
        {
          name: argument.name,
          optional: argument.optional === true || argument.default !== undefined,
          ...(argument.default === undefined ? {} : { default: argument.default }),
          to,
        },
      ];
    }),
  };
}

function resolveTarget(
  resolving: Resolving,
  argument: ArgumentInput,
  keys: readonly (string | number)[],
): Argument['to'] | undefined {
  if (argument.to !== undefined) {
    const path = resolvePlace(resolving, argument.to, [...keys, 'to']);
    return path === undefined ? undefined : { kind: 'at', path };
  }
  if (argument.spread !== undefined) {
    const path = resolvePlace(resolving, argument.spread, [...keys, 'spread']);
    return path === undefined ? undefined : { kind: 'spread', path };
  }
  const fields = Object.entries(argument.fields ?? {}).flatMap(([name, field]) => {
    const long = typeof field === 'object' && 'to' in field ? field : undefined;
    const written: PlaceInput = long === undefined ? (field as PlaceInput) : long.to;
    const to = resolvePlace(resolving, written, [...keys, 'fields', name]);
    return to === undefined ? [] : [{ name, optional: long?.optional === true, to }];
  });
  return { kind: 'fields', fields };
}

/** The place as the operation spells it; undefined where there is no such. */
export function resolvePlace(
  resolving: Resolving,
  written: PlaceInput,
  keys: readonly (string | number)[],
): readonly string[] | undefined {
  const place = parsePlace(written);
  if (place === undefined) {
    const shown = typeof written === 'string' ? written : written.join('.');
    const message = `${JSON.stringify(shown)} is no part of a request: it begins with body, query, path, headers, cookies, contentType or options`;
    resolving.missing(keys, message);
    return undefined;
  }
  if (place[0] === 'request' && (keys.at(-1) !== 'spread' || place.length > 1)) {
    resolving.missing(keys, 'the whole request can only be spread over: write "spread: request"');
    return undefined;
  }
  if (resolving.operation === undefined) return place;
  const settled = settlePlace(resolving.api, resolving.operation, place);
  if (!('message' in settled)) return settled;
  resolving.missing(keys, settled.message, settled.meant);
  return undefined;
}
