/** What operations, events and the values of enums are called. */
import { describe, expect, test } from 'vitest';
import type { Operation } from '../../generator/ir.js';
import { enumMembers } from '../../generator/names/enums.js';
import { operationFiles } from '../../generator/names/files.js';
import { deriveRows } from '../../generator/read/rows/derive.js';
import { camel } from '../../generator/words.js';
import { generate } from '../hostile/pipeline.js';
import { at, named, namesOf, operation } from './made.js';

test.each([
  ['GET /pets', 'getPets'],
  ['GET /pets/{petId}', 'getPet'],
  ['POST /pets', 'createPet'],
  ['PUT /pets/{petId}', 'updatePet'],
  ['PATCH /pets/{petId}', 'updatePet'],
  ['DELETE /pets/{petId}', 'deletePet'],
  ['DELETE /pets', 'deletePets'],
  ['POST /pets/{petId}/feed', 'postPetFeed'],
  ['GET /users/{userId}/orders/{orderId}', 'getUserOrder'],
  ['POST /v2/chat/completions', 'createChatCompletion'],
  ['GET /api/v1/pet-shops/{id}', 'getPetShop'],
  ['GET /api', 'getApi'],
  ['GET /{tenant}/pets', 'getByTenantPets'],
  ['GET /search?q={q}', 'getSearch'],
  ['GET /', 'get'],
  ['POST /listRecurringDetails', 'listRecurringDetails'],
  ['POST /users/{userId}/sendMessage', 'sendUserMessage'],
  ['GET /GetWind/{id}', 'getWind'],
  ['DELETE /listItems', 'deleteListItems'],
  ['GET /import-jobs/{id}', 'getImportJob'],
  ['GET /add-ons', 'getAddOns'],
  ['POST /forwardMessages', 'forwardMessages'],
  ['POST /auth/reset-password', 'resetAuthPassword'],
  ['POST /reset-tokens', 'createResetToken'],
  ['PATCH /bookings/{id}/mark-paid', 'markBookingPaid'],
  ['PUT /bookings/{id}/assign-room', 'assignBookingRoom'],
  ['POST /carts/{id}/add-item', 'addCartItem'],
  ['POST /users/check-email', 'checkUsersEmail'],
  ['POST /add-ons', 'createAddOn'],
  ['PUT /reset-tokens/{id}', 'updateResetToken'],
  ['PATCH /users/{id}/checks', 'patchUserChecks'],
  ['POST /users/{userId}/verify-email', 'verifyUserEmail'],
  ['POST /unpinAllChatMessages', 'unpinAllChatMessages'],
  ['GET /edit-history', 'getEditHistory'],
  ['DELETE /deletePet/{petId}', 'deletePet'],
  ['PUT /updatePet/{petId}', 'updatePet'],
  ['DELETE /delete-requests/{id}', 'deleteDeleteRequest'],
  ['GET /info.json', 'getInfo'],
  ['GET /marks/{markId}.{format}', 'getMark'],
  ['GET /marks/{markId}/parts.{format}', 'getMarkParts'],
  ['GET /api/v{version}/pets', 'getPets'],
  ['PUT /{apiVersion}/pets/{petId}', 'updatePet'],
  ['GET /{version}', 'getByVersion'],
  ['GET /2/pets', 'getPets'],
  ['GET /api/1.0/pets/{id}', 'getPet'],
  ['PUT /2013-04-01/pets/{id}', 'updatePet'],
  ['GET /Pets({petId})', 'getPet'],
  ["GET /Pets('{petId}')/Toys", 'getPetToys'],
  ['GET /Pets(first={first},last={last})', 'getPet'],
  ['GET /pets{mediaTypeExtension}', 'getPets'],
  ['GET /pets/{id}{.format}', 'getPet'],
])('%s without an operationId is %s', (signature, want) => {
  expect(named(operation(signature))).toEqual([want]);
});

test.each([
  ['DELETE /pets/{id} delete', 'deletePet'],
  ['POST /pets/delete Delete', 'deletePets'],
  ['POST /v1/delete-pet Delete', 'deletePet'],
  ['GET /archives/export export', 'exportArchives'],
  ['GET /archives/{id}/package package', 'getArchivePackage'],
  ['POST /pets/{id}/export/ export', 'exportPet'],
  ['POST /toys/import/ import', 'importToys'],
  ['DELETE /pets/{pet_id} delete_pets__pet_id__delete', 'deletePet'],
  ['POST /void/{id} Void', 'voidOperation'],
  ['GET /objects/{id} object', 'getObject'],
  ['GET /class class', 'getClass'],
  ['DELETE /pets/{id} AppController_delete', 'deletePet'],
])('%s is %s, as no function is called by a word of the language', (signature, want) => {
  const id = signature.split(' ').at(-1) ?? '';
  expect(named(operation(signature, { id }))).toEqual([want]);
});

