import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../judge/generate.js';
import { fixture } from './emit.js';
import { problemsIn } from './program.js';

/** Each type that the official package exports, with as many arguments as it takes there. */
const NAMES: readonly string[] = [
  'AttrsDefs',
  'BackwardsCompatibleSchema<{ goals: { title: string } }>',
  'BackwardsCompatibleSchema<{ goals: { title: string } }, {}>',
  'CardinalityKind',
  'Config',
  'CreateParams<S, "goals">',
  'CreateReadStreamOpts',
  'CreateWebhookParams<S>',
  'CreateWriteStreamOpts',
  'DataAttrDef<string, true, false>',
  'DataAttrDef<string, true, false, true>',
  'DebugCheckResult',
  'DeleteFileResponse',
  'DeleteManyFileResponse',
  'EntitiesDef',
  'EntitiesWithLinks<E, L>',
  'EntityDef<{}, {}, void>',
  'FileOpts',
  'IInstantDatabase<S>',
  'ImpersonationOpts',
  'InstaQLEntity<S, "goals">',
  'InstaQLEntity<S, "goals", { todos: {} }>',
  'InstaQLEntity<S, "goals", {}, ["title"]>',
  'InstaQLEntity<S, "goals", {}, undefined, false>',
  'InstaQLEntitySubquery<S, "goals">',
  'InstaQLFields<S, "goals">',
  'InstaQLParams<S>',
  'InstaQLResponse<S, Q>',
  'InstaQLResponse<S, Q, false>',
  'InstaQLResult<S, Q>',
  'InstaQLResult<S, Q, false>',
  'InstantAdminDatabase<S>',
  'InstantAdminDatabase<S, false>',
  'InstantAdminDatabase<S, false, InstantConfig<S, false>>',
  'InstantConfig<S>',
  'InstantConfig<S, false>',
  'InstantEntity<DB, "goals">',
  'InstantEntity<DB, "goals", { todos: {} }>',
  'InstantGraph<E, L>',
  'InstantIssue',
  'InstantObject',
  'InstantQuery<DB>',
  'InstantQueryResult<DB, Q>',
  'InstantRouteHandlerBody',
  'InstantRouteHandlerBody<"sync-user">',
  'InstantRouteHandlerPayloadByType',
  'InstantRouteHandlerType',
  'InstantRules',
  'InstantRules<S>',
  'InstantSchema<DB>',
  'InstantSchemaDatabase<S>',
  'InstantSchemaDef<E, L, {}>',
  'InstantUnknownSchema',
  'InstantUnknownSchemaDef',
  'InstantWritableStream<string>',
  'LinkAttrDef<"one", "goals">',
  'LinkDef<E, "goals", "todos", "many", "todos", "goal", "one">',
  'LinkParams<S, "goals">',
  'LinksDef<E>',
  'Logger',
  'PresenceOf<S, "chat">',
  'Query',
  'QueryResponse<Q, S>',
  'QueryResponse<Q, S, true, false>',
  'ResolveAttrs<E, "goals", false>',
  'RoomHandle<{ name: string }, { emoji: { sign: string } }>',
  'RoomsDef',
  'RoomsOf<S>',
  'SubscribeQueryCallback<S, Q>',
  'SubscribeQueryCallback<S, Q, false>',
  'SubscribeQueryPayload<S, Q>',
  'SubscribeQueryResponse<S, Q>',
  'SubscriptionReadyState',
  'TransactionChunk<S, "goals">',
  'UpdateParams<S, "goals">',
  'UpdateWebhookParams<S>',
  'UploadFileResponse',
  'User',
  'ValidQuery<Q, S>',
  'ValueTypes',
  'WebhookAction',
  'WebhookAttempt',
  'WebhookBody',
  'WebhookEntity<S, "goals">',
  'WebhookEventInfo',
  'WebhookEventStatus',
  'WebhookEventsPage',
  'WebhookHandlerFn<S, "goals", "create">',
  'WebhookHandlerFn<S, "goals", "create", void>',
  'WebhookHandlers<S>',
  'WebhookHelpers<S>',
  'WebhookInfo',
  'WebhookPayload<S>',
  'WebhookPayloadRecord<S>',
  'WebhookPayloadRecordFor<S, "goals", "update">',
  'WebhookStatus',
  'Webhooks<S>',
  'WebhooksManager<S>',
];

/** Types of its signatures that it does not export. */
const FORGOTTEN: readonly string[] = [
  'AdminQueryOpts',
  'AuthToken',
  'Cursor',
  'DebugTransactResult',
  'ETypeChunk<S, "goals">',
  'Exactly<{ a: 1 }, { a: 1 }>',
  'InstaQLOptions',
  'InstantReadableStream<string>',
  'Order<S, "goals">',
  'PageInfoResponse<Q>',
  'PresenceResult',
  'RuleParams',
  'StorageFile',
  'SubscribeQuerySessionInfo',
  'TopicOf<S, "chat", "emoji">',
  'TopicsOf<S, "chat">',
  'TxChunk<S>',
  'UpdateOpts',
];

