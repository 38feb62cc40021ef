export interface Soaked {
  /** Growth of the heap after collection, kB. */
  readonly grown: number;
  readonly handles: number;
  readonly open: number;
  /** Milliseconds, as the next two: from the report to the end of the process. */
  readonly exit: number;
  readonly query: number;
  readonly subscription: number;
}

export function runSoak(
  index: string,
  options: {
    readonly queries: number;
    readonly subscriptions: number;
    /** Keeps what is answered and opened, so that the measurement has something to find. */
    readonly leak?: boolean;
  },
): Promise<Soaked>;