test.each([
  ['GET /Buses 5476365e031f5909e4fe331e', 'getBuses'],
  ['GET /pets/{petId} 3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'getPet'],
  ['GET /v3/pets/{id} getV3PetsId', 'getPet'],
  ['GET /pets/{pet_id}/toys get_pets_id_toys', 'getPetToys'],
  ['GET /pets/{id} getPetsId', 'getPetsId'],
  ['GET /api/keys getApiKeys', 'getApiKeys'],
  ['GET /api/v3/pets getApiV3Pets', 'getPets'],
  ['GET /api/pets getApiPets', 'getPets'],
  ['GET /upload?id={id}', 'getUpload'],
  ['POST /api/pets postApiPets', 'createPet'],
  ['PATCH /api/pets/{id} patchApiPetsById', 'updatePet'],
  ['GET /v1/pets/{petId}/toys getV1PetsByPetIdToys', 'getPetToys'],
  ['GET /pets/{id} get-pets-by-id', 'getPet'],
  ['GET /pets/{id} get-pet-by-id', 'getPetById'],
  ['GET /api get-api', 'getApi'],
  ['GET /pets/{pet_id} PetsPetIdGetPet', 'getPet'],
  ['POST /api/email-checks/request ApiEmailChecksRequestRequestCheck', 'requestCheck'],
  ['GET /pets PetsList', 'petsList'],
  ['GET /pets/pets PetsListPets', 'listPets'],
  ['POST /analyze AnalyzeImageInStream', 'analyzeImageInStream'],
  ['GET /pet ProductGetByID', 'productGetByID'],
  ['POST /login LoginWithPassword', 'loginWithPassword'],
  ['GET /pet/{id} get_pet_by_id', 'getPetById'],
  ['GET /api/users getApiUsers', 'getUsers'],
  ['GET /api/logs getApiLogs', 'getApiLogs'],
  ['DELETE /pet_key PetKeyDeleteCurrent', 'petKeyDeleteCurrent'],
  ['GET /test/{id}/test.json', 'getTestTest'],
  ['DELETE /crm/v3/pets/{petId} delete-/crm/v3/pets/{petId}_archivePet', 'archivePet'],
  ['GET /a PetAccounts_GetPetAccount', 'getPetAccount'],
  ['GET /a Pets_GetToysOfPet', 'getToysOfPet'],
  ['GET /a Pets_GetByPetId', 'petsGetByPetId'],
  ['GET /a Pets_ListFromPet', 'petsListFromPet'],
  ['GET /a Pets_Pets', 'petsPets'],
  ['GET /cats/{id} CatsController_find', 'findCat'],
  ['GET /cats CatsController_find', 'findCats'],
  ['POST /a PetResource.updatePets_post', 'updatePets'],
  ['GET /pets/{id}/pet_toys', 'getPetToys'],
  ['POST /accounts/{id}/pets/{pet}/pet-toys', 'createAccountPetToy'],
  ['GET /pets/{id}/pets', 'getPetPets'],
])('%s is %s: what says nothing, and what is said twice, is left out', (text, want) => {
  const [method = '', path = '', id] = text.split(' ');
  expect(named(operation(`${method} ${path}`, id === undefined ? {} : { id }))).toEqual([want]);
});

test('a verb alone has the tag with it, whether others are called so or not', () => {
  const id = 'create_pets_post';
  expect(named(operation('POST /pets', { id, tags: ['pets'] }))).toEqual(['createPet']);
  const path = '/crm/v3/pets/{petId}';
  const put = operation(`PUT ${path}`, { id: `put-${path}_update`, tags: ['Pets'] });
  expect(named(put)).toEqual(['updatePet']);
});

test('a function keeps its own name where a verb with its tag comes to it', () => {
  const own = operation('POST /admin/pets', { id: 'create_pet_admin_pets_post', tags: ['admin'] });
  const verb = operation('POST /pets', { id: 'create_pets_post', tags: ['pets'] });
  const [first = '', second = ''] = named(own, verb);
  expect(first).toBe('createPet');
  expect(second).toBe('create');
});

test.each([
  ['POST /api/items create_api_items_post', 'api', 'createItem'],
  ['POST /crm/v3/pets post-/crm/v3/pets_create', 'Basic', 'createPet'],
  ['GET /crm/v3/pets/{id} get-/crm/v3/pets/{id}_getById', 'Basic', 'getPet'],
  ['POST /crm/v3/pets/search post-/crm/v3/pets/search_search', 'Basic', 'searchPets'],
  ['POST /v1/pets/{id}/archive archive_v1_pets__id__archive_post', 'v1', 'archivePet'],
  ['DELETE /crm/v3/pets/{id} delete-/crm/v3/pets/{id}_archive', 'Pets', 'archivePet'],
  ['POST /tenants/{t}/pets create_tenants__t__pets_post', 'pets', 'createPet'],
  ['DELETE /tenants/{t}/pets delete_tenants__t__pets_delete', 'pets', 'deletePet'],
  ['DELETE /pets/{id} delete__pets__id__delete', 'pets', 'deletePet'],
])('%s of the tag %s is %s', (text, tag, want) => {
  const id = text.split(' ').at(-1) ?? '';
  expect(named(operation(text, { id, tags: [tag] }))).toEqual([want]);
});

test('what is called by itself keeps the name before what says it once', () => {
  const texts = ['GET /contacts/{id}/contact_persons', 'GET /contact_persons'];
  for (const order of [texts, texts.toReversed()]) {
    const called = named(...order.map((text) => operation(text)));
    expect(Object.fromEntries(order.map((text, at) => [text, called[at]]))).toEqual({
      'GET /contact_persons': 'getContactPersons',
      'GET /contacts/{id}/contact_persons': 'getContactContactPersons',
    });
  }
});

test('where short names meet, all parties are spelt out', () => {
  expect(named(operation('PUT /pets/{id}'), operation('PATCH /pets/{id}'))).toEqual([
    'putPet',
    'patchPet',
  ]);
  expect(named(operation('GET /v1/pets'), operation('GET /v2/pets'))).toEqual([
    'getV1Pets',
    'getV2Pets',
  ]);
});

test('a route behind the name of a FastAPI function is left out, unless names would meet', () => {
  const id = (version: string): string => `read_pet_api_${version}_pets__pet_id__get`;
  const [v1, v2] = ['v1', 'v2'].map((version) =>
    operation(`GET /api/${version}/pets/{pet_id}`, { id: id(version) }),
  ) as [Operation, Operation];
  expect(named(v1)).toEqual(['readPet']);
  expect(named(v1, v2)).toEqual(['readPetApiV1PetsPetId', 'readPetApiV2PetsPetId']);
  expect(named(operation('GET /', { id: 'root__get' }))).toEqual(['root']);
  expect(named(operation('GET /pets', { id: '_pets_get' }))).toEqual(['petsGet']);
  expect(named(operation('POST /pets', { id: 'read_pets_get' }))).toEqual(['readPetsGet']);
});

test('a callback with several addresses is named after each', () => {
  const event = { name: 'done', operation: 'feed', deprecated: false, parameters: [], at };
  const at1 = { ...event, method: 'POST', key: 'a', expression: '{$request.body#/url}' };
  const at2 = { ...event, method: 'POST', key: 'b', expression: '{$request.query.other}' };
  const at3 = { ...event, method: 'PUT', key: 'c', expression: '{$request.query.other}' };
  const names = namesOf({
    operations: [operation('GET /a', { id: 'feed' })],
    events: [at1, at2, at3],
  });
  expect([at1, at2, at3].map(({ key }) => names.eventPart(key, 'Payload'))).toEqual([
    'FeedDoneRequestBodyUrlCallbackPayload',
    'FeedDoneRequestQueryOtherCallbackPayload',
    'FeedDonePutCallbackPayload',
  ]);
});

test.each([
  [['pets'], 'list', 'listPets'],
  [['pets'], 'get', 'getPet'],
  [['user'], 'create', 'createUser'],
  [['chat', 'completions'], 'create', 'createChatCompletion'],
  [['pets'], 'findByTags', 'petsFindByTags'],
  [['pets'], 'createPet', 'createPet'],
  [[], 'ping', 'ping'],
])('in the group %j, %s is %s', (group, name, want) => {
  expect(named(operation('GET /a', { id: 'a', sdk: { group, name } }))).toEqual([want]);
});

test('files are named after the group, the tag, or what the path begins with', () => {
  const operations = [
    operation('GET /a', { sdk: { group: ['chat', 'completions'] }, tags: ['Other'] }),
    operation('GET /b', { tags: ['Pet Shop'] }),
    operation('GET /api/v1/toys/{id}'),
    operation('GET /api'),
    operation('POST /#Target=Make'),
    operation('GET /toys:search'),
    operation('GET /cats', { tags: ['default'] }),
    operation('POST /CountCats', { id: 'CountCats' }),
  ];
  const names = namesOf({ operations });
  expect(operations.map(({ key }) => names.operationFile(key))).toEqual([
    'operations/chat-completions',
    'operations/pet-shop',
    'operations/toys',
    'operations/api',
    'operations/root',
    'operations/toys',
    'operations/cats',
    'operations/root',
  ]);
});

test('tags that differ in how words are parted are one file; others that look alike are told apart', () => {
  const files = (...tags: readonly string[]): readonly string[] => {
    const operations = tags.map((tag, index) => operation(`GET /${index}`, { tags: [tag] }));
    const names = namesOf({ operations });
    return operations.map(({ key }) => names.operationFile(key));
  };
  expect(files('Pet Shop', 'PetShop', 'pet-shop', 'pet_Shop')).toEqual(
    Array<string>(4).fill('operations/pet-shop'),
  );
  const [first, second] = files('C+', 'C#');
  expect(first).toMatch(/^operations\/c-/);
  expect(second).toMatch(/^operations\/c-/);
  expect(first).not.toBe(second);
});

test('null among the values of an enum is no member of it', () => {
  const literal = { kind: 'literal', values: [0, null, 1] } as const;
  expect(enumMembers({ ...literal, names: ['Low', '', 'High'] })).toEqual([
    { name: 'Low', value: 0 },
    { name: 'High', value: 1 },
  ]);
  expect(enumMembers(literal)).toBeUndefined();
  expect(enumMembers({ ...literal, names: ['Low', 'None', 'High'] })?.[1]).toEqual({
    name: 'None',
    value: null,
  });
  const docs = ['Now.', 'Unknown.', 'Later.'];
  expect(enumMembers({ kind: 'literal', values: ['a', null, 'b'], docs })).toEqual([
    { name: 'a', value: 'a', doc: 'Now.' },
    { name: 'b', value: 'b', doc: 'Later.' },
  ]);
});

test('values of enums and payloads give way to the names of the document', () => {
  const values = { kind: 'literal', values: ['a', 'b'] } as const;
  const plain = { at, recursive: false, splits: false, converts: false };
  const event = { method: 'POST', deprecated: false, parameters: [], at };
  const names = namesOf({
    schemas: [
      { ...plain, key: 'status', schema: values },
      { ...plain, key: 'BornPayload', schema: { kind: 'string' } },
      { ...plain, key: 'Webhooks', schema: { kind: 'string' } },
      { ...plain, key: 'raw', name: 'Cooked', schema: { kind: 'string' } },
    ],
    operations: [operation('GET /a', { id: 'statusValues' })],
    events: [
      { ...event, key: 'POST webhook born', name: 'born' },
      { ...event, key: 'POST callback statusValues done', name: 'done', operation: 'statusValues' },
    ],
  });
  expect(names.operation('statusValues')).toBe('statusValues');
  expect(names.enumValues('status')).toBe('statusEnumValues');
  expect(names.eventPart('POST webhook born', 'Payload')).toBe('BornWebhookPayload');
  expect(names.eventPart('POST callback statusValues done', 'Headers')).toBe(
    'StatusValuesDoneHeaders',
  );
  expect(names.eventTable('webhooks')).toBe('WebhookPayloads');
  expect(names.eventTable('callbacks')).toBe('Callbacks');
  expect(names.schema('raw')).toBe('Cooked');
});

test.each([
  ['POST /chat', 'chat', 'chat.create'],
  ['GET /status', 'status', 'status.get'],
  ['POST /chat', 'chatWithFriends', 'chat.withFriends'],
])('%s with the id %s is %s: no method repeats its group', (signature, id, method) => {
  const one = operation(signature, { id });
  const api = { title: '', servers: [], security: [], schemas: [], operations: [one] };
  expect(deriveRows(api).map((row) => row.name)).toEqual([method]);
});

test.each<Readonly<Record<string, string>>[]>([
  [{ 'GET /pets getPets': 'pets.list', 'GET /pets/{id} getPet': 'pets.get' }],
  [{ 'GET /pets getPets': 'pets.getPets', 'GET /all-pets listPets #pets': 'pets.list' }],
  [{ 'GET /pets/{id} getPets': 'pets.get' }],
  [
    {
      'GET /api/v1/pets/ v1_pets_list #v1': 'pets.v1List',
      'GET /api/v2/pets/ v2_pets_list #v2': 'pets.v2List',
    },
  ],
  [{ 'GET /settings': 'settings.get', 'GET /pets/{id}/stats getStats #stats': 'stats.get' }],
  [{ 'GET /pets/{id}/pet_toys': 'pets.getByIdPetToys', 'GET /pets/{id}/toys': 'pets.getToys' }],
  [
    {
      'GET /me/toys getToys #pets': 'pets.getToys',
      'GET /pets/toys getPetToys': 'pets.getPetToys',
    },
  ],
  [{ 'GET /currentSeason currentSeason': 'currentSeason.get' }],
  [{ 'GET /currentSeason SeasonCurrent': 'currentSeason.get' }],
  [{ 'GET /pets pets': 'pets.list', 'GET /pets/{id} pet': 'pets.get' }],
  [{ 'GET /premiumNewsByDate newsByDate': 'premiumNewsByDate.newsByDate' }],
  [{ 'POST /videos upload_video #videosUpload': 'videosUpload.uploadVideo' }],
  [{ 'GET /lists ListSyncList #SyncList': 'syncList.list' }],
  [{ 'POST /CountToys CountToys': 'countToys.count', 'POST /CountToys/{id}': 'countToys.post' }],
  [{ 'POST /CountToys CountToys': 'countToys', 'GET /describe-toys': 'describeToys' }],
  [{ 'GET /pets/{id} get_pet #default': 'pets.get' }],
  [{ 'GET /trafficpolicies ListTrafficPolicies': 'trafficpolicies.list' }],
  [{ 'POST /a lookUpPetOfA #pet lookups': 'petLookups.lookUpPetOfA' }],
  [
    {
      'POST /createsnapshot CreateSnapshot': 'createSnapshot',
      'GET /listapps ListApps': 'listApps',
    },
  ],
  [
    {
      'GET /api/2/pets': 'pets.list',
      'GET /v1beta1/toys': 'toys.list',
      'GET /v3:log log #v3': 'log',
    },
  ],
  [{ 'GET /Pets({id}) getPets': 'pets.get', 'GET /quota getQuota': 'quota.get' }],
  [{ 'GET /pets/limits getLimits #limits': 'limits.get', 'GET /jwks getJwks': 'jwks.get' }],
  [{ 'GET /lookups lookUpBalance': 'lookups.lookUpBalance' }],
  [{ 'POST /orderlines OrderLines': 'orderlines.create' }],
  [{ 'POST /pet-items PetItems': 'petItems.create', 'DELETE /pet-items/{id}': 'petItems.delete' }],
  [{ 'GET /version{v}/toys getToys': 'toys.list' }],
  // Whoever calls `pets.create` for the one would call the other when that comes.
  [{ 'POST /pets createPet': 'pets.createPet', 'POST /pets/bulk createPets': 'pets.createPets' }],
  [{ 'POST /images/generations images': 'images.create' }],
  [{ 'POST /api/embed embed': 'embed', 'GET /api/tags list': 'tags.list' }],
  [{ 'DELETE /api/delete delete': 'delete', 'POST /api/create create': 'create' }],
  [
    {
      'GET /channels.history #Channels': 'channels.getHistory',
      'GET /channels.getMembers #Channels': 'channels.getMembers',
      'POST /channels.kick #Channels': 'channels.kick',
      'POST /users.deleteKeys #Users': 'users.deleteKeys',
    },
  ],
  [
    {
      'GET /pets getPetsUsingGET #pet': 'pet.list',
      'GET /pets/page getPetsUsingGET_1 #pet': 'pet.getPetsSlashPage',
      'GET /pets/other getPetsPage #pet': 'pet.getPage',
    },
  ],
  [{ 'GET /Pets({id})': 'pets.get', 'GET /Pets': 'pets.list', 'GET /toys{.format}': 'toys.list' }],
])('methods are called in a word, and those of one name are told apart: %j', (want) => {
  for (const order of [Object.keys(want), Object.keys(want).toReversed()]) {
    const operations = order.map((text) => {
      const [route = '', tag] = text.split(' #');
      const [method = '', path = '', id] = route.split(' ');
      const more = { ...(id === undefined ? {} : { id }), tags: tag === undefined ? [] : [tag] };
      return operation(`${method} ${path}`, more);
    });
    const api = { title: '', servers: [], security: [], schemas: [], operations };
    const called = new Map(deriveRows(api).map((row) => [row.operation, row.name]));
    expect(
      Object.fromEntries(order.map((text, at) => [text, called.get(operations[at] as Operation)])),
    ).toEqual(want);
    // Of several documents, each stands below its prefix.
    const prefixed = operations.map((each) => ({
      ...each,
      key: `zoo.${each.key}`,
      prefix: 'zoo',
      tags: each.tags.length === 0 ? ['zoo'] : each.tags.map((tag) => `zoo ${tag}`),
      ...(each.id === undefined ? {} : { id: `zoo.${each.id}` }),
    }));
    const below = new Map(
      deriveRows({ ...api, operations: prefixed }).map((row) => [row.operation, row.name]),
    );
    expect(prefixed.map((each) => below.get(each))).toEqual(
      order.map((text) => `zoo.${want[text] ?? ''}`),
    );
  }
});

test('a method may be called as no function can', () => {
  const operations = [operation('POST /pets/delete', { id: 'Delete', tags: ['Pets'] })];
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(named(...operations)).toEqual(['deletePets']);
  expect(deriveRows(api).map((row) => row.name)).toEqual(['pets.delete']);
});

test('of a word that is its own plural, or is none, one is got by its parameter', () => {
  const operations = ['user', 'tv-series'].flatMap((each) => [
    operation(`GET /api/${each}`),
    operation(`GET /api/${each}/{id}`),
  ]);
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map((row) => row.name)).toEqual([
    'user.get',
    'user.getById',
    'tvSeries.get',
    'tvSeries.getById',
  ]);
});

