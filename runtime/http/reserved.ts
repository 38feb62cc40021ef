/**
 * Percent-encoding that leaves the characters alone which have a meaning in addresses, and what is
 * encoded already; not those that would end the parameter (`& # [ ] = +`).
 */
export function reservedEncode(value: string): string {
  return encodeURIComponent(value)
    .replace(/%(?:3A|2F|3F|40|24|2C|3B)/g, decodeURIComponent)
    .replace(/%25(?=[0-9A-Fa-f]{2})/g, '%');
}

/** The same for a path, which a question mark would end. */
export function reservedPathEncode(value: string): string {
  return reservedEncode(value).replace(/\?/g, '%3F');
}
