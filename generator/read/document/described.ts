/** What a node says of itself in prose: its `description`, and the page that its `externalDocs` name. */

import { member, text, type Node } from './source.js';

/** Paragraphs, the link last; undefined where there are none. */
export function described(node: Node): string | undefined {
  const said = text(node, 'description');
  const prose = said === undefined || said.trim() === '' ? undefined : said;
  const page = pageOf(member(node, 'externalDocs'));
  return page === undefined || prose?.includes(page.url) === true
    ? prose
    : [prose, page.link].filter((each) => each !== undefined).join('\n\n');
}

interface Page {
  readonly url: string;
  readonly link: string;
}

function pageOf(docs: Node | undefined): Page | undefined {
  const url = docs === undefined ? undefined : text(docs, 'url')?.trim();
  if (docs === undefined || url === undefined || url === '') return undefined;
  const label = (text(docs, 'description') ?? '').replace(/\s+/g, ' ').trim();
  // Other addresses are relative to where the document is kept, and lead nowhere from here.
  const address = /^https?:\/\/[^\s<>()[\]]+$/i.test(url) && !/[[\]]/.test(label);
  if (label === '') return { url, link: address ? `<${url}>` : url };
  return { url, link: address ? `[${label}](${url})` : `${label}: ${url}` };
}
