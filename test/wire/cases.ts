/** A document by chance, with all that its client is called with. */

import { choices } from '../schema/random.js';
import { addressesOf, swaggerAddressesOf } from './addresses.js';
import { type Answer, answersOf } from './answers.js';
import {
  credentialsOf,
  type Requirements,
  requirementsOf,
  schemesOf,
  writtenRequirements,
} from './credentials.js';
import { type Operation, operationsOf } from './operations.js';
import { TAG } from './methods.js';
import { scattered } from './scatter.js';
import { type Made, randomOf, type Version } from './shapes.js';

const PER_DOCUMENT = 12;
const VERSIONS = { '2.0': '2.0', '3.0': '3.0.3', '3.1': '3.1.0', '3.2': '3.2.0' };

export interface Case {
  readonly version: Version;
  /** Whether its methods are called, of a client object. */
  readonly isObject: boolean;
  /** The document, in one file or in several. */
  readonly files: Readonly<Record<string, string>>;
  readonly operations: readonly Operation[];
  readonly answers: ReadonlyMap<string, readonly Answer[]>;
  /** What the transport gets. */
  readonly auth: Readonly<Record<string, unknown>>;
  readonly settings: {
    readonly baseUrl: string;
    readonly servers: Readonly<Record<string, string>>;
  };
  /** What the document says of its address. */
  readonly known: string | undefined;
  /** What operations want that say nothing themselves. */
  readonly security: Requirements;
  readonly baseOf: (operation: Operation) => string;
}

export function caseOf(number: number): Case {
  const random = choices(number);
  const { chance } = random;
  const version = random.pick<Version>(['2.0', '3.0', '3.1', '3.2']);
  const own = randomOf(version, random);
  const isOld = version === '2.0';
  const isObject = chance(0.4);
  const addresses = isOld ? swaggerAddressesOf(own) : addressesOf(own);
  const security = chance(0.3) ? requirementsOf(own) : [];
  const answers = new Map<string, readonly Answer[]>();
  const bases = new Map<string, { readonly address: string }>();
  const paths: Made = {};
  const operations = operationsOf(own, PER_DOCUMENT);
  for (const { id, path, method, written, item } of operations) {
    const made = answersOf(own);
    const address = addresses.of();
    answers.set(id, made.answers);
    bases.set(id, address);
    const tags = isObject ? { tags: [TAG] } : {};
    const operation = { ...tags, ...written, ...made.written, ...address.operation };
    const isAdded = /^[A-Z]/.test(method);
    paths[path] = {
      ...item,
      ...address.path,
      ...(isAdded ? { additionalOperations: { [method]: operation } } : { [method]: operation }),
    };
  }
  const document: Made = {
    ...(isOld ? { swagger: VERSIONS[version] } : { openapi: VERSIONS[version] }),
    info: { title: 't', version: '1' },
    ...addresses.document,
    ...(security.length === 0 ? {} : { security: writtenRequirements(security) }),
    paths,
    ...(isOld
      ? { securityDefinitions: schemesOf(version) }
      : {
          components: {
            schemas: own.shapes.components,
            securitySchemes: schemesOf(version),
          },
        }),
  };
  return {
    version,
    isObject,
    files: chance(0.5)
      ? scattered(document, version, random)
      : { 'api.json': JSON.stringify(document) },
    operations,
    answers,
    auth: credentialsOf(own),
    settings: addresses.settings,
    known: addresses.known,
    security,
    baseOf: ({ id }) => bases.get(id)?.address ?? '',
  };
}
