import { web } from '../web.js';

/** A request and an answer of the web, as far as they are needed. */
interface JsonRequest {
  json(): Promise<unknown>;
}

type RequestOf<Known> = Known extends { Request: { prototype: infer Asked } } ? Asked : JsonRequest;
/** The platform's `Request`: Next looks for it, and takes nothing else. */
export type RouteRequest = RequestOf<typeof globalThis>;
type AnswerOf<Known> = Known extends { Response: { prototype: infer Answer } } ? Answer : object;
/** The platform's `Response`. */
export type RouteResponse = AnswerOf<typeof globalThis>;

export interface InstantRouteHandler {
  /** Keeps the user of the front end in a cookie, where `getUserFromRequest` finds it. */
  readonly POST: (request: RouteRequest) => Promise<RouteResponse>;
}

interface RouteBody {
  readonly type?: string;
  readonly appId?: unknown;
  readonly user?: { readonly refresh_token?: unknown } | null;
}

/**
 * The route that Instant's front ends tell of their user (`firstPartyPath`). It believes what it is told:
 * whoever reads the cookie has to verify its token, as `getUserFromRequest` does.
 */
export function createInstantRouteHandler({
  appId,
}: {
  readonly appId: string;
}): InstantRouteHandler {
  const cookie = (value: string, age: number): string =>
    `instant_user_${appId}=${value}; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=${age}`;
  return {
    POST: async (request) => {
      let body: RouteBody | null;
      try {
        body = (await request.json()) as RouteBody | null;
      } catch {
        return refusal(400, 'Invalid JSON body');
      }
      if (!body?.type) return refusal(400, 'Missing "type" field');
      if (body.appId !== appId) return refusal(403, 'App ID mismatch');
      if (body.type !== 'sync-user') return refusal(400, `Unknown type: ${body.type}`);
      const { user } = body;
      // A browser drops a cookie that is over already.
      const value = user?.refresh_token
        ? cookie(encodeURIComponent(JSON.stringify(user)), 604_800)
        : cookie('', -1);
      return answer(200, { ok: true }, { 'Set-Cookie': value });
    },
  };
}

function refusal(status: number, error: string): RouteResponse {
  return answer(status, { ok: false, error });
}

function answer(status: number, body: object, headers: object = {}): RouteResponse {
  return new web.Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}
