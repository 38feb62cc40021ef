/** The class of a backend's errors, where its rows say how they are worded. */

import type { Api, ErrorRules } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  braces,
  code,
  inlineBraces,
  jsdoc,
  key,
  list,
  objectKey,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import { distinct, runtimeName } from '../api/code.js';
import { typeOf } from '../api/type.js';
import { inRefusal } from './place.js';
import { place } from './spec.js';

/** `class ShopError extends ApiError`, with the members that the rows name. */
export function errorClass({ name, members }: ErrorRules, api: Api, names: Names): Code {
  const base = runtimeName('ApiError', names);
  const own = members.map((each) => {
    const found = inRefusal(each.path, api).schemas.map((schema) =>
      typeOf(schema, names, 'response'),
    );
    // A proxy may answer with a page, so that the whole is a text, and nothing is in it.
    const other = each.path.length === 0 ? code`string` : code`undefined`;
    const type = found.length === 0 ? code`unknown` : union(distinct([...found, other]));
    return code`declare readonly ${key(each.name)}: ${type}`;
  });
  return code`
    ${jsdoc({ text: ['What a call rejects with that the server refuses.'] })}
    export class ${name} extends ${base} ${braces([code`override readonly name: string = ${string(name)}`, ...own])}
  `;
}

/** The same for the runtime. */
export function errorRules({ name, message, members }: ErrorRules): Code {
  const table = members.map(
    (each) =>
      code`${objectKey(each.name)}: ${each.path.length === 0 ? code`[]` : place(each.path)}`,
  );
  return inlineBraces(
    [
      code`type: ${name}`,
      message.length > 0 && code`message: ${list('[', message.map(string))}`,
      table.length > 0 && code`members: ${inlineBraces(table, ',')}`,
    ].filter((each) => each !== false),
    ',',
  );
}
