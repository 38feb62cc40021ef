/** Whether a decoded body is read piece by piece. */
export function isStream(body: unknown): body is AsyncIterable<unknown> {
  return (
    typeof body === 'object' && body !== null && Symbol.asyncIterator in body && !('size' in body)
  );
}

/** The same stream, with something to be done once it ends, fails or is left. */
export async function* whenDone<Item>(
  stream: AsyncIterable<Item>,
  done: () => void,
): AsyncGenerator<Item, void, undefined> {
  try {
    yield* stream;
  } finally {
    done();
  }
}
