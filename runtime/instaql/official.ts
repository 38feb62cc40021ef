/**
 * Types that the official package exports and that nothing here takes or gives, for code that names them.
 */

/** What could be given as `logger`. */
export interface Logger {
  info(...values: readonly unknown[]): void;
  debug(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
}

interface PresenceOptions<Presence, Keys extends keyof Presence> {
  readonly user?: boolean;
  readonly peers?: readonly string[];
  readonly keys?: readonly Keys[];
  readonly initialPresence?: Partial<Presence>;
}

type Peer<Presence, Keys extends keyof Presence> = Pick<Presence, Keys> & {
  readonly peerId: string;
};

interface PresenceState<Presence, Keys extends keyof Presence> {
  readonly user?: Peer<Presence, Keys>;
  readonly peers: { readonly [peer: string]: Peer<Presence, Keys> };
  readonly isLoading: boolean;
  readonly error?: string;
}

/** A room that a browser has joined. The admin API has none: it asks who is there. */
export interface RoomHandle<Presence, Topics> {
  leaveRoom(): void;
  publishTopic<Topic extends keyof Topics>(topic: Topic, data: Topics[Topic]): void;
  subscribeTopic<Topic extends keyof Topics>(
    topic: Topic,
    onEvent: (event: Topics[Topic], peer: Presence) => void,
  ): () => void;
  publishPresence(data: Partial<Presence>): void;
  getPresence<Keys extends keyof Presence>(
    options: PresenceOptions<Presence, Keys>,
  ): PresenceState<Presence, Keys> | null;
  subscribePresence<Keys extends keyof Presence>(
    options: PresenceOptions<Presence, Keys>,
    onChange: (state: PresenceState<Presence, Keys>) => void,
  ): () => void;
}

interface AllowRules {
  $default?: string | null | undefined;
  view?: string | null | undefined;
  create?: string | null | undefined;
  update?: string | null | undefined;
  delete?: string | null | undefined;
}

interface LinkRules extends AllowRules {
  link?: { [label: string]: string } | null | undefined;
  unlink?: { [label: string]: string } | null | undefined;
}

interface Rules<Allow> {
  bind?: readonly string[] | { readonly [name: string]: string };
  allow: Allow;
}

interface RateLimit {
  limits: readonly {
    capacity: number;
    refill?:
      | {
          amount?: number | null | undefined;
          period?: string | null | undefined;
          type?: 'interval' | 'greedy' | null | undefined;
        }
      | null
      | undefined;
  }[];
}

/** `instant.perms.ts`: the rules by which the server lets an app's users read and write. */
export type RulesOf<Shapes> = {
  [Name in keyof Shapes | 'attrs' | '$default' | '$rateLimits']?: Name extends '$rateLimits'
    ? { [name: string]: RateLimit }
    : Name extends 'attrs'
      ? Rules<AllowRules>
      : Name extends '$default'
        ? Rules<LinkRules>
        : Name extends keyof Shapes
          ? Rules<LinkRules> & { fields?: FieldRules<Shapes[Name]> }
          : never;
};

type FieldRules<Shape> = Shape extends { readonly fields: infer Fields extends string }
  ? { [Field in Exclude<Fields, 'id'>]?: string }
  : never;

/** What a browser tells the route of `createInstantRouteHandler`, by the type of the message. */
export interface RoutePayloads<User> {
  readonly 'sync-user': { readonly appId: string; readonly user: User | null };
}