test('a path that is a call has no group: it is a method of the client, and stands with its like', () => {
  const operations = [
    operation('POST /v1/sendMessage'),
    operation('GET /getPet/{id}', { id: 'getPet' }),
    operation('DELETE /deletePet/{id}'),
    operation('POST /', { id: 'TagResource' }),
    operation('POST /pets/sendMessage'),
    operation('POST /sendAll', { tags: ['mail'] }),
    operation('POST /sendIt', { prefix: 'my' }),
  ];
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map((row) => row.name)).toEqual([
    'sendMessage',
    'getPet',
    'deletePet',
    'tagResource',
    'pets.sendMessage',
    'mail.sendAll',
    'my.sendIt',
  ]);
  expect([...operationFiles(api).values()].map((path) => path.split('/')[1])).toEqual([
    'root',
    'root',
    'root',
    'root',
    'pets',
    'mail',
    'root',
  ]);
});

test('a method is called after the function that the configuration names', () => {
  const operations = [
    operation('GET /pets', { id: 'fetchAllPets' }),
    operation('GET /pets/{id}', { id: 'Pets_One' }),
  ];
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  const pins = { fetchAllPets: 'listPets', Pets_One: 'getPet' };
  expect(deriveRows(api, pins).map((row) => row.name)).toEqual(['pets.list', 'pets.get']);
});

