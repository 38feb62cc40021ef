/** Who gets a name that several come to, and what the others are called. */
import { describe, expect, test } from 'vitest';
import type { NamedSchema, Operation } from '../../generator/ir.js';
import { deriveRows } from '../../generator/read/rows/derive.js';
import { at, named, namesOf, operation } from './made.js';

const assembly = 'Acme, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null';

describe('schemas that come to one name', () => {
  const schema = (key: string): NamedSchema => ({
    key,
    at,
    schema: { kind: 'string' },
    recursive: false,
    splits: false,
    converts: false,
  });
  test.each<Readonly<Record<string, string>>[]>([
    [{ goal: 'GoalSchema', Goal: 'Goal', Other: 'Other' }],
    [{ goal: 'GoalLower', Goal: 'Goal', GoalSchema: 'GoalSchema' }],
    [{ foo_bar: 'FooBarSnake', FooBar: 'FooBar', 'foo-bar': 'FooBarKebab' }],
    [{ user_name: 'UserNameSnake', userName: 'UserNameCamel', 'user.name': 'UserDotName' }],
    [{ 'Foo-Bar': 'FooDashBar', Foo_Bar: 'Foo_Bar', 'Foo Bar': 'FooSpaceBar' }],
    [{ Dep_Graph: 'Dep_Graph', DepGraph: 'DepGraph' }],
    [{ Pet_Issues_open: 'Pet_Issues_open', Pet_issues_open: 'Pet_issues_open', Pet_: 'Pet' }],
    [{ 'billing.Pet': 'BillingPet', 'billing.pet': 'BillingPetSchema', Pet: 'Pet' }],
    [
      {
        'io.k8s.api.core.v1.Pod': 'Pod',
        'io.k8s.api.core.v1.Event': 'CoreV1Event',
        'io.k8s.api.events.v1.Event': 'EventsV1Event',
        'microsoft.graph.user': 'User',
        'google.protobuf.Any': 'Any',
        'com.acme.String': 'AcmeString',
        'io.Node': 'Node',
        'shop.v1.Pet': 'Pet',
      },
    ],
    [
      {
        'models.Pet': 'Pet',
        'models.Owner': 'ModelsOwner',
        'handlers.Owner': 'HandlersOwner',
        'github_com_acme_shop_models.Toy': 'Toy',
        'shop.v1.Status': 'ShopV1Status',
        'shop.v1.Pet.Kind': 'PetKind',
        'user.Created': 'UserCreated',
        'enum.Empty': 'EnumEmpty',
        'billing.invoice': 'BillingInvoice',
      },
    ],
    [
      {
        'Acme.Shop.Contracts.Pet': 'Pet',
        'Acme.Models.Owner': 'Owner',
        'Acme.Features.Pets.Create+Command': 'PetsCreateCommand',
        'Acme.Features.Toys.Create+Command': 'ToysCreateCommand',
        'Azure.Core.Foundations.Error': 'FoundationsError',
        'Session.Info': 'SessionInfo',
        'Session.SessionKind': 'SessionKind',
        'Model.Version': 'ModelVersion',
        'Acme.Model.Fox': 'Fox',
        'Session.Sessions': 'SessionSessions',
        'Session.Message.Part': 'SessionMessagePart',
      },
    ],
    [
      {
        [`Acme.Models.Page\`1[[Acme.Models.Pet, ${assembly}]]`]: 'PagePet',
        [`Acme.Page\`1[[Acme.Wrap\`1[[Acme.Models.Toy, ${assembly}]], ${assembly}]]`]:
          'PageWrapToy',
        [`Pair\`2[[System.String, ${assembly}],[Acme.Models.Pet, ${assembly}]]`]: 'PairStringPet',
        'Page`1[Acme.Models.Cat]': 'PageCat',
        'Page<models.Dog>': 'PageDog',
        'API.Models.Page_Acme.Models.Cow_': 'PageCow',
        'Ok_List_pets.api.read_pets.Pig__': 'OkListPig',
        'Map«string,Pet»': 'MapStringPet',
        'web.Page-github_com_acme_models_Owner': 'PageOwner',
        'web.Page-array_models_Owner': 'PageArrayOwner',
      },
    ],
    [
      {
        'Acme.Page_Acme.Models.Cow_': 'PageModelsCow',
        'Acme.Page_Acme.Api.Cow_': 'PageApiCow',
        'Acme.Page_Acme.Models.Hen_': 'PageHen',
      },
    ],
    [
      {
        'get_pet_info.Results': 'GetPetInfoResults',
        'get_toy_info.Results': 'GetToyInfoResults',
        'internal_pets.Kind': 'PetsKind',
        'acme_toys_handlers.Kind': 'HandlersKind',
      },
    ],
    [{ 'a.Page-b_Pet': 'APageBPet', 'a.Page-c_Pet': 'APageCPet' }],
    [{ 'org.acme.Pet': 'AcmePet', Pet: 'Pet' }],
    [{ 'order.Created': 'OrderCreated', 'models.OrderCreated': 'ModelsOrderCreated' }],
    [{ 'org.acme.Cat': 'OrgAcmeCat', 'com.acme.Cat': 'ComAcmeCat' }],
    [{ 'org.acme.Cat': 'Cat', 'org.acme.cat': 'AcmeCat' }],
    [
      {
        Page_Annotated_Union_Cat__Dog___FieldInfo_annotation_NoneType__required_True__discriminator__kind____:
          'PageUnionCatDog',
        'Spec_Annotated_Union_Cat__NoneType___FieldInfo_annotation_NoneType__required_False__default_None___-Input':
          'SpecUnionCatNoneTypeInput',
        Pair_Annotated_Cat__FieldInfo_annotation_NoneType__required_True____Annotated_Dog__FieldInfo_annotation_NoneType__required_True___:
          'PairCatDog',
        Page_Annotated_Cat__FieldInfo_annotation_NoneType__required_True___:
          'PageAnnotatedCatFieldInfoAnnotationNoneTypeRequiredTrue',
        Page_Cat_: 'PageCat',
      },
    ],
    [{ String: 'StringSchema', Record: 'RecordSchema', Event: 'Event', Error: 'Error' }],
    [{ String: 'StringSchema', String_: 'StringUnderscore', Date: 'Date' }],
  ])('%j: who is written so keeps it, whatever their order', (want) => {
    const keys = Object.keys(want);
    for (const order of [keys, keys.toReversed()]) {
      const names = namesOf({ schemas: order.map(schema) });
      expect(Object.fromEntries(keys.map((key) => [key, names.schema(key)]))).toEqual(want);
      const prefixed = order.map((key) => ({ ...schema(`zoo.${key}`), prefix: 'zoo' }));
      const inZoo = namesOf({ schemas: prefixed });
      // `ZooString` is no type of the language.
      const others = keys.filter((key) => !/String|Record/.test(key));
      expect(others.map((key) => inZoo.schema(`zoo.${key}`))).toEqual(
        others.map((key) => `Zoo${want[key] ?? ''}`),
      );
    }
  });

  test('a key goes before what a vendor calls another', () => {
    const schemas = [{ ...schema('verification_pet'), name: 'Pet' }, schema('Pet')];
    const names = namesOf({ schemas });
    expect(schemas.map(({ key }) => names.schema(key))).toEqual(['VerificationPet', 'Pet']);
  });

  test.each([
    `A${'_FieldInfo_annotation_'.repeat(4_500)}.x`,
    `A.a${'_'.repeat(99_990)}-x`,
    `A${'_a'.repeat(50_000)}.`,
    `A_${'a_'.repeat(50_000)}b`,
    `A.a${'_'.repeat(99_990)}Bc_`,
    `A.B${'_a.b'.repeat(25_000)}_`,
  ])(
    'lines of a name cost no time: %#',
    (key) => {
      expect(namesOf({ schemas: [schema(key)] }).schema(key)).toMatch(/^[AB]/);
    },
    5_000,
  );

  test('packages of thousands of parts are none, and cost no time', () => {
    const keys = ['org', 'com'].map((each) => `${each}${'.a'.repeat(20_000)}.Pet`);
    const names = namesOf({ schemas: keys.map(schema) });
    expect(keys.map((key) => names.schema(key).slice(0, 5))).toEqual(['OrgAA', 'ComAA']);
  }, 5_000);
});

