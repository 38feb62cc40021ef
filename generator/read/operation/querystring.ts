/** A parameter that is the whole query: the specification has no other beside it. */

import type { Parameter } from '../../ir.js';
import type { Reading } from '../document/reading.js';

/** Without what would stand in the query beside the one that is all of it. */
export function withoutBeside(
  reading: Reading,
  parameters: readonly Parameter[],
): readonly Parameter[] {
  const whole = parameters.find((each) => each.in === 'querystring');
  if (whole === undefined) return parameters;
  return parameters.filter((each) => {
    if (each === whole || (each.in !== 'querystring' && each.in !== 'query')) return true;
    reading.sources.report({
      severity: 'warning',
      code: 'openapi-querystring-beside',
      message: `The parameter ${JSON.stringify(whole.name)} is the whole query (in: querystring); ${JSON.stringify(each.name)} beside it is left out.`,
      remedy: `Describe it in the schema of ${JSON.stringify(whole.name)}, or make all of them in: query.`,
      at: each.at,
    });
    return false;
  });
}