test.each<[string, Partial<Operation>, string, string]>([
  ['Widgets_ListByOwner', {}, 'widgets.listByOwner', 'widgetsListByOwner'],
  ['CatsController_findAll', { tags: ['x'] }, 'cats.findAll', 'catsFindAll'],
  ['CatsController_create', { tags: ['x'] }, 'cats.create', 'createCat'],
  ['AppController_getHello', {}, 'app.getHello', 'getHello'],
  ['UploadController_upload', {}, 'upload.upload', 'upload'],
  ['get/pets', {}, 'pets.list', 'getPets'],
  ['AuthController_login', {}, 'auth.login', 'authLogin'],
  ['UserController-createUser', {}, 'user.createUser', 'createUser'],
  ['my.CatsController_create', { prefix: 'my' }, 'my.cats.create', 'myCreateCat'],
  ['MicrocontrollerList', {}, 'pets.microcontrollerList', 'microcontrollerList'],
  ['App.CatController.index', { tags: ['x'] }, 'cat.index', 'catIndex'],
  ['App\\Http\\Controllers\\CatController@store', {}, 'cat.store', 'storeCat'],
  ['ZooWeb.CatController.show', {}, 'cat.show', 'showCat'],
  ['CatsControllerV2_create', { tags: ['x'] }, 'catsV2.create', 'createCatV2'],
  ['org.acme.CatResource_list', {}, 'cat.list', 'listCat'],
  ['CatService_GetCat', {}, 'cat.getCat', 'getCat'],
  ['getCatUsingGET_2', {}, 'pets.getCat', 'getCat'],
  ['VM_Get', { tags: ['Machines'] }, 'vm.get', 'vmGet'],
  ['Pet_v2', {}, 'pets.v2', 'petV2'],
  ['List_Pets', {}, 'pets.list', 'listPets'],
  ['zoo.pets.get', { tags: ['pets'] }, 'pets.get', 'zooPetsGet'],
  ['zoo.pets.toys.batchGet', { tags: ['pets'] }, 'pets.toys.batchGet', 'zooPetsToysBatchGet'],
  ['pets.toys.get', { tags: ['pets'] }, 'pets.toysGet', 'petsToysGet'],
  ['pet.toys.list', {}, 'pet.toys.list', 'petToysList'],
  ['pet.tree', {}, 'pet.tree', 'petTree'],
  ['pets.getPets', { tags: ['pets'] }, 'pets.list', 'getPets'],
  ['pets.findPetToys', { tags: ['pets'] }, 'pets.findToys', 'findPetToys'],
  ['pets.findById', { tags: ['pets'] }, 'pets.findById', 'petsFindById'],
  ['get.pets', {}, 'pets.list', 'getPets'],
  ['pet/get/pets', { tags: ['pet'] }, 'pet.list', 'getPets'],
  ['activity/get-pets', { tags: ['activity'] }, 'activity.getPets', 'activityGetPets'],
  ['createPet.v1', {}, 'pets.createV1', 'createPetV1'],
  ['pets.json', {}, 'pets.json', 'petsJson'],
  ['com.acme.listPets', {}, 'pets.comAcmeListPets', 'comAcmeListPets'],
  ['GET_PETS', {}, 'pets.list', 'getPets'],
  ['SHOW_PETS', {}, 'pets.show', 'showPets'],
  ['list_pets', {}, 'pets.list', 'listPets'],
  ['my.Widgets_Get', { prefix: 'my', tags: ['my x'] }, 'my.widgets.get', 'myWidgetsGet'],
])('%s %j is %s of the client, and the function %s', (id, more, method, name) => {
  const one = operation('GET /pets', { id, ...more });
  const api = { title: '', servers: [], security: [], schemas: [], operations: [one] };
  expect(deriveRows(api).map((row) => row.name)).toEqual([method]);
  expect(named(one)).toEqual([name]);
});

