/** What the client is to have, and does not yet. */
export const AWAITED = /^ssr:/;
