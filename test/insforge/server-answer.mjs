// What the stand-in for InsForge answers with.

/** A refusal, in the words of the server. */
export const refusal = (statusCode, error, message) => ({
  status: statusCode,
  body: { error, message, statusCode },
});

export const answer = (body, status = 200) => ({ status, body });

/** `/a/{b}` → what matches it; parameters hold no slash. */
export const route = (written, run, more = {}) => {
  const [method, path] = written.split(' ');
  const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`);
  return { method, pattern, run, ...more };
};

export const now = () => new Date().toISOString();