describe('groups are called without the role of the code behind them', () => {
  const methods = (...given: readonly (readonly [id: string, tag: string])[]) => {
    const operations = given.map(([id, tag], index) =>
      operation(`GET /x/${index}`, { id, tags: [tag] }),
    );
    const api = { title: '', servers: [], security: [], schemas: [], operations };
    return deriveRows(api).map((row) => row.name);
  };

  test.each([
    ['getPetById', 'pet-controller', 'pet.getById'],
    ['findAll', 'PetController', 'pet.findAll'],
    ['listPets', 'PetsApi', 'pets.list'],
    ['get_pet', 'pets_router', 'pets.get'],
    ['petResourceList', 'pet-resource', 'pet.list'],
    ['PetService_ListPets', 'PetService', 'pet.listPets'],
    ['shop.v1.PetService.Say', 'shop.v1.PetService', 'pet.say'],
    ['status', 'api', 'api.status'],
    ['lock', 'Domain Controller', 'domainController.lock'],
    ['all', 'pet-entity-controller', 'pet.all'],
  ])('%s of %s is %s', (id, tag, name) => {
    expect(methods([id, tag])).toEqual([name]);
  });

  test('but where two would be one', () => {
    expect(methods(['a', 'pet-controller'], ['b', 'pet'], ['c', 'toy-controller'])).toEqual([
      'petController.a',
      'pet.b',
      'toy.c',
    ]);
    expect(methods(['a', 'pet-controller'], ['b', 'PetService'])).toEqual([
      'petController.a',
      'petService.b',
    ]);
  });
});

test('the method that Springfox writes behind the name of a function is none of it', () => {
  const names = (...ids: readonly string[]) =>
    namesOf({ operations: ids.map((id, index) => operation(`GET /${index}`, { id })) });
  expect(names('listPetsUsingGET').operation('listPetsUsingGET')).toBe('listPets');
  expect(names('listPetsUsingPOST').operation('listPetsUsingPOST')).toBe('listPetsUsingPOST');
  const both = names('listPetsUsingGET', 'listPets');
  expect(both.operation('listPetsUsingGET')).toBe('listPetsUsingGET');
  expect(both.operation('listPets')).toBe('listPets');
});

test('what several webhooks send alike is declared once, whichever they are', async () => {
  const header = (name: string, more = {}) => ({
    name,
    in: 'header',
    schema: { type: 'string' },
    ...more,
  });
  const event = (...parameters: unknown[]) => ({
    post: { parameters, responses: { 200: { description: '' } } },
  });
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    webhooks: {
      opened: event(header('X-Event'), header('X-Id', { required: true })),
      closed: event(header('X-Event'), header('X-Id', { required: true })),
      lost: event(header('X-Event'), header('X-Id')),
    },
  };
  const { files, diagnostics } = await generate({
    files: { 'api.json': JSON.stringify(document) },
    settings: { openapi: 'api.json', target: 'none' },
  });
  expect(diagnostics).toEqual([]);
  const text = files?.get('webhooks.ts') ?? '';
  const declared = text.match(/export (?:interface|type) \w+Headers[^;{]*[;{]/g);
  expect(declared).toEqual([
    'export interface OpenedHeaders {',
    'export type ClosedHeaders = OpenedHeaders;',
    'export interface LostHeaders {',
  ]);
});

test('methods of paths alone are told apart, and may be called as no function may', () => {
  const operations = [
    operation('GET /pets'),
    operation('GET /pets/{petId}'),
    operation('GET /pets/{petId}/photos'),
    operation('GET /health'),
    operation('DELETE /pets/{petId}', { id: 'delete', tags: ['pets'] }),
  ];
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map((row) => row.name)).toEqual([
    'pets.list',
    'pets.get',
    'pets.getPhotos',
    'pets.delete',
    'health.get',
  ]);
});

