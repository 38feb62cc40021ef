/** What the client is to have, and does not yet. */
export const AWAITED = /^(?:database|ssr:|insert|select|update|delete|schema)/;
