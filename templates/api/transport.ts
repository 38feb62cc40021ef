import type { Project } from '../../generator/ir.js';
import { blocks, code, list, runtime, runtimeType } from '../../generator/print/code.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { sourceOf } from './code.js';

const VALUES = ['ApiError', 'createTransport'];
const TYPES = ['Call', 'Transport', 'TransportOptions'];

/** What a client of a backend with a data schema exports itself. */
const SHARED_VALUES = ['DecodeError', 'NetworkError', 'TimeoutError', 'hooks', 'retry', 'timeout'];
const SHARED_TYPES = ['CallOptions', 'Policy'];

/** Names that the output exports for every API; nothing of a document may be called so. */
export const API_EXPORTS: readonly string[] = [
  ...VALUES,
  ...TYPES,
  ...SHARED_VALUES,
  ...SHARED_TYPES,
];

/** What endpoint functions are called with, so that one import is all an app needs. */
export const transportEmitter: Emitter = {
  name: 'transport',
  emit(project) {
    if (project.api === undefined) return [];
    const { values, types } = exportsOf(project);
    return [
      {
        path: 'transport',
        source: sourceOf(project.api),
        body: blocks([
          code`export ${list('{ ', values.map(runtime))};`,
          code`export type ${list('{ ', types.map(runtimeType))};`,
        ]),
        exports: [
          ...values.map((name): Export => ({ name, type: false })),
          ...types.map((name): Export => ({ name, type: true })),
        ],
      },
    ];
  },
};

function exportsOf({ client, store }: Project): {
  readonly values: readonly string[];
  readonly types: readonly string[];
} {
  const alone = client === undefined || store === undefined;
  return {
    values: (alone ? [...VALUES, ...SHARED_VALUES] : VALUES).toSorted(),
    types: (alone ? [...TYPES, ...SHARED_TYPES] : TYPES).toSorted(),
  };
}
