/** Names that emitted files of a store use, whatever the schema holds: entities are called otherwise. */

import type { Project } from '../../generator/ir.js';
import { featureNames } from './compat-features.js';
import { LANGUAGE } from './compat-schema.js';

/** What the emitted files export, beside the types of entities and rooms. */
const STORE_EXPORTS: readonly string[] = [
  ...LANGUAGE,
  'AppQuery',
  'AppSchema',
  'BackwardsCompatibleSchema',
  'IInstantDatabase',
  'InstantObject',
  'InstantRules',
  'InstantSchemaDatabase',
  'InstantUnknownSchemaDef',
  'ResolveAttrs',
  'CreateParams',
  'InstaQLEntity',
  'InstaQLEntitySubquery',
  'InstaQLFields',
  'InstaQLParams',
  'InstaQLResponse',
  'InstaQLResult',
  'InstantEntity',
  'InstantQuery',
  'InstantQueryResult',
  'InstantSchema',
  'InstantUnknownSchema',
  'LinkParams',
  'PresenceOf',
  'Queries',
  'Query',
  'QueryMethod',
  'QueryResponse',
  'Rooms',
  'RoomsOf',
  'Shapes',
  'TransactArgument',
  'TransactionChunk',
  'Tx',
  'UpdateParams',
  'ValidQuery',
  'q',
  'schema',
  'tx',
];

/** All names that the files of a project's store export. */
export function storeNames(project: Project): readonly string[] {
  return [...STORE_EXPORTS, ...featureNames(project)];
}

/** What `entities` imports from the runtime; a user's type of such a name is imported under another. */
export const RUNTIME_TYPES: ReadonlySet<string> = new Set([
  'DateInput',
  'DateOperand',
  'Direction',
  'UnindexedFilter',
  'IndexedFilter',
  'IndexedTextFilter',
  'LinkTo',
  'LinkToMany',
  'NodeOptions',
  'OptionalUnindexedFilter',
  'OptionalIndexedFilter',
  'OptionalIndexedTextFilter',
  'Pairs',
  'Scalar',
]);
