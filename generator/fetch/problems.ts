/** What is said of a document that cannot be had from elsewhere. */

import type { Problem } from '../stages.js';
import { isPrivateHost, prefixFor } from './address.js';
import type { RequestError } from './request.js';

/** A reference that may not be followed. `shown`: its target, without secrets. */
export function refusedRef(url: URL, shown: string, fromRemote: boolean): Problem {
  const allow = `add ${JSON.stringify(prefixFor(url))} to allowRefs in the configuration`;
  if (url.protocol === 'file:') {
    return {
      code: 'openapi-ref-file',
      message: `The reference ${JSON.stringify(shown)} names a file of this machine by its absolute path${fromRemote ? ', from a document of another' : ''}.`,
      remedy: `Refer to it by a relative path; or, where you trust the document, ${allow}.`,
    };
  }
  if (isPrivateHost(url.hostname)) return internalRef(url, shown);
  return {
    code: 'openapi-ref-remote',
    message: fromRemote
      ? `The reference ${JSON.stringify(shown)} leads to another host than the document's own.`
      : `The reference ${JSON.stringify(shown)} leads to another machine.`,
    remedy: `Where you trust that host, ${allow}; or save that document beside this one.`,
  };
}

function internalRef(url: URL, shown: string): Problem {
  return {
    code: 'openapi-ref-private',
    message: `The reference ${JSON.stringify(shown)} leads to an internal address, which other machines do not see.`,
    remedy: `Where you trust the document, add ${JSON.stringify(prefixFor(url))} to allowRefs in the configuration.`,
  };
}

export function unknownScheme(uri: string): Problem {
  return {
    code: 'openapi-ref-remote',
    message: `The reference ${JSON.stringify(uri)} is neither a path nor a web address.`,
    remedy: 'Save that document beside this one, and refer to the file.',
  };
}

export function failedRequest(error: RequestError, url: URL, shown: string): Problem {
  const message = `${shown} could not be fetched: ${error.message}.`;
  switch (error.kind) {
    case 'unreachable':
      return {
        code: 'remote-unreachable',
        message,
        remedy: 'There is no copy of it from an earlier run; see whether the address is right.',
      };
    case 'private':
      return internalRef(error.to ?? url, error.to === undefined ? shown : error.to.origin);
    case 'elsewhere':
      return {
        code: 'remote-redirect',
        message: `${shown} could not be fetched: ${error.message}${error.to === undefined ? '' : `, ${error.to.origin}`}.`,
        remedy:
          error.to === undefined
            ? 'Write the address that it leads to.'
            : `Write the address that it leads to, or add ${JSON.stringify(prefixFor(error.to))} to allowRefs in the configuration.`,
      };
    case 'status':
      return {
        code: 'remote-status',
        message,
        remedy: /\b40[13]\b/.test(error.message)
          ? "Where it needs credentials: --header 'Authorization: Bearer …', or openapi: { url, headers } in the configuration."
          : 'Correct the address.',
      };
    case 'unusable':
      return { code: 'remote-unusable', message, remedy: 'Save the document, and name the file.' };
  }
}

export function webPage(shown: string): Problem {
  return {
    code: 'remote-web-page',
    message: `${shown} is a web page, not a document.`,
    remedy: 'Write the address of the YAML or JSON itself, which such pages often link as "raw".',
  };
}

export function noCopy(shown: string): Problem {
  return {
    code: 'remote-no-copy',
    message: `There is no copy of ${shown} from an earlier run.`,
    remedy: 'Run once without --offline.',
  };
}

export const NOTHING_PIPED: Problem = {
  code: 'stdin-empty',
  message: 'There is no document on standard input.',
  remedy: 'Pipe it in: cat api.yaml | npx instant-codegen --openapi -',
};

export function tooMany(most: number): Problem {
  return {
    code: 'remote-too-many',
    message: `The document refers to more than ${String(most)} others.`,
    remedy: 'Bundle them into one, and name that.',
  };
}
