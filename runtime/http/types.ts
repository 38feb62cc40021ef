/** The shapes of an HTTP call: what emitted code describes, what policies see, what a caller gets. */

import type { Refusals, SuccessStatus } from './status.js';
import type {
  Fetch,
  HeadersInput,
  WebFetchOptions,
  WebHeaders,
  WebResponse,
  WebSignal,
} from '../web.js';

/** An endpoint, as data. Capabilities are values, so that what no operation uses is not shipped. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Template: `/pets/{petId}`. */
  readonly path: string;
  /** What writes the parts of the request, in order: `[secure, pathParams, queryParams, jsonBody]`. */
  readonly write: readonly Writer[];
  /** What reads the body of a success. */
  readonly read: Reader;
  /** What reads the body of a refusal, where that is not done as usual. */
  readonly refused?: Reader;
  /** Parameters that are not written in the usual way of their place, by name. */
  readonly styles?: ParameterStyles;
  /** Media type of the body where it is not that of its writer, for `contentType`. */
  readonly contentType?: string;
  /** Writers of the body by media type, for `bodyByType`. */
  readonly bodies?: { readonly [mediaType: string]: Writer };
  /** Parts of a form or multipart body that are not written in the usual way, by name. */
  readonly parts?: { readonly [name: string]: PartSpec };
  /** The same by media type, for `bodyWithParts`. */
  readonly partsByType?: { readonly [mediaType: string]: Operation['parts'] };
  /** Media types of the answer, for `acceptHeader`. */
  readonly accept?: string;
  /** Readers by status (`"200"`, `"2XX"`) or media type (`"text/csv"`), for `resultByType`. */
  readonly reads?: { readonly [statusOrMediaType: string]: Reader };
  /** Schemes, for `secure`. */
  readonly security?: readonly SecurityScheme[];
  /** Alternatives, for `secureAny`; within one, all schemes are needed. */
  readonly alternatives?: readonly (readonly SecurityScheme[])[];
  /** Prefix of its document, for `atServer`: its address is in the transport's `servers`. */
  readonly document?: string;
  /** A server of its own, for `atServer`. */
  readonly server?: string;
  /** The document's server, beside which that of the operation is meant. */
  readonly home?: string;
  /** Whether sending it twice does the same as once. Absent: as HTTP defines the method. */
  readonly retry?: 'safe' | 'never';
}

export interface ParameterStyles {
  readonly path?: { readonly [name: string]: ParameterSpec };
  readonly query?: { readonly [name: string]: ParameterSpec | QueryStringSpec };
  readonly headers?: { readonly [name: string]: ParameterSpec };
  readonly cookies?: { readonly [name: string]: ParameterSpec };
}

export interface ParameterSpec {
  readonly style: Style;
  readonly explode?: boolean;
  /** Leave the characters that have a meaning in an address as they are. */
  readonly reserved?: boolean;
}

/** A parameter that is the whole query string: in a style, or a form whose members may have styles. */
export interface QueryStringSpec extends Partial<ParameterSpec> {
  readonly members?: { readonly [name: string]: ParameterSpec };
}

/** One parameter as text, already percent-encoded by `encode`; undefined: it is left out. */
export type Style = (
  name: string,
  value: unknown,
  encode: (text: string) => string,
  explode: boolean,
) => string | undefined;

/** One part of a form. */
export interface PartSpec {
  /** Media type of a part of a multipart body that has none of its own. */
  readonly contentType?: string;
  /** For `formBody` and `styledMultipart`. */
  readonly style?: Style;
  readonly explode?: boolean;
  readonly reserved?: boolean;
}

/** The arguments of an endpoint function. */
export interface RequestInput {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly headers?: object | undefined;
  readonly cookies?: object | undefined;
  readonly contentType?: string | undefined;
  /** Media type of the answer, for `acceptHeader`. */
  readonly accept?: string | undefined;
  readonly body?: unknown;
}

/** The arguments of an endpoint that takes none. */
export interface EmptyRequest {
  readonly [name: string]: never;
}

/** A request as policies see it. Header names are lower case. */
export interface HttpRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
  /** Set where the body is a stream, which cannot be sent twice; platforms want to be told. */
  readonly duplex?: 'half';
  readonly signal?: WebSignal | undefined;
  /** Milliseconds that the caller asked for. */
  readonly timeout?: number | undefined;
  readonly fetchOptions?: WebFetchOptions | undefined;
  /** Set where the server knows a repetition of this request, and so does it once. */
  readonly repeatable?: boolean | undefined;
  /** Writes the request once more, with the credentials of that moment, as before any policy. */
  readonly again: () => Promise<HttpRequest>;
}

/** A request being written. */
export interface Draft extends HttpRequest {
  url: string;
  readonly headers: Record<string, string>;
  body?: unknown;
  duplex?: 'half';
}

export type Writer = (
  draft: Draft,
  request: RequestInput,
  settings: TransportOptions<object, object>,
) => void | Promise<void>;

/** Reads the body of an answer; a `SyntaxError` of it becomes the cause of a `DecodeError`, all else of a `NetworkError`. */
export type Reader = (response: WebResponse, operation: Operation) => unknown;

