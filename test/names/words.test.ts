/** Words: where one ends and the next begins. */

import { expect, test } from 'vitest';
import { operationFiles } from '../../generator/names/files.js';
import { camel, pascal, singular, splitWords } from '../../generator/words.js';
import { operation } from './made.js';

test.each([
  ['petStore', 'pet Store', 'petStore', 'PetStore'],
  ['HTTPServer', 'HTTP Server', 'httpServer', 'HTTPServer'],
  ['XMLHttpRequest', 'XML Http Request', 'xmlHttpRequest', 'XMLHttpRequest'],
  ['DNSRecords', 'DNS Records', 'dnsRecords', 'DNSRecords'],
  ['Floating IPs', 'Floating IPs', 'floatingIPs', 'FloatingIPs'],
  ['IPsList', 'IPs List', 'ipsList', 'IPsList'],
  ['listIDsOfURLs', 'list IDs Of URLs', 'listIDsOfURLs', 'ListIDsOfURLs'],
  ['IPv6Ranges', 'IPv6 Ranges', 'ipv6Ranges', 'IPv6Ranges'],
  ['Reserved IPv6', 'Reserved IPv6', 'reservedIPv6', 'ReservedIPv6'],
  ['OAuth', 'OAuth', 'oauth', 'OAuth'],
  ['OAuth2Token', 'OAuth2 Token', 'oauth2Token', 'OAuth2Token'],
  ['getOAuthToken', 'get OAuth Token', 'getOAuthToken', 'GetOAuthToken'],
  ['SSOAuth', 'SSO Auth', 'ssoAuth', 'SSOAuth'],
  ['GitHub', 'GitHub', 'gitHub', 'GitHub'],
  ['E2E Keys', 'E2E Keys', 'e2eKeys', 'E2EKeys'],
  ['listGitHubRepos', 'list GitHub Repos', 'listGitHubRepos', 'ListGitHubRepos'],
  ['GraphQL v2', 'GraphQL v2', 'graphQLV2', 'GraphQLV2'],
  ['Git Hub', 'Git Hub', 'gitHub', 'GitHub'],
  [
    "List an Organization's Teams",
    'List an Organizations Teams',
    'listAnOrganizationsTeams',
    'ListAnOrganizationsTeams',
  ],
  ['ÄÖs', 'ÄÖs', 'äös', 'ÄÖs'],
  ['BAD_REQUEST', 'BAD REQUEST', 'badRequest', 'BadRequest'],
  ['error.BAD_REQUEST', 'error BAD REQUEST', 'errorBadRequest', 'ErrorBadRequest'],
  ['Error400_NG_PIS', 'Error400 NG PIS', 'error400NgPis', 'Error400NgPis'],
  ['User_ID', 'User ID', 'userID', 'UserID'],
  ['A_B', 'A B', 'aB', 'AB'],
])('%s', (text, words, asCamel, asPascal) => {
  expect(splitWords(text)).toEqual(words.split(' '));
  expect(camel(text)).toBe(asCamel);
  expect(pascal(text)).toBe(asPascal);
});

test('the singular of capitals is capitals', () => {
  expect(['IPs', 'APIs', 'URLS', 'pets'].map(singular)).toEqual(['IP', 'API', 'URL', 'pet']);
});

test('words that are not counted, and those that only look like plurals, stay', () => {
  const all = ['data', 'media', 'metadata', 'Kubernetes', 'SMS', 'access', 'caches', 'cookies'];
  expect(all.map(singular)).toEqual([
    'data',
    'media',
    'metadata',
    'Kubernetes',
    'SMS',
    'access',
    'cache',
    'cookie',
  ]);
});

test('a file of a tag in capitals', () => {
  const operations = [operation('GET /ips', { tags: ['Floating IPs'] })];
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect([...operationFiles(api).values()]).toEqual(['operations/floating-ips']);
});

test('many capitals are looked at once', () => {
  const long = 'A'.repeat(200_000);
  expect(splitWords(long)).toEqual([long]);
}, 5_000);
