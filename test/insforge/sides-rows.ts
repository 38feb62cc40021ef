/** Queries that are not sent as the SDK sends them, or do not give what it gives. */

import { expect } from 'vitest';
import { chained, type Step } from '../database/sides.js';
import { refused, text, type Told, type ToldCall } from './told.js';

const DAY = new Date('2026-01-02T03:04:05.678Z');
const NO_DAY = new Date(NaN);

const asks = (query: string): Told => ({ asked: [`GET posts?select=*&${query}`] });
const args = (query: string): Told => ({ asked: [`GET rpc/f?${query}`] });

/** A query of `posts`, and why what it sends is not the same. */
type Row = readonly [step: Step, theirs: Told, ours: Told];

const queries = (reason: string, rows: readonly Row[]): readonly ToldCall[] =>
  rows.map(([step, theirs, ours]) => {
    const steps: readonly Step[] =
      step[0] === 'rpc' ? [step] : [['from', 'posts'], ['select', '*'], step];
    const words = step.map((each) => (typeof each === 'string' ? each : shown(each)));
    return { ...calls(reason, words.join(' '), steps), theirs, ours };
  });

const shown = (value: unknown): string =>
  value === undefined
    ? 'undefined'
    : JSON.stringify(value, (_, each: unknown) => (each === undefined ? 'undefined' : each));

const calls = (
  reason: string,
  name: string,
  steps: readonly Step[],
): Pick<ToldCall, 'reason' | 'name' | 'reply' | 'call'> => ({
  reason,
  name: `database: ${name}`,
  reply: () => ({ status: 200, body: [] }),
  call: ({ database }) => chained(database, steps),
});

const circle: Record<string, unknown> = {};
circle['self'] = circle;