/** An answer, read: `data` is the body, decoded, for a status that is an error too. */
export interface HttpResponse {
  readonly status: number;
  readonly data: unknown;
  /** The platform's own object; its body has been read. */
  readonly response: WebResponse;
}

export type Handler = (request: HttpRequest) => Promise<HttpResponse>;

/** Wraps the sending of a request: what it does comes before, after or instead of `next`. */
export type Policy = (next: Handler) => Handler;

/** What endpoint functions send through. A function, so that nothing in it can be printed. */
export type Transport = (
  operation: Operation,
  request?: RequestInput,
  options?: CallOptions,
) => Promise<HttpResponse>;

/** `Auth`: what credentials there are, `Servers`: what addresses; emitted code knows those of its document. */
export interface TransportOptions<
  Auth extends object = AnyAuth,
  Servers extends object = AnyServers,
> {
  /** Where everything goes that `servers` has no address for. */
  readonly baseUrl: string;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every request; those of the operation and of the call replace them by name. */
  readonly headers?: HeadersInput | undefined;
  /** Credentials by the name of the security scheme. A function is asked before each request. */
  readonly auth?: Auth | undefined;
  /** Addresses of documents by their prefix, and of servers that single operations name, by what they are there. */
  readonly servers?: Servers | undefined;
  /** Outermost first: `[retry(), timeout(10_000)]` gives each attempt ten seconds. */
  readonly use?: readonly Policy[] | undefined;
}

export interface AnyServers {
  readonly [prefixOrServer: string]: string | undefined;
}

export interface AnyAuth {
  readonly [scheme: string]: Credential | BasicCredential | undefined;
}

/** A token or a key, or what gets it. Undefined: there is none. */
export type Credential<Value = string> =
  Value | (() => Value | undefined | Promise<Value | undefined>);

/** A user and a password, or what gets them; `user:password` is the same as one text. */
export type BasicCredential = Credential<UserPassword | string>;

export interface UserPassword {
  readonly username: string;
  readonly password: string;
}

/** How a credential gets into a request. */
export interface SecurityScheme {
  /** Its name in the document, and in the transport's `auth`. */
  readonly key: string;
  /** Name of the header, in lower case, or of what `apply` writes. */
  readonly name: string;
  /** What stands before the credential in the header: `Bearer `. */
  readonly prefix?: string;
  /** Absent: it is a header. A pair of user and password gets to none but `sendBasic`. */
  readonly apply?: (draft: Draft, name: string, credential: never) => void;
}

export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  readonly signal?: WebSignal | undefined;
  /** Milliseconds; replaces the time of the transport's `timeout` policy. 0 or `Infinity`: none. */
  readonly timeout?: number | undefined;
  readonly headers?: HeadersInput | undefined;
  /** Passed to `fetch` as they are: `cache`, `credentials`, `next` … */
  readonly fetchOptions?: WebFetchOptions | undefined;
}

/**
 * A running call. Awaited, it gives the result or throws; `Errors` maps each status that is an error
 * (`404`, `"4XX"`, `default`) to the type of its body.
 */
export interface Call<
  out Result,
  in out Errors = object,
  in out Headers = object,
> extends Promise<Result> {
  /** Never rejects: the result or the error, told apart by `status` or by `error`. */
  safe(): Promise<Outcome<Result, Errors, Headers>>;
  /** The result together with its status and the platform's response; throws as the call itself does. */
  withResponse(): Promise<Success<Result, Headers>>;
}

export interface Success<Result, Headers = object> {
  readonly data: Result;
  readonly error?: undefined;
  readonly status: SuccessStatus;
  readonly response: Answered<Headers>;
}

/** The platform's response; its `headers` know the names and values that the document declares. */
export interface Answered<Headers> extends WebResponse {
  readonly headers: DeclaredHeaders<Headers>;
}

export interface DeclaredHeaders<Declared> extends WebHeaders {
  get<Name extends keyof Declared>(name: Name): Declared[Name];
  get(name: string): string | null;
}

/** There was no answer that could be used: a network, timeout or decode error, or an abort. */
export interface NoAnswer {
  readonly data?: undefined;
  readonly error: Error;
  readonly status?: undefined;
  readonly response?: undefined;
}

/** What `safe()` gives. A status that the document does not mention has a body of type `unknown`. */
export type Outcome<Result, Errors, Headers = object> =
  Success<Result, Headers> | NoAnswer | Refusals<Errors>;

export interface RetryOptions {
  /** Further attempts after the first; `Infinity`: until the call is aborted. Default: 2. */
  readonly times?: number | undefined;
  /** Which answers are worth another attempt. Default: status 429 and 503. */
  readonly repeats?: ((answer: HttpResponse) => boolean) | undefined;
  /** Milliseconds that an answer asks us to wait. Default: as its `retry-after` header says. */
  readonly asked?: ((answer: HttpResponse) => number | undefined) | undefined;
  /**
   * Whether an error says that nothing was sent, so that what is not safe may be repeated as well: `isUnsent`.
   * Default: never.
   */
  readonly unsent?: ((error: unknown) => boolean) | undefined;
  /** Milliseconds before the first repetition, doubled for each further one. Default: 500. */
  readonly delay?: number | undefined;
  /** The longest wait in milliseconds; a server that asks for more is not asked again. Default: 30,000. */
  readonly maxDelay?: number | undefined;
}