test('arguments have the order of the path, not that of the list', () => {
  const parameter = (name: string): Operation['parameters'][number] => ({
    ...{ name, in: 'path', required: true, schema: { kind: 'string' }, style: 'simple' },
    ...{ explode: false, allowReserved: false, deprecated: false, at },
  });
  const argsOf = (path: string, ...names: readonly string[]): unknown => {
    const one = operation(`GET ${path}`, { parameters: names.map(parameter) });
    const api = { title: '', servers: [], security: [], schemas: [], operations: [one] };
    return deriveRows(api)[0]?.input.args?.map(({ name }) => name);
  };
  expect(argsOf('/orders/{order}/items/{id}', 'id', 'order')).toEqual(['order', 'id']);
  expect(argsOf('/orders/{order}', 'b', 'order')).toEqual(['b', 'order']);
});

test('controllers of one name, or a function of another, keep all of their ids', () => {
  const names = namesOf({
    operations: ['CatsController_create', 'createCat'].map((id, index) =>
      operation(`POST /${String(index)}`, { id }),
    ),
  });
  expect(names.operation('CatsController_create')).toBe('catsControllerCreate');
  expect(names.operation('createCat')).toBe('createCat');
});

test('the group that LoopBack names is a controller', () => {
  const sdk = { group: ['TodoController'], name: 'count' };
  const names = namesOf({ operations: [operation('GET /todos/count', { id: 'c', sdk })] });
  expect(names.operation('c')).toBe('countTodo');
});

test.each([
  ['POST', '/orders/{id}/cancel', 'cancelOrder'],
  ['POST', '/orders/{id}/withdraw', 'withdrawOrder'],
  ['POST', '/orders/{id}/add-items', 'addOrderItems'],
  ['POST', '/orders/{id}/add-ons', 'createOrderAddOn'],
  ['POST', '/orders/{id}/add-ins', 'createOrderAddIn'],
  ['POST', '/orders/{id}/recommend-for-refund', 'recommendOrderForRefund'],
  ['PUT', '/api/v1/orgs/{org}/repos/{repo}/archive', 'archiveOrgRepo'],
  ['POST', '/login', 'login'],
  ['POST', '/sign-up', 'signUp'],
  ['POST', '/auth/login', 'authLogin'],
  ['POST', '/products/search', 'productsSearch'],
  ['POST', '/import', 'postImport'],
  ['POST', '/items/import', 'itemsImport'],
  ['POST', '/pets/{id}/photo', 'postPetPhoto'],
  ['GET', '/orders/{id}/cancel', 'getOrderCancel'],
  ['DELETE', '/orders/{id}/lock', 'deleteOrderLock'],
  ['POST', '/cancel/{id}', 'cancel'],
  ['PUT', '/activate/{userId}', 'activate'],
  ['POST', '/orders/cancel/{id}', 'cancelOrder'],
  ['POST', '/auth/verify/{token}', 'authVerify'],
  ['POST', '/orders/{id}/cancel/{reason}', 'postOrderCancel'],
  ['POST', '/run/{id}', 'postRun'],
  ['POST', '/rpc/add_them', 'addThem'],
  ['GET', '/rpc/add_them', 'getRpcAddThem'],
  ['POST', '/rpc/add_them/{id}', 'addRpcThem'],
  ['GET', '/jsonapi/node/article', 'getNodeArticle'],
  ['PUT', '/block/{id}', 'updateBlock'],
  ['GET', '/cancel/{id}', 'getCancel'],
  ['POST', '/users/add', 'addUser'],
  ['POST', '/api/v1/categories/create', 'createCategory'],
  ['POST', '/volumes/fs/create', 'createVolumesFs'],
  ['GET', '/users/list', 'listUsers'],
  ['GET', '/users/get/{id}', 'getUser'],
  ['PUT', '/users/update/{id}', 'updateUser'],
  ['PATCH', '/users/{id}/edit', 'editUser'],
  ['POST', '/settings/update', 'updateSettings'],
  ['DELETE', '/users/delete/{id}', 'deleteUser'],
  ['DELETE', '/orders/{id}/items/remove/{item}', 'removeOrderItem'],
  ['POST', '/orders/{id}/items/add', 'addOrderItem'],
  ['POST', '/cart/add', 'cartAdd'],
  ['POST', '/cart/add/{product}', 'postCartAdd'],
  ['POST', '/lists/{id}/add', 'postListAdd'],
  ['GET', '/shop/list/{id}', 'getShopList'],
  ['GET', '/users/create', 'getUsersCreate'],
  ['POST', '/create', 'postCreate'],
])('%s %s is %s', (method, path, name) => {
  const key = `${method} ${path}`;
  expect(namesOf({ operations: [operation(key)] }).operation(key)).toBe(name);
});

test('an action that two methods have is called after them', () => {
  const operations = [operation('POST /posts/{id}/lock'), operation('PUT /posts/{id}/lock')];
  const names = namesOf({ operations });
  expect(operations.map(({ key }) => names.operation(key))).toEqual([
    'postPostLock',
    'putPostLock',
  ]);
});

test('an id that is but method and path, as Strapi writes them, names nothing', () => {
  const operations = ['GET /dogs', 'POST /dogs', 'GET /dogs/{id}', 'PUT /dogs/{id}'].map(
    (route) => {
      const [method = '', path = ''] = route.split(' ');
      return operation(route, { id: `${method.toLowerCase()}${path}`, tags: ['Dog'] });
    },
  );
  const other = operation('GET /cats', { id: 'get/kittens' });
  const names = namesOf({ operations: [...operations, other] });
  expect([...operations, other].map(({ key }) => names.operation(key))).toEqual([
    'getDogs',
    'createDog',
    'getDog',
    'updateDog',
    'getKittens',
  ]);
  const below = operation('GET /dogs', { id: 'zoo.get/dogs', prefix: 'zoo' });
  expect(namesOf({ operations: [below] }).operation(below.key)).toBe('zooGetDogs');
});

test('functions of one name in two routers of FastAPI are told apart by tag, else by route', () => {
  const route = (path: string, tags: readonly string[]): Operation =>
    operation(`GET ${path}`, { id: `get_all${path.replaceAll('/', '_')}_get`, tags });
  const tagged = [route('/books/', ['books']), route('/admin/books/', ['admin'])];
  expect(named(...tagged)).toEqual(['booksGetAll', 'adminGetAll']);
  const plain = [route('/books/', []), route('/admin/books/', [])];
  expect(named(...plain)).toEqual(['getAllBooks', 'getAllAdminBooks']);
});

