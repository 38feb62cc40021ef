import type { Expected, Feature } from './wire.js';

/** A case in which a client behaves otherwise on purpose. */
export interface Difference {
  /** Why, in words a user of the client would accept. */
  readonly reason: string;
  /** The parts that are then expected instead; what is left out here is not compared. */
  readonly expected?: Partial<Expected>;
}

/** Deliberate differences by the name of the case. */
export type Differences = Readonly<Record<string, Difference>>;

/** Cases of features that a client does not have yet, each with the number of its cases. */
export type Unsupported = Readonly<Partial<Record<Feature, number>>>;
