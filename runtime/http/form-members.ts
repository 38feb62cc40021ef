import { form, isContainer, text } from './styles.js';
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

/** `filter=a%3D1%26b%3D2`: a parameter whose content is a form, in which a list is repeated. */
export const formPair: Style = (name, value, encode) => {
  const content = formValue(name, value, encode, true);
  return content === undefined ? undefined : `${encodeURIComponent(name)}=${content}`;
};

/** The same in a path segment or in a header, which have no names: `a=1&b=2`. */
export const formValue: Style = (name, value, encode) => {
  const content = isContainer(value) ? formMembers(name, value, encodeURIComponent, true) : value;
  return content == null ? undefined : encode(text(content));
};
