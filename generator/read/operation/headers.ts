/** Headers of answers and of parts. */

import type { Response } from '../../ir.js';
import { wellFormed } from '../document/forms.js';
import { typedHere } from '../document/halfway.js';
import type { Reading } from '../document/reading.js';
import { named, tellNoObject } from '../document/shapes.js';
import { isData, member, members, text, truth, type Node } from '../document/source.js';

/** Headers of a response or a part. `Content-Type` is said by the media type, so its entry is ignored. */
export function readHeaders(reading: Reading, node: Node | undefined): Response['headers'] {
  return named(reading, node, 'headers').flatMap(([name, written]) => {
    const target = reading.refs.follow(written);
    if (target === undefined || /^content-type$/i.test(name)) return [];
    tellNoObject(reading, target, name);
    if (!isData(target.value)) return [];
    const header = wellFormed(reading, 'header', target);
    const doc = text(header, 'description');
    const schema =
      member(header, 'schema') ??
      firstSchema(member(header, 'content')) ??
      typedHere(reading, header, 'header');
    return [
      {
        name,
        required: truth(header, 'required'),
        schema: schema === undefined ? { kind: 'string' } : reading.read(schema),
        ...(doc === undefined ? {} : { doc }),
      },
    ];
  });
}

function firstSchema(content: Node | undefined): Node | undefined {
  const [first] = members(content);
  return first === undefined ? undefined : member(first[1], 'schema');
}
