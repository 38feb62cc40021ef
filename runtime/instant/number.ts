/**
 * What is no number would compare with nothing, and so wait for no time or for ever: `Number(process.env.TIMEOUT)`
 * of what is not set.
 *
 * @throws {RangeError} for it, and for a number below 0.
 */
export function fromZero(name: string, value: number): number {
  if (!(value >= 0)) throw new RangeError(`${name}: ${value}`);
  return value;
}