test.each([
  ['POST /api/channels.kick', 'channelsKick'],
  ['POST /users.setKeys', 'usersSetKeys'],
  ['GET /users.list/{id}', 'usersList'],
  ['GET /users.presence', 'getUsersPresence'],
  ['GET /keys.gpg', 'getKeysGpg'],
  ['DELETE /domains/example.com', 'deleteDomainsExampleCom'],
  ['POST /a.php', 'postAPhp'],
  ['POST /rest.get_keys', 'createRestGetKey'],
])('a path with a dot is a method where it says so: %s is %s', (route, want) => {
  expect(named(operation(route))).toEqual([want]);
});

test('what a tag tells apart below a prefix says the prefix once', () => {
  const operations = ['getUsers', 'get_users'].map((id, at) => {
    const tags = [`zoo ${['users', 'admins'][at] ?? ''}`];
    return operation(`GET /${at}`, { id: `zoo.${id}`, key: `zoo.${id}`, prefix: 'zoo', tags });
  });
  expect(named(...operations)).toEqual(['zooUsersGetUsers', 'zooAdminsGetUsers']);
});

test('what is one action by itself is a method of the client', () => {
  const operations = [operation('POST /login'), operation('POST /orders/{id}/cancel')];
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map(({ name }) => name)).toEqual(['login', 'orders.cancel']);
  expect([...operationFiles(api).values()]).toEqual(['operations/root', 'operations/orders']);
});

test('an action that others stand below is a place with them, and no method of the client', () => {
  const operations = [operation('POST /search'), operation('GET /search/{id}'), operation('GET /')];
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map(({ name }) => name)).toEqual(['search.create', 'search.get', 'get']);
  expect([...operationFiles(api).values()]).toEqual([
    'operations/search',
    'operations/search',
    'operations/root',
  ]);
});

test('a group keeps its file beside one that is called so but for its role', () => {
  const operations = ['pets', 'pets-api'].map((tag) => operation(`GET /${tag}`, { tags: [tag] }));
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect([...operationFiles(api).values()]).toEqual(['operations/pets', 'operations/pets-api']);
});

test.each([
  ['UserController_getUsers', 'getUsers'],
  ['UsersController_getUser', 'getUser'],
])('the controller of %s is said once: %s', (id, name) => {
  expect(named(operation('GET /x', { id }))).toEqual([name]);
});

test('functions of one name are told apart by tags as methods of controllers are, without their roles', () => {
  const route = (tag: string): Operation =>
    operation(`POST /${tag}`, { id: `create_${tag.replace('-', '_')}_post`, tags: [tag] });
  expect(named(route('books'), route('car-router'))).toEqual(['createBook', 'createCar']);
  const below = ['books', 'cars'].map((tag): Operation => {
    const id = `zoo.get_all_${tag}_get`;
    return operation(`GET /${tag}`, { id, tags: [`zoo ${tag}`], prefix: 'zoo' });
  });
  expect(named(...below)).toEqual(['zooBooksGetAll', 'zooCarsGetAll']);
});

test('an id that is a hash, as swagger-php writes them, names nothing', () => {
  const id = '5b2d8aa94f0b8a6a1f3b4c5d6e7f8091';
  expect(named(operation('GET /pets/{id}', { id, tags: ['pets'] }))).toEqual(['getPet']);
});

describe('numbers that a tool writes because an id is taken', () => {
  type Told = readonly [signature: string, id: string, tag?: string];
  const told = (...given: readonly Told[]) => {
    const operations = given.map(([signature, id, tag]) =>
      operation(signature, { id, tags: tag === undefined ? [] : [tag] }),
    );
    const api = { title: '', servers: [], security: [], schemas: [], operations };
    return { names: named(...operations), methods: deriveRows(api).map(({ name }) => name) };
  };

  test('give way to the tag', () => {
    const { names, methods } = told(
      ['GET /pets', 'getAll', 'pet-controller'],
      ['GET /toys', 'getAll_1', 'toy-controller'],
      ['DELETE /pets/{id}', 'delete', 'pet-controller'],
      ['DELETE /toys/{id}', 'delete_1', 'toy-controller'],
      ['POST /pets', 'saveUsingPOST', 'pet-controller'],
      ['POST /toys', 'saveUsingPOST_1', 'toy-controller'],
    );
    expect(names).toEqual([
      ...['petGetAll', 'toyGetAll', 'deletePet', 'deleteToy', 'savePet', 'saveToy'],
    ]);
    expect(methods).toEqual([
      ...['pet.getAll', 'pet.delete', 'pet.save', 'toy.getAll', 'toy.delete', 'toy.save'],
    ]);
  });

  test('and to the route, where one tag has several of a name', () => {
    const { names, methods } = told(
      ['GET /api/pets/', 'pets_retrieve', 'pets'],
      ['GET /api/pets/{id}/', 'pets_retrieve_2', 'pets'],
      ['PUT /pets/{id}/name', 'PetController.rename', 'pets'],
      ['PATCH /pets/{id}/name', 'PetController.rename (2)', 'pets'],
    );
    expect(names).toEqual(['getPets', 'getPet', 'putPetName', 'patchPetName']);
    expect(methods.slice(0, 2)).toEqual(['pets.get', 'pets.getById']);
  });

  test('a further route of one method is called by its path alone', () => {
    const { names, methods } = told(
      ['GET /v1/pets', 'PetService_ListPets', 'PetService'],
      ['GET /v1/owners/{owner}/pets', 'PetService_ListPets2', 'PetService'],
    );
    expect(names).toEqual(['listPets', 'getOwnerPets']);
    expect(methods).toEqual(['pet.listPets', 'pet.getOwnerPets']);
  });

  test.each<[why: string, ...given: Told[]]>([
    ['nobody has the id without it', ['POST /a', 'step_1'], ['POST /b', 'step_2']],
    ['the path says it', ['GET /models', 'getModel'], ['GET /models/3', 'getModel_3']],
    ['the path says it at once', ['GET /form', 'form'], ['GET /form2', 'form_2']],
    ['no group says that it is a tool', ['GET /a', 'getPets'], ['GET /b', 'getPets2']],
    ['the route is the same', ['PATCH /a', 'Pets_Save'], ['POST /a', 'Pets_Save2']],
  ])('stay where %s', (_, ...given) => {
    const { names } = told(...given);
    expect(names).toEqual(given.map(([, id]) => camel(id)));
  });
});

