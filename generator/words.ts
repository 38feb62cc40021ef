/** Words: splitting, casing, singular forms. */

import { singularize } from 'inflection';

/** Words that end like plurals and are none, and those that are not counted. */
const ALONE = new Set(
  `access analytics always atlas aws bias canvas census cms corpus cors css data devops dns gas genius gps has https ios is
  jenkins js jwks kubernetes lens locus macos media metadata mms multimedia nexus os plus pms pos postgres prometheus quota
  radius redis rss saas sms this tls ups us vps was windows yes`.split(/\s+/),
);

/** Plurals that are made in another way than they look. */
const ODD: Readonly<Record<string, string>> = {
  analyses: 'analysis',
  caches: 'cache',
  cookies: 'cookie',
};

/** Documents have few words, each many times, and some fifty expressions are asked about one. */
const singulars = new Map<string, string>();

/** The singular of a word; a word in capitals stays in capitals. */
export function singular(word: string): string {
  const known = singulars.get(word);
  if (known !== undefined) return known;
  const made = madeSingular(word);
  singulars.set(word, made);
  return made;
}

function madeSingular(word: string): string {
  if (/^\p{Lu}{2,}s$/u.test(word)) return word.slice(0, -1);
  const lower = word.toLowerCase();
  // `fs`, `os`
  if (lower.length < 3 || ALONE.has(lower)) return word;
  const one = Object.hasOwn(ODD, lower) ? (ODD[lower] ?? '') : singularize(lower);
  if (one === '' || one === lower) return word;
  return word === word.toUpperCase() && word.length > 1 ? one.toUpperCase() : one;
}

/** Most names are; the classes of Unicode cost several times as much to look at. */
function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

/** `IPs`, `URLs`, `IPv6`: words in capitals, though not all of their letters are. */
function isCapitals(word: string): boolean {
  return word === word.toUpperCase() || /^(?:\p{Lu}{2,}s|IPv\d|OAuth\d*)$/u.test(word);
}

/** Words of an identifier-like text: split at anything that is no letter or digit and at case changes. */
export function splitWords(text: string): readonly string[] {
  // Much of what is asked about is not there.
  if (text === '') return [];
  const words = wordsOf(/['’]/.test(text) ? text.replace(/(?<=\p{L})['’](?=\p{L})/gu, '') : text);
  return KNOWN.test(text) ? whole(words) : words;
}

/** Names that are one word with a capital in it: as two, `operations/git-hub` would be a file. */
const NAMES =
  `B2B B2C BigQuery DevOps DynamoDB E2E GitHub GitLab GraphQL HubSpot JavaScript LinkedIn M2M MongoDB MySQL NoSQL
  OAuth OpenAI OpenAPI OpenID P2P PayPal PostgreSQL SendGrid TikTok TypeScript WebAuthn WhatsApp WordPress YouTube`.split(
    /\s+/,
  );
const KNOWN = new RegExp(NAMES.join('|'));
const WHOLE = new RegExp(`^(?:${NAMES.join('|')})\\d*$`);

/** `OAuth2` of `O` and `Auth2`. */
function whole(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const both = (joined.at(-1) ?? '') + word;
    if (both !== word && WHOLE.test(both)) joined.splice(-1, 1, both);
    else joined.push(word);
  }
  return joined;
}

function wordsOf(text: string): readonly string[] {
  if (isAscii(text)) {
    return text
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/(?<=[A-Z])(?![A-Z]s(?![a-z])|Pv\d)(?=[A-Z][a-z])/g, ' ')
      .split(/[^a-zA-Z0-9]+/)
      .filter((word) => word !== '');
  }
  return text
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(?<=\p{Lu})(?!\p{Lu}s(?!\p{Ll})|Pv\d)(?=\p{Lu}\p{Ll})/gu, ' ')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

/** `blog-posts` → `BlogPosts`; capitals inside words stay: `imageURL` → `ImageURL`. */
export function pascal(text: string): string {
  return cleaned(raised(splitWords(text)).join(''));
}

/** Each with a capital. Of words in capitals beside each other nobody sees the border: `BAD_REQUEST` → `BadRequest`. */
function raised(words: readonly string[]): readonly string[] {
  const shouts = words.map((word) => /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(word));
  return words.map((word, at) => {
    const rest = word.slice(1);
    const beside = shouts[at - 1] === true || shouts[at + 1] === true;
    return (
      word.charAt(0).toUpperCase() + (shouts[at] === true && beside ? rest.toLowerCase() : rest)
    );
  });
}

/** What may stand in an identifier. */
function cleaned(name: string): string {
  return isAscii(name) ? name : name.normalize('NFC').replace(/[^$_\p{ID_Continue}]/gu, '');
}

export function camel(text: string): string {
  const words = splitWords(text);
  const first = words[0] ?? '';
  const lower = isCapitals(first)
    ? first.toLowerCase()
    : first.charAt(0).toLowerCase() + first.slice(1);
  return cleaned(lower + raised(words).slice(1).join(''));
}

/** Prefixes a name that cannot start an identifier. */
export function startable(name: string): string {
  return /^[$_\p{ID_Start}]/u.test(name) ? name : `_${name}`;
}

/** One-to-one: every character outside a–z, A–Z, 0–9 becomes its code point between dollar signs. */
export function escaped(text: string): string {
  return text.replace(
    /[^a-zA-Z0-9]/gu,
    (character) => `$${(character.codePointAt(0) ?? 0).toString(16)}$`,
  );
}
