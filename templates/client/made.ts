/** Composites that a target describes: which function of the runtime makes them, and what their type is. */

import type { Made, MadeOf } from '../../generator/ir.js';
import { code, imported, list, string, type Code } from '../../generator/print/code.js';
import { distinct, runtimeName, unionIn } from '../api/code.js';
import { bodyType } from '../api/request.js';
import type { Recipe, RecipeUse } from './recipes.js';
import { answerType } from './signature.js';

/** The recipe of a row that says itself how it is made. */
export function madeRecipe({ make, type, of = [], slot }: Made): Recipe {
  return {
    make,
    type: (use) => {
      const name =
        typeof type === 'string'
          ? runtimeName(type, use.names, true)
          : imported({ kind: 'emitted', path: type.file }, type.name, true);
      if (of.length === 0) return name;
      return code`${name}${list(
        '<',
        of.map((each) => argumentOf(each, use)),
        { trailingComma: false },
      )}`;
    },
    ...(slot === undefined ? {} : { extra: ({ row }) => string(row.auth ?? '') }),
  };
}

function argumentOf(of: MadeOf, { operations, project, api, names }: RecipeUse): Code {
  if (of === 'error') {
    const { opening, errors } = project.client ?? {};
    if (opening !== undefined) return runtimeName(opening.error, names, true);
    const own = errors?.name;
    // The class stands in the same file.
    return own === undefined ? runtimeName('ApiError', names, true) : code`${own}`;
  }
  if ('body' in of) {
    const content = operations[of.body]?.body?.contents[0];
    return content === undefined ? code`unknown` : unionIn(distinct(bodyType(content, api, names)));
  }
  const operation = operations[of.answer];
  return operation === undefined ? code`unknown` : answerType(operation, of.pick ?? [], api, names);
}
