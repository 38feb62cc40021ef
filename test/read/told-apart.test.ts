/** Functions that have several addresses, and ids that say which of them an operation is. */
import { describe, expect, test } from 'vitest';
import { namesOf } from '../names/made.js';
import { codes, readData } from './given.js';

type Given = readonly [signature: string, operationId: string, more?: object];

function called(...given: readonly Given[]): readonly (readonly string[])[] {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [signature, operationId, more] of given) {
    const [method = '', path = ''] = signature.split(' ');
    const parameters = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    const responses = { 200: { description: '' } };
    const operation = { operationId, parameters, responses, ...more };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  const answer = readData({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths });
  const { operations = [] } = answer.api ?? {};
  const names = namesOf({ operations });
  return [operations.map(({ key }) => names.operation(key)), codes(answer)];
}

const twice = 'warning openapi-operation-id-twice';
const said = { summary: 'Lists what runs', tags: ['Runs'] };

test('bindings of one function of gRPC keep its name, with what their paths have more', () => {
  expect(
    called(
      ['GET /runs/{id}', 'Runs_List', said],
      ['GET /cluster/runs/{id}', 'Runs_List', said],
      ['GET /api/v1/runs/{id}/all', 'Runs_List', said],
    ),
  ).toEqual([
    ['runsList', 'runsListCluster', 'runsListAll'],
    [twice, twice],
  ]);
  expect(called(['GET /runs', 'ListRuns', said], ['GET /api/v1/runs', 'ListRuns', said])).toEqual([
    ['listRuns', 'listRunsApiV1'],
    [twice],
  ]);
  expect(called(['GET /runs', 'ListRuns', said], ['GET /runs/{runId}', 'ListRuns', said])).toEqual([
    ['listRuns', 'listRunsByRunId'],
    [twice],
  ]);
});

test.each<readonly [string, Given, Given, readonly string[]]>([
  [
    'another method',
    ['GET /runs/{id}', 'showRun', said],
    ['DELETE /runs/{id}', 'showRun', said],
    ['getRun', 'deleteRun'],
  ],
  [
    'other words',
    ['GET /runs', 'showRuns', said],
    ['GET /runs/{id}', 'showRuns', { ...said, summary: 'One' }],
    ['getRuns', 'getRun'],
  ],
  [
    'another place',
    ['GET /ping', 'show', said],
    ['GET /pong', 'show', said],
    ['getPing', 'getPong'],
  ],
  ['no words', ['GET /runs', 'show'], ['GET /runs/{id}', 'show'], ['getRuns', 'getRun']],
  [
    'a verb alone',
    ['GET /runs', 'list', said],
    ['GET /admin/runs', 'list', said],
    ['getRuns', 'getAdminRuns'],
  ],
])('an id that is copied by mistake names nothing: %s', (_, one, other, names) => {
  expect(called(one, other)).toEqual([names, [twice, twice]]);
});

describe('a function of FastAPI that has several routes', () => {
  const tags = ['tours'];
  test.each<readonly [Given, Given, readonly string[]]>([
    [
      ['PUT /v1/tours/{id}', 'update_tour_v1_tours__id__put', { tags }],
      ['PATCH /v1/tours/{id}', 'update_tour_v1_tours__id__patch', { tags }],
      ['updateTourPut', 'updateTourPatch'],
    ],
    [
      ['POST /v1/talks/{id}/qna', 'save_answers_v1_talks__id__qna_post', { tags }],
      ['POST /v1/talks/{id}/qa', 'save_answers_v1_talks__id__qa_post', { tags }],
      ['saveAnswersQna', 'saveAnswersQa'],
    ],
    [
      ['GET /v1/items', 'read_items_v1_items_get'],
      ['GET /v1/items/{item_id}', 'read_items_v1_items__item_id__get'],
      ['readItems', 'readItemsByItemId'],
    ],
    [
      ['GET /books/', 'get_all_books__get', { tags }],
      ['GET /admin/books/', 'get_all_admin_books__get', { tags }],
      ['getAllBooks', 'getAllAdminBooks'],
    ],
    [
      ['POST /admin/books', 'create_admin_books_post', { tags }],
      ['POST /user/books', 'create_user_books_post', { tags }],
      ['createAdminBooks', 'createUserBooks'],
    ],
    [
      ['GET /v1/shops', 'get_shops_v1_shops_get', { tags: ['shops'] }],
      ['GET /v1/towns/{id}/shops', 'get_shops_v1_towns__id__shops_get', { tags: ['towns'] }],
      ['getShops', 'townsGetShops'],
    ],
  ])('%j and %j', (one, other, names) => {
    expect(called(one, other)).toEqual([names, []]);
  });
});

test.each<readonly [string, string, string]>([
  ['GET /api/v1/pos/terminals/{id}', 'get_api_v1_pos_terminals_id', 'getPosTerminal'],
  ['POST /users', 'post-users', 'createUser'],
  ['GET /users/{userId}', 'get-users-userId', 'getUser'],
  ['GET /users', 'getUsers', 'getUsers'],
  ['POST /users', 'postUsers', 'postUsers'],
  ['GET /users/{id}', 'get_user', 'getUser'],
])('%s with the id %s is %s', (signature, id, name) => {
  expect(called([signature, id])).toEqual([[name], []]);
});
