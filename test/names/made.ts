/** Operations that tests of names make, and what they are called. */
import type { Api, Operation } from '../../generator/ir.js';
import { nameProject, type Names } from '../../generator/names.js';

export const at = { file: 'api.yaml', pointer: '' };

export function operation(signature: string, more: Partial<Operation> = {}): Operation {
  const [method = '', path = ''] = signature.split(' ');
  return {
    key: more.id ?? signature,
    method,
    path,
    tags: [],
    deprecated: false,
    parameters: [],
    responses: [],
    security: [],
    servers: [],
    at,
    ...more,
  };
}

export function namesOf(api: Partial<Api>): Names {
  const whole = { title: '', servers: [], security: [], schemas: [], operations: [], ...api };
  return nameProject({ api: whole }, new Set(), {}, () => {});
}

export const named = (...operations: readonly Operation[]): readonly string[] => {
  const names = namesOf({ operations });
  return operations.map(({ key }) => names.operation(key));
};