test('what describes an operation is private, and gives way to a function', () => {
  const operations = ['getPets', 'getPetsOperation'].map((id, index) =>
    operation(`GET /${index}`, { id }),
  );
  const names = namesOf({ operations });
  expect(operations.map(({ key }) => [names.operation(key), names.operationValue(key)])).toEqual([
    ['getPets', 'getPetsEndpoint'],
    ['getPetsOperation', 'getPetsOperationOperation'],
  ]);
});

describe('operations that come to one name', () => {
  test.each<Readonly<Record<string, string>>[]>([
    [{ 'GET /user': 'getUser', 'GET /user/': 'getUserSlash' }],
    [{ 'GET /api/user': 'getUser', 'GET /api/user/{id}': 'getUserById' }],
    [{ 'GET /api/v2/tv-series': 'getTvSeries', 'GET /api/v2/tv-series/{id}': 'getTvSeriesById' }],
    [{ 'GET /api/v1/user': 'getApiV1User', 'GET /api/v2/user': 'getApiV2User' }],
    [{ 'GET /api/v1/user': 'getApiV1User', 'GET /user': 'getUser' }],
    [{ 'GET /user/': 'getUser' }],
    [{ 'POST /upload': 'upload', 'POST /upload?id={id}': 'postUploadById' }],
    [{ 'POST /users': 'createUser', 'POST /users/': 'createUserSlash' }],
    [{ 'DELETE /a/{id} delete': 'deleteA', 'DELETE /a/{id}/ delete_1': 'deleteASlash' }],
    [{ 'GET /a age_a_get': 'age', 'GET /a/ age_a__get': 'ageSlash' }],
    [{ 'GET /a PetController_list': 'listPet', 'GET /a/ PetController_list_1': 'listPetSlash' }],
    [{ 'GET /a age_1': 'age', 'GET /a/ age': 'ageSlash', 'GET /b/ b': 'b' }],
    [{ 'PUT /users/{id}/': 'putUser', 'PATCH /users/{id}': 'patchUser' }],
    [{ 'GET /a-b': 'getADashB', 'GET /a_b': 'getAUnderscoreB' }],
    [{ 'GET /a-b': 'getADashB', 'GET /a/b': 'getAB', 'GET /aB': 'getACapitalB' }],
    [{ 'GET /a': 'getA', 'GET /a/{b}': 'getAByB', 'GET /a/b': 'getAB' }],
    [{ 'GET /a/{b}': 'getA', 'GET /a/by/b': 'getAByB' }],
    [{ 'GET /a': 'getA', 'GET /a.json': 'getADotJson', 'GET /a/json': 'getAJson' }],
    [{ 'GET /pets': 'getPets', 'GET /v1/pets': 'getV1Pets' }],
    [{ 'GET /v1/pets': 'getV1Pets', 'GET /v2/pets': 'getV2Pets', 'GET /v2/pets/': 'getPetsSlash' }],
    [{ 'GET /Users': 'getCapitalUsers', 'GET /users': 'getUsers' }],
    [{ 'GET /x:peek': 'getXColonPeek', 'GET /x/peek': 'getXPeek' }],
    [{ 'GET /u/{userId}': 'getUByUserId', 'GET /u/{user_id}': 'getUByUserUnderscoreId' }],
    [{ 'GET /me getUser': 'getUser', 'GET /user': 'getPathUser' }],
    [{ 'GET /Pets/{key}': 'getPet', 'GET /Pets({key})': 'getPetsByKey' }],
    [
      {
        'POST /pets 5476365e031f5909e4fe331e': 'createPet',
        'POST /pets/create 5476365e031f5909e4fe3321': 'postPetsCreate',
      },
    ],
    [{ 'GET /a getAsUsingGET_1': 'getAs', 'GET /a/page/{page} getAsUsingGET': 'getAsPage' }],
    [{ 'GET /a/{b} ofA_1': 'ofA', 'GET /a/{b}/{c} ofA': 'ofAByC' }],
    [{ 'GET /a GET:b.ListAs': 'bListAs', 'GET /b POST:b.GetB': 'postBGetB' }],
    [{ 'GET /a GET:b.C': 'getBC', 'POST /a POST:b.C': 'postBC' }],
    [{ 'GET /a/x getXUsingGET': 'getAX', 'GET /b/x getXUsingGET_1': 'getBX' }],
    [{ 'GET /me getUser': 'getUser', 'GET /you get_user': 'getYou', 'GET /x get-user': 'getX' }],
  ])('%j: who is written so keeps it, whatever their order', (want) => {
    const keys = Object.keys(want);
    for (const order of [keys, keys.toReversed()]) {
      const operations = order.map((text) => {
        const [method = '', path = '', id] = text.split(' ');
        return operation(`${method} ${path}`, id === undefined ? {} : { id });
      });
      const called = named(...operations);
      expect(Object.fromEntries(order.map((key, index) => [key, called[index]]))).toEqual(want);
    }
  });

  test('are no such methods of the client, and have no types with escapes', () => {
    const operations = [operation('GET /user'), operation('GET /user/')];
    const api = { title: '', servers: [], security: [], schemas: [], operations };
    expect(deriveRows(api).map((row) => row.name)).toEqual(['user.get', 'user.getSlash']);
    expect(namesOf(api).operationPart('GET /user/', 'Response')).toBe('GetUserSlashResponse');
  });
});

test('a function of the same name that is elsewhere leaves overloads what they are called', () => {
  const ids = {
    'GET /pets': 'UsingGET',
    'GET /pets/{id}/toys': 'UsingGET_1',
    'GET /a/{b}/pets': 'UsingGET_2',
  };
  const [pets, toys, elsewhere] = Object.entries(ids).map(([route, end]) =>
    operation(route, { id: `getPets${end}`, tags: ['pet-controller'] }),
  ) as [Operation, Operation, Operation];
  expect(named(pets, toys, elsewhere)).toEqual([...named(pets, toys), 'getAPets']);
});

test.each([
  [
    ['adminToken', 'basic-auth', 'OAuth'],
    ['adminTokenAuth', 'basicAuth', 'oAuth'],
  ],
  [['Auth'], ['authScheme']],
  [
    ['Auth', 'auth'],
    ['Auth_Auth', 'auth_Auth'],
  ],
])('security schemes: %j', (keys, want) => {
  const security = keys.map((key) => ({ key, at, kind: 'mutualTLS' as const }));
  const names = namesOf({ security });
  expect(keys.map((key) => names.security(key))).toEqual(want);
});
