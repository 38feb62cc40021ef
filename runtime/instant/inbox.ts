/** What arrives faster than it is read: a queue that is read with `for await`. */
export interface Inbox<Item> {
  /** Adds an item; where the queue is full, the oldest one goes. */
  readonly push: (item: Item) => void;
  /** What is there can still be read; then the iteration ends. */
  readonly end: () => void;
  /** Forgets what is there and ends the iteration. */
  readonly clear: () => void;
  readonly iterator: AsyncIterableIterator<Item>;
}

export interface InboxOptions<Item> {
  /** How many items wait at most. Default: any number. */
  readonly limit?: number;
  /** Gives the item that is read next after `count` older ones had to go. */
  readonly marked?: (item: Item, count: number) => Item;
  /** The reader has left before the end. */
  readonly onLeave?: () => void;
}

export function createInbox<Item>(options: InboxOptions<Item> = {}): Inbox<Item> {
  const { limit = Number.POSITIVE_INFINITY, marked, onLeave } = options;
  const items: Item[] = [];
  const waiting: ((result: IteratorResult<Item, undefined>) => void)[] = [];
  let lost = 0;
  let ended = false;

  const end = (): void => {
    ended = true;
    for (const resolve of waiting.splice(0)) resolve({ done: true, value: undefined });
  };
  const clear = (): void => {
    items.length = 0;
    end();
  };
  const leave = (): void => {
    const early = !ended;
    clear();
    if (early) onLeave?.();
  };
  const take = (item: Item): Item => {
    const count = lost;
    lost = 0;
    return count > 0 && marked ? marked(item, count) : item;
  };

  return {
    push(item) {
      if (ended) return;
      const resolve = waiting.shift();
      if (resolve) {
        resolve({ done: false, value: item });
        return;
      }
      items.push(item);
      if (items.length > limit) {
        items.shift();
        lost++;
      }
    },
    end,
    clear,
    iterator: {
      next() {
        if (items.length > 0) {
          return Promise.resolve({ done: false, value: take(items.shift() as Item) });
        }
        if (ended) return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve) => waiting.push(resolve));
      },
      return() {
        leave();
        return Promise.resolve({ done: true, value: undefined });
      },
      throw(error: Error) {
        leave();
        return Promise.reject(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}
