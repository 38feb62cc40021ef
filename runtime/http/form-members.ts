import { form, isContainer } from './styles.js';
import type { Style } from './types.js';

/** As {@link form}, for an object with lists: each item under the key of its list, `page=1&sort=a&sort=b`. */
export const formMembers: Style = (name, value, encode, explode) =>
  isContainer(value) && !Array.isArray(value)
    ? Object.entries(value)
        .flatMap(
          ([key, member]): string | readonly string[] =>
            form(key, [member].flat(), encode, explode) ?? [],
        )
        .join('&')
    : form(name, value, encode, explode);
