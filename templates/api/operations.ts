import {
  blocks,
  type PureEmitter,
  type Export,
  type Operation,
  partsOf,
  settled,
} from '../../generator/emit.js';
import { sourceOf } from './code.js';
import { operationCode } from './operation.js';
import { isSent } from './security.js';

/** One function per endpoint, in a file per tag. */
export const operationsEmitter: PureEmitter = {
  name: 'operations',
  emit({ api }, names) {
    if (api === undefined) return [];
    const sent = new Map(api.security.map((each) => [each.key, isSent(each)]));
    const files = new Map<string, Operation[]>();
    for (const operation of api.operations) {
      const path = names.operationFile(operation.key);
      const group = files.get(path);
      if (group === undefined) files.set(path, [operation]);
      else group.push(operation);
    }
    return [...files].map(([path, operations]) => ({
      path,
      source: sourceOf({ ...api, operations }),
      body: blocks(operations.map((each) => settled(operationCode(each, api, names, sent)))),
      exports: operations.flatMap((operation): readonly Export[] => [
        { name: names.operation(operation.key), type: false },
        ...partsOf(operation).map((part) => ({
          name: names.operationPart(operation.key, part),
          type: true,
        })),
      ]),
    }));
  },
};