export const rows: readonly ToldCall[] = [
  ...queries('`match` finds rows whose column is null.', [
    [['match', { body: null }], asks('body=eq.null'), asks('body=is.null')],
  ]),

  ...queries('There is nothing to compare with what is undefined, or with a date that is none.', [
    [
      ['eq', 'a', undefined],
      asks('a=eq.undefined'),
      refused('ValidationError: eq a: there is no value'),
    ],
    [
      ['eq', 'a', NO_DAY],
      asks('a=eq.Invalid Date'),
      refused('ValidationError: eq a: there is no value'),
    ],
    [
      ['in', 'a', [1, undefined]],
      asks('a=in.(1,undefined)'),
      refused('ValidationError: in a: there is no value'),
    ],
    [
      ['contains', 'a', ['b', undefined]],
      asks('a=cs.{b,}'),
      refused('ValidationError: contains a: there is no value'),
    ],
    [
      ['match', { a: undefined }],
      asks('a=eq.undefined'),
      refused('ValidationError: match: a: there is no value'),
    ],
    [
      ['rpc', 'f', { a: [undefined] }, { get: true }],
      args('a={}'),
      refused('ValidationError: there is no value'),
    ],
  ]),

  ...queries('Elements of arrays reach the server as they are, and a list is an array.', [
    [['contains', 'tags', ['a,b', 'c']], asks('tags=cs.{a,b,c}'), asks('tags=cs.{"a,b",c}')],
    [
      ['containedBy', 'tags', ['a"b', 'c\\d']],
      asks('tags=cd.{a"b,c\\d}'),
      asks('tags=cd.{"a\\"b","c\\\\d"}'),
    ],
    [
      ['overlaps', 'tags', ['', ' a', '{b}']],
      asks('tags=ov.{, a,{b}}'),
      asks('tags=ov.{""," a","{b}"}'),
    ],
    [['contains', 'tags', [null, 'null']], asks('tags=cs.{,null}'), asks('tags=cs.{NULL,"null"}')],
    [['contains', 'grid', [[1, 2], [3]]], asks('grid=cs.{1,2,3}'), asks('grid=cs.{{1,2},{3}}')],
    [
      ['likeAnyOf', 'title', ['a,b%']],
      asks('title=like(any).{a,b%}'),
      asks('title=like(any).{"a,b%"}'),
    ],
    [['eq', 'tags', ['a', 'b']], asks('tags=eq.a,b'), asks('tags=eq.{a,b}')],
    [['not', 'tags', 'cs', ['a', 'b']], asks('tags=not.cs.a,b'), asks('tags=not.cs.{a,b}')],
    [['in', 'tags', [['a', 'b']]], asks('tags=in.(a,b)'), asks('tags=in.("{a,b}")')],
    [['rpc', 'f', { a: ['b,c'] }, { get: true }], args('a={b,c}'), args('a={"b,c"}')],
  ]),

  ...queries('A list after `in` is one in `not` and `filter`, too.', [
    [['not', 'id', 'in', [1, 2]], asks('id=not.in.1,2'), asks('id=not.in.(1,2)')],
    [['not', 'id', 'in', new Set([1])], asks('id=not.in.[object Set]'), asks('id=not.in.(1)')],
    [['filter', 'title', 'in', ['a,b', 'c']], asks('title=in.a,b,c'), asks('title=in.("a,b",c)')],
    [['filter', 'title', 'not.in', []], asks('title=not.in.'), asks('title=not.in.()')],
  ]),

  ...queries('A date is compared as JSON has it, and so is any other object.', [
    [['gte', 'at', DAY], asks(`at=gte.${String(DAY)}`), asks('at=gte.2026-01-02T03:04:05.678Z')],
    [['in', 'at', [DAY]], asks(`at=in.(${String(DAY)})`), asks('at=in.(2026-01-02T03:04:05.678Z)')],
    [['eq', 'meta', { a: 1 }], asks('meta=eq.[object Object]'), asks('meta=eq.{"a":1}')],
    [
      ['contains', 'meta', [{ a: 1 }]],
      asks('meta=cs.{[object Object]}'),
      asks('meta=cs.[{"a":1}]'),
    ],
    [['rpc', 'f', { a: { b: 1 } }, { get: true }], args('a=[object Object]'), args('a={"b":1}')],
  ]),

  ...queries('Values of `in` that are the same text are sent once.', [
    [['in', 'id', [1, '1']], asks('id=in.(1,1)'), asks('id=in.(1)')],
  ]),

  ...queries('An empty `referencedTable` is none.', [
    [['limit', 1, { referencedTable: '' }], asks('.limit=1'), asks('limit=1')],
    [
      ['range', 1, 2, { referencedTable: '' }],
      asks('.offset=1&.limit=2'),
      asks('offset=1&limit=2'),
    ],
  ]),

  ...queries('Names of columns and links with other characters are in quotes.', [
    [['eq', 'a,b', 1], asks('a,b=eq.1'), asks('"a,b"=eq.1')],
    [['order', 'a"b'], asks('order=a"b.asc'), asks('order="a\\"b".asc')],
    [
      ['order', 'id', { referencedTable: 'a:b' }],
      asks('a:b.order=id.asc'),
      asks('"a:b".order=id.asc'),
    ],
    [['match', { '(a)': 1 }], asks('(a)=eq.1'), asks('"(a)"=eq.1')],
  ]),
  {
    ...calls('Names of columns and links with other characters are in quotes.', 'upsert', [
      ['from', 'posts'],
      ['upsert', { a: 1 }, { onConflict: 'a.b,c' }],
    ]),
    theirs: { asked: ['POST posts?on_conflict=a.b,c'] },
    ours: { asked: ['POST posts?on_conflict="a.b",c'] },
  },
  {
    ...calls('Names of columns and links with other characters are in quotes.', 'insert', [
      ['from', 'posts'],
      ['insert', [{ 'a"b': 1 }]],
    ]),
    theirs: { asked: ['POST posts?columns="a"b"'] },
    ours: { asked: ['POST posts?columns="a\\"b"'] },
  },
  {
    ...calls('A column with a dot in its name is found where rows are written.', 'delete', [
      ['from', 'posts'],
      ['delete'],
      ['eq', '"a.b"', 'c,d'],
    ]),
    theirs: { asked: ['DELETE posts?"a.b"=eq.c,d'] },
    ours: { asked: ['DELETE posts?and=("a.b".eq."c,d")'] },
  },

  {
    ...calls('What stands in an address is escaped.', 'from a/b?c', [
      ['from', 'a/b?c'],
      ['select', '*'],
    ]),
    theirs: { asked: ['GET a/b?c=&select=*'] },
    ours: { asked: ['GET a%2Fb%3Fc?select=*'] },
  },
  {
    ...calls('An empty name, `.` and `..` name nothing, and are refused.', 'from ..', [
      ['from', '..'],
      ['select', '*'],
    ]),
    theirs: { asked: ['GET ?select=*'] },
    ours: refused('ValidationError: no relation is called ".."'),
  },
  {
    ...calls('Marks in an address are escaped alike in all calls.', 'filters', [
      ['from', 'posts'],
      ['select', '*'],
      ['in', 'title', ["it's (so)"]],
    ]),
    theirs: { urls: ['posts?select=*&title=in.%28%22it%27s+%28so%29%22%29'] },
    ours: { urls: ["posts?select=*&title=in.(%22it's%20(so)%22)"] },
  },
  {
    ...calls('Half a character cannot stand in an address: the call is refused.', 'eq', [
      ['from', 'posts'],
      ['select', '*'],
      ['eq', 'title', '\ud800'],
    ]),
    theirs: asks('title=eq.\ufffd'),
    ours: refused('URIError: URI malformed'),
  },
  {
    ...calls('A schema may have any name.', 'schema in Latin letters', [
      ['schema', 'ünï'],
      ['from', 'posts'],
      ['select', '*'],
    ]),
    // A character for a byte: the server reads UTF-8.
    theirs: { headers: [{ 'accept-profile': 'ünï' }] },
    ours: { headers: [{ 'accept-profile': 'Ã¼nÃ¯' }] },
  },
  {
    ...calls('A schema may have any name.', 'schema in other letters', [
      ['schema', '日本'],
      ['from', 'posts'],
      ['select', '*'],
    ]),
    theirs: { asked: [], headers: [], bodies: [], threw: { name: 'TypeError' } },
    ours: { asked: ['GET posts?select=*'], gave: { data: [], error: null } },
  },

  {
    ...calls('A schema is asked for of `database`, not of another schema.', 'schema twice', [
      ['schema', 'a'],
      ['schema', 'b'],
      ['from', 'posts'],
      ['select', '*'],
    ]),
    theirs: {
      asked: ['GET posts?select=*'],
      headers: [{ 'accept-profile': 'b' }],
      gave: { data: [] },
    },
    ours: { asked: [], headers: [], bodies: [], threw: { message: 'no method schema' } },
  },
  {
    ...calls('Queries that begin at the same relation know nothing of each other.', 'from', []),
    call: async ({ database }) => {
      const posts = database.from('posts');
      await posts.select('id').eq('id', 1);
      await posts.select('title');
      return posts.delete().eq('id', 2);
    },
    theirs: {
      asked: [
        'GET posts?select=id&id=eq.1',
        'GET posts?select=title&id=eq.1',
        'DELETE posts?select=title&id=eq.1&id=eq.2',
      ],
    },
    ours: {
      asked: ['GET posts?select=id&id=eq.1', 'GET posts?select=title', 'DELETE posts?id=eq.2'],
    },
  },

  ...(
    [
      [
        'insert of a bigint',
        [['insert', { id: 1n }]],
        'TypeError: Do not know how to serialize a BigInt',
      ],
      [
        'insert of a circle',
        [['insert', circle]],
        'TypeError: Converting circular structure to JSON',
      ],
      ['match of null', [['select'], ['match', null]], 'ValidationError: match: '],
      [
        'select of a number',
        [['select', 5]],
        'ValidationError: select: neither text nor an object',
      ],
      [
        'likeAnyOf of a text',
        [['select'], ['likeAnyOf', 'a', 'b']],
        'ValidationError: likeAnyOf a: patterns must be a list',
      ],
      [
        'a header with a line in it',
        [['select'], ['setHeader', 'x-a', 'b\nc']],
        'TypeError: database.posts: headers.x-a',
      ],
    ] as const satisfies readonly (readonly [string, readonly Step[], string])[]
  ).map(([name, steps, message]): ToldCall => ({
    ...calls('A query that cannot be sent gives an error.', name, [['from', 'posts'], ...steps]),
    theirs: { threw: { name: 'TypeError' } },
    ours: { gave: { data: null, error: { message: expect.stringContaining(message) as unknown } } },
  })),
  {
    ...calls('An error that is a mere text has it as its message.', 'a refusal in words', [
      ['from', 'posts'],
      ['select', '*'],
    ]),
    reply: text(400, '"no"'),
    theirs: { gave: { data: null, error: 'no', status: 400 } },
    ours: { gave: { data: null, error: { message: 'no' }, status: 400 } },
  },
  {
    ...calls('What `throwOnError` throws has all that the backend says.', 'a layer that refuses', [
      ['from', 'posts'],
      ['select', '*'],
      ['throwOnError'],
    ]),
    reply: () => ({ status: 404, body: { error: 'NOT_FOUND', message: 'm', statusCode: 404 } }),
    theirs: { threw: { name: 'PostgrestError', message: 'm' } },
    ours: { threw: { name: 'PostgrestError', message: 'm', error: 'NOT_FOUND', statusCode: 404 } },
  },
  {
    ...calls('What ended a call is told as it is.', 'abortSignal', []),
    reply: ({ signal }) => {
      throw signal?.reason as Error;
    },
    call: ({ database }) => {
      const signal = AbortSignal.abort(new Error('enough'));
      return database.from('posts').select('*').abortSignal(signal);
    },
    theirs: { gave: { error: { message: 'InsForgeError: Network request failed: enough' } } },
    ours: { gave: { error: { message: 'Error: enough' } } },
  },
];