test.each([
  ['GET /api/books', 'api_books_get_collection', 'getBooks'],
  ['POST /api/books', 'api_books_post', 'createBook'],
  ['GET /api/books/{id}', 'api_books_id_get', 'getBook'],
  ['GET /api/Pets/{id}', 'ApiPetsByIdGet', 'getPet'],
  ['GET /pets/{petId}', 'petsPetIdGet', 'getPet'],
  ['GET /pets', 'petsGet', 'petsGet'],
  ['GET /pets/{id}', 'pets_get', 'petsGet'],
  ['GET /pets/{id}', 'getPetsById', 'getPetsById'],
  ['GET /v1/projects/{ref}', 'v1-get-project', 'getProject'],
  ['GET /api/v1/things/', 'api_v1_things_list', 'thingsList'],
  ['GET /api/v1/things/', 'v1_things_list', 'thingsList'],
  ['GET /api/v2/things/', 'v1_things_list', 'v1ThingsList'],
  ['POST /api/login/', 'api_login_create', 'loginCreate'],
  ['GET /insights/api/stats', 'api_stats', 'apiStats'],
  ['GET /api/books', 'get_api_books', 'getBooks'],
  ['GET /pets/{id}', 'getItemResource-pet-get_1', 'getPet'],
  ['POST /pets', 'postCollectionResource-pet-post', 'createPet'],
])(
  '%s with the id %s, which says of the route what the path does, is %s',
  (signature, id, want) => {
    expect(named(operation(signature, { id }))).toEqual([want]);
  },
);

test('what the path begins with tells two of a name apart', () => {
  const route = (version: string): Operation =>
    operation(`GET /${version}/pets`, { id: `${version}-list-pets` });
  expect(named(route('v1'), route('v2'))).toEqual(['v1ListPets', 'v2ListPets']);
});

test('functions of PostgREST are a group, though each has a tag', () => {
  const operations = ['add_them', 'find_pets'].map((each) =>
    operation(`POST /rpc/${each}`, { tags: [`(rpc) ${each}`] }),
  );
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map(({ name }) => name)).toEqual(['rpc.addThem', 'rpc.findPets']);
  expect([...new Set(operationFiles(api).values())]).toEqual(['operations/rpc']);
});

test('a tag that is what all paths begin with is no group', () => {
  const operations = ['pets', 'toys'].map((each) =>
    operation(`GET /api/${each}/`, { id: `api_${each}_list`, tags: ['api'] }),
  );
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map(({ name }) => name)).toEqual(['pets.list', 'toys.list']);
  expect([...operationFiles(api).values()]).toEqual(['operations/pets', 'operations/toys']);
});

test('what a path says once more is a method of its group', () => {
  const paths = ['POST /users/add', 'PUT /users/update/{id}', 'GET /users/list', 'GET /users/{id}'];
  const operations = paths.map((path) => operation(path));
  const api = { title: '', servers: [], security: [], schemas: [], operations };
  expect(deriveRows(api).map((row) => row.name)).toEqual([
    'users.add',
    'users.update',
    'users.list',
    'users.get',
  ]);
});

describe('who says more than its neighbour moves', () => {
  test.each<readonly [string, string, string, string]>([
    ['POST /cats', 'createCat', 'POST /cats/create', 'postCatsCreate'],
    ['GET /users/{id}', 'getUser', 'GET /users/get/{id}', 'getUsersGet'],
    ['PUT /users/{id}', 'updateUser', 'PUT /users/update/{id}', 'putUsersUpdate'],
    ['DELETE /users/{id}', 'deleteUser', 'DELETE /users/delete/{id}', 'deleteUsersDelete'],
    ['POST /orders/{id}/cancel', 'cancelOrder', 'POST /orders/cancel/{id}', 'postOrdersCancel'],
  ])('%s is %s beside %s', (one, name, other, moved) => {
    const names = namesOf({ operations: [operation(other), operation(one)] });
    expect([names.operation(one), names.operation(other)]).toEqual([name, moved]);
  });

  test.each<readonly [string, string, string, string, string]>([
    ['GET /books', 'books_list', 'GET /api/books', 'api_books_list', 'booksList'],
    ['GET /p', 'get_pet', 'GET /q', 'PetService_GetPet', 'getPet'],
  ])('%s, %s beside %s, %s is %s', (one, id, other, service, name) => {
    const operations = [operation(other, { id: service }), operation(one, { id })];
    expect(namesOf({ operations }).operation(id)).toBe(name);
  });
});

test.each<readonly [string, string, string]>([
  ['GET /api/api-keys', 'get_api_key', 'getApiKey'],
  ['GET /api/keys', 'api_key', 'apiKey'],
  ['GET /api/books', 'get_api_books', 'getBooks'],
  ['POST /api/books', 'create_api_books', 'createBooks'],
  ['GET /v1/projects/{ref}', 'v1-get-project', 'getProject'],
  ['DELETE /v1/delete', 'v1_delete', 'v1Delete'],
  ['GET /api/new', 'api_new', 'apiNew'],
])('%s with the id %s is %s', (path, id, name) => {
  expect(namesOf({ operations: [operation(path, { id })] }).operation(id)).toBe(name);
});

test('prefixes of a path are left out below the prefix of a document, too', () => {
  const one = operation('GET /api/books', { id: 'shop.api_books_list', prefix: 'shop' });
  expect(namesOf({ operations: [one] }).operation(one.key)).toBe('shopBooksList');
});

test.each([
  ['sha', 'sha_256'],
  ['http', 'http_200'],
  ['Storage_S', 'Storage_S3'],
  ['Hash_Md', 'Hash_Md5'],
])("%s and %s are both a person's", (...ids) => {
  const operations = ids.map((id, index) => operation(`GET /${'xy'.charAt(index)}`, { id }));
  const names = namesOf({ operations });
  expect(ids.map((id) => names.operation(id))).toEqual(ids.map((id) => camel(id)));
});

test.each([
  ['PUT /refund-policy/{id}', 'updateRefundPolicy'],
  ['PUT /pin-code/{id}', 'updatePinCode'],
  ['PATCH /start-date', 'patchStartDate'],
  ['PUT /users/{id}/check-in', 'putUserCheckIn'],
  ['PATCH /bookings/{id}/mark-paid', 'markBookingPaid'],
])('%s is %s', (path, name) => {
  expect(namesOf({ operations: [operation(path)] }).operation(path)).toBe(name);
});
