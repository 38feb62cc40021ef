/** What every client object has of its rows: an interface for each group of methods, and their values. */

import type { Api, Operation, Project, Row } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  braces,
  code,
  imported,
  jsdoc,
  key,
  join,
  list,
  objectKey,
  textOf,
  type Code,
} from '../../generator/print/code.js';
import type { Export } from '../../generator/stages.js';
import { runtimeName } from '../api/code.js';
import { madeRecipe } from './made.js';
import type { Recipe, RecipeUse } from './recipes.js';
import { methodType, type Form } from './signature.js';
import { methodSpec } from './spec.js';
import { groupPaths, type MethodGroup } from './tree.js';

const WIDTH = 100;

export interface ClientUse {
  readonly project: Project;
  readonly api: Api;
  /** Those of the document, by their keys. */
  readonly byKey: ReadonlyMap<string, Operation>;
  readonly names: Names;
  /** What documentation calls the object: `db`. */
  readonly shown: string;
  /** The variable that methods are made with. */
  readonly local: string;
  readonly form: Form;
  /** Those that no target describes, since their types need the app's own. */
  readonly recipes?: { readonly [name: string]: Recipe };
}

/** A variable beside which every emitted name can be seen. */
export function localName(wanted: string, names: Names): string {
  let name = wanted;
  while (names.shadows(name)) name = `_${name}`;
  return name;
}

/** The interfaces of all groups, outer ones first. */
export function groupTypes(group: MethodGroup, context: ClientUse): readonly Code[] {
  return group.members.flatMap((member) => {
    if (member.kind === 'method') return [];
    return [
      code`
        ${jsdoc({ text: [`What \`${context.shown}.${member.path.join('.')}\` can do.`] })}
        export interface ${context.names.group(member.path.join('.'))} ${braces(memberTypes(member.group, context))}
      `,
      ...groupTypes(member.group, context),
    ];
  });
}

/** The members of one interface. */
export function memberTypes(group: MethodGroup, context: ClientUse): readonly Code[] {
  return group.members.map((member) =>
    member.kind === 'group'
      ? code`
          ${jsdoc({ text: [member.doc] })}
          readonly ${key(member.name)}: ${context.names.group(member.path.join('.'))}
        `
      : code`
          ${methodDocs(member.row, context)}
          readonly ${key(member.name)}: ${typeOfMethod(member.row, context)}
        `,
  );
}

function methodDocs(row: Row, context: ClientUse): Code {
  const first = operationsOf(row, context)[0];
  // What was written for the row stands alone; else what the document says, all of it.
  const own = row.doc !== undefined && row.doc !== first?.summary?.trim();
  return jsdoc({
    text: own ? [row.doc] : [first?.summary, first?.description],
    ...(row.deprecated === undefined ? {} : { deprecated: row.deprecated }),
    ...(first === undefined ? {} : { source: `${first.method} ${first.path}` }),
  });
}

/** What calls reject with, where the client has one class for all of it. */
export function failureOf({
  project,
  names,
}: Pick<ClientUse, 'project' | 'names'>): Code | undefined {
  const error = project.client?.opening?.error;
  return error === undefined ? undefined : runtimeName(error, names, true);
}

function typeOfMethod(row: Row, context: ClientUse): Code {
  const { project, api, names } = context;
  const [first] = operationsOf(row, context);
  if (row.does.kind === 'recipe') return recipeOf(row, context).type(recipeUse(row, context));
  if (first === undefined)
    throw new Error(`No operation for ${row.name} of ${project.api?.title ?? ''}`);
  return methodType(row, first, api, names, context.form, failureOf(context));
}

/** The members of the object itself. */
export function memberValues(group: MethodGroup, context: ClientUse, depth = 0): readonly Code[] {
  return group.members.map((member) => {
    const name = objectKey(member.name);
    if (member.kind === 'group') {
      return code`${name}: ${braces(memberValues(member.group, context, depth + 1), ',')}`;
    }
    // The object stands two levels deep in its function.
    const before = 2 * (depth + 2) + textOf(name).length + ': '.length;
    return code`${name}: ${methodValue(member.row, context, before)}`;
  });
}

/** `before`: how much of its line is taken. */
function methodValue(row: Row, context: ClientUse, before: number): Code {
  const { names } = context;
  const endpoints = operationsOf(row, context).map((each) =>
    imported({ kind: 'emitted', path: names.operationFile(each.key) }, names.operation(each.key)),
  );
  const parts = [code`${context.local}`, ...endpoints];
  if (row.does.kind === 'recipe') {
    const recipe = recipeOf(row, context);
    const extra = recipe.extra?.(recipeUse(row, context));
    return called(runtimeName(recipe.make, names), parts, extra, before);
  }
  const ruled = row.when !== undefined || row.idempotent !== undefined;
  const method = runtimeName(ruled ? 'ruledMethod' : 'method', names);
  return called(method, parts, methodSpec(row, names), before);
}

/** A call whose last argument, where it is an object, begins on the line of the call if the rest leaves room. */
function called(name: Code, parts: readonly Code[], last: Code | undefined, before: number): Code {
  if (last === undefined || !textOf(last).startsWith('{')) {
    return code`${name}${list('(', [...parts, last])}`;
  }
  const first = join(parts, ', ');
  const opened = code`${name}(${first}, {`;
  if (before + textOf(opened).length > WIDTH) {
    return code`${name}${list('(', [...parts, last], { broken: true })}`;
  }
  return code`${name}(${first}, ${last})`;
}

function recipeOf({ does }: Row, { recipes = {} }: ClientUse): Recipe {
  if (does.kind === 'recipe' && does.made !== undefined) return madeRecipe(does.made);
  const name = does.kind === 'recipe' ? does.recipe : '';
  const recipe = Object.hasOwn(recipes, name) ? recipes[name] : undefined;
  // Rows are checked against the target's list of recipes, and that against the store's: a test holds all equal.
  if (recipe === undefined) throw new Error(`No recipe is called ${JSON.stringify(name)}`);
  return recipe;
}

function recipeUse(row: Row, context: ClientUse): RecipeUse {
  return { row, operations: operationsOf(row, context), ...context };
}

function operationsOf({ does }: Row, { byKey }: ClientUse): readonly Operation[] {
  const keys = does.kind === 'call' ? [does.operation] : does.operations;
  return keys.flatMap((each) => byKey.get(each) ?? []);
}

/** The interfaces of groups, as `index.ts` hands them on. */
export function groupExports(group: MethodGroup, names: Names): readonly Export[] {
  return groupPaths(group).map((path) => ({ name: names.group(path), type: true }));
}