const nameOf = (use: string): string => /^\w+/.exec(use)?.[0] ?? '';

const OFFICIAL = '@instantdb/admin';
const OURS = './src/instant/index.js';

/** A module that uses each type in a line of its own; `schema` is what `S` stands for. */
function moduleOf(from: string, uses: readonly string[], schema: string): string {
  const imports = [...new Set(['init', ...uses.map(nameOf), 'InstantConfig'])];
  const head = `import own from './instant.schema.js';
import { ${imports.map((name) => (name === 'init' ? name : `type ${name}`)).join(', ')} } from '${from}';
${schema === 'AppSchema' ? `import type { AppSchema } from '${from}';` : ''}
type S = ${schema};
type E = S['entities'];
type L = {};
type Q = { goals: { todos: {} } };
const db = init({ appId: '', schema: own });
type DB = typeof db;
`;
  return (
    head + uses.map((use) => `{ type Used = ${use}; const used = {} as Used; used; }`).join('\n')
  );
}

function problems(path: string, text: string): readonly string[] {
  writeFileSync(path, text);
  const lines = text.split('\n');
  return problemsIn([path], { types: ['node'] }).map(({ file, line, text: said }) => {
    const where = file === path ? lines[line - 1] : `${file}:${line}`;
    return `${where ?? ''}: ${said}`;
  });
}

describe('the type names of the official package', () => {
  let folder = '';
  beforeAll(async () => {
    const schema = fixture('types/instant.schema.ts').replace(
      '  links: {',
      '  rooms: { chat: { presence: i.entity({ name: i.string() }), topics: { emoji: i.entity({ sign: i.string() }) } } },\n  links: {',
    );
    const index = await generate('type-names', { schema, settings: { features: ['all'] } });
    folder = join(dirname(index), '../..');
  }, 60_000);

  it('are all of its types', () => {
    const path = join(folder, 'all.ts');
    writeFileSync(path, `export * from '${OFFICIAL}';`);
    const program = ts.createProgram([path], {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
    });
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(path);
    const symbol = source && checker.getSymbolAtLocation(source);
    const exported = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
    const types = exported.filter((each) => {
      const real = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
      return (real.flags & ts.SymbolFlags.Type) !== 0;
    });
    const errors = ['InstantAPIError', 'InstantError'];
    expect([...new Set(NAMES.map(nameOf))].sort()).toEqual(
      types
        .map(({ name }) => name)
        .filter((name) => !errors.includes(name))
        .sort(),
    );
  });

  it('have as many arguments there', () => {
    expect(problems(join(folder, 'theirs.ts'), moduleOf(OFFICIAL, NAMES, 'typeof own'))).toEqual(
      [],
    );
  }, 60_000);

  it.each([
    ["the client's AppSchema", 'AppSchema'],
    ["the app's own schema", 'typeof own'],
  ])(
    'and here, with %s',
    (_, schema) => {
      const uses = [...NAMES, ...FORGOTTEN];
      expect(problems(join(folder, 'ours.ts'), moduleOf(OURS, uses, schema))).toEqual([]);
    },
    60_000,
  );

  it.each([OFFICIAL, OURS])(
    'take `any` schema for a client of any entity: %s',
    (from) => {
      const text = `import own from './instant.schema.js';
import { id, init, type CreateParams, type InstaQLEntity, type InstaQLParams, type InstantAdminDatabase } from '${from}';
const db = init({ appId: '', adminToken: '', schema: own });
type Any = InstantAdminDatabase<any>;
class Repo {
  constructor(readonly db: Any, readonly entity: string) {}
  all = () => this.db.query({ [this.entity]: { $: { limit: 1 } } });
  mine = (email: string) => this.db.asUser({ email }).query({ things: { parts: {} } });
  write = (row: any) => this.db.transact(this.db.tx[this.entity]![id()]!.update(row));
}
export const ids = new Repo(db, 'goals').all().then((found) => found['goals']!.map((each) => each.id));
export const names = (db: Any) => db.query({ things: {} }).then(({ things }) => things.map(({ id }) => id));
export const any: Any = db;
export const back = (any: Any): typeof db => any;
export const known = (goal: InstaQLEntity<any, 'goals'>, row: CreateParams<any, 'goals'>, query: InstaQLParams<any>) =>
  db.transact(db.tx.goals[goal.id]!.update(row as {})).then(() => any.query(query));
`;
      expect(problems(join(folder, 'any.ts'), text)).toEqual([]);
    },
    60_000,
  );

  it('and those that it forgot are not exported there', () => {
    const missing = problems(
      join(folder, 'forgotten.ts'),
      FORGOTTEN.map((use) => `import type { ${nameOf(use)} } from '${OFFICIAL}';`).join('\n'),
    );
    expect(missing).toHaveLength(FORGOTTEN.length);
  }, 60_000);
});
