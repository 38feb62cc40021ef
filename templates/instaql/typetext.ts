/** A user's own types in emitted code: their text, with each name imported, renamed or made global. */

import type { Attr, InstaqlStore, TypeName, TypeText } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  code,
  codeOf,
  globalName,
  nothing,
  verbatim,
  type Code,
  type ModuleName,
} from '../../generator/print/code.js';
import { pascal } from '../../generator/words.js';
import { RUNTIME_TYPES } from './reserved.js';

type Foreign = Extract<TypeName, { readonly kind: 'file' | 'package' }>;

/** Renders the types of one store; two imported types never share a local name. */
export interface TypeTexts {
  render(text: TypeText): Code;
  /** As {@link render}, in parentheses where it could not stand in a union. */
  operand(text: TypeText): Code;
}

export function typeTexts(store: InstaqlStore, names: Names): TypeTexts {
  const modules = new Map<string, Set<string>>();
  for (const name of foreignNames(store)) {
    modules.set(name.exported, (modules.get(name.exported) ?? new Set()).add(moduleOf(name)));
  }
  const localName = (name: Foreign): string => {
    const shared = (modules.get(name.exported)?.size ?? 0) > 1;
    const stem = pascal(moduleOf(name).replace(/(?:\.d)?\.[cm]?[jt]sx?$/, ''));
    if (name.exported === 'default') return `${stem}__default`;
    if (shared) return `${name.exported}__${stem}`;
    return names.shadows(name.exported) || RUNTIME_TYPES.has(name.exported)
      ? `${name.exported}__`
      : name.exported;
  };
  const part = (name: TypeName): Code => {
    switch (name.kind) {
      case 'attribute':
        return verbatim('unknown');
      case 'global':
        return globalName(name.name, names);
      case 'local':
        return verbatim(names.declaration(name.declaration));
      case 'file':
      case 'package': {
        const local = localName(name);
        const from: ModuleName =
          name.kind === 'file'
            ? { kind: 'file', path: name.file }
            : { kind: 'package', specifier: name.specifier };
        return codeOf(local, [{ from, name: name.exported, type: true, as: local }]);
      }
    }
  };
  const render = (text: TypeText): Code =>
    text.parts
      .map((each) => (typeof each === 'string' ? verbatim(each) : part(each.name)))
      .reduce((before, next) => code`${before}${next}`, nothing);
  return {
    render,
    operand: (text) => (isLoose(text) ? code`(${render(text)})` : render(text)),
  };
}

/** Whether a type holds a function or conditional type, which a union would cut in two. */
function isLoose(text: TypeText): boolean {
  const plain = text.parts.map((each) => (typeof each === 'string' ? each : 'X')).join('');
  return /=>|\bextends\b|^\s*(?:keyof|typeof|unique|readonly)\b/.test(outside(plain));
}

/** The text outside of braces, brackets, parentheses and quotes. */
function outside(text: string): string {
  let plain = '';
  let depth = 0;
  for (const [part] of text.matchAll(/(['"`])(?:\\[^]|(?!\1|\\)[^])*(?:\1|$)|[^]/g)) {
    if ('([{'.includes(part)) depth++;
    else if (')]}'.includes(part)) depth--;
    else if (depth === 0 && part.length === 1) plain += part;
  }
  return plain;
}

function foreignNames(store: InstaqlStore): readonly Foreign[] {
  const attrs: readonly Attr[] = [
    ...store.entities.flatMap((entity) => entity.attrs),
    ...store.rooms.flatMap((room) => [
      ...room.presence,
      ...room.topics.flatMap((topic) => topic.attrs),
    ]),
  ];
  const texts = [
    ...attrs.map((attr) => attr.typed),
    ...store.declarations.flatMap((each) => [each.parameters, each.type, each.heritage]),
  ];
  return texts.flatMap((text) =>
    (text?.parts ?? []).flatMap((each) =>
      typeof each !== 'string' && (each.name.kind === 'file' || each.name.kind === 'package')
        ? [each.name]
        : [],
    ),
  );
}

function moduleOf(name: Foreign): string {
  return name.kind === 'file' ? name.file : name.specifier;
}
