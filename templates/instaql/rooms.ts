/** `rooms`: what is present in each room, and its topics. */

import type { Attr, Room } from '../../generator/ir.js';
import {
  blocks,
  braces,
  code,
  jsdoc,
  key,
  nothing,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { outFile, storeOf, typeExports } from './shared.js';
import { typeTexts } from './typetext.js';
import { attributeValues, isOptional, type Values } from './values.js';

export const rooms: Emitter = {
  name: 'rooms',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined) return [];
    const values = attributeValues(store.dates, typeTexts(store, names), names);
    const members = store.declared
      ? store.rooms.map((room) => roomMember(room, values))
      : [
          code`[room: string]: { presence: { [name: string]: unknown }; topics: { [topic: string]: unknown } }`,
        ];
    const body = blocks([
      code`
        /** The rooms of the app, by type. */
        export interface Rooms ${braces(members)}
      `,
    ]);
    return [outFile(store, 'rooms', body, typeExports(['Rooms']))];
  },
};

function roomMember(room: Room, values: Values): Code {
  return code`
    ${jsdoc({ comment: room.doc })}
    ${key(room.key)}: ${braces([
      code`presence: ${braces(room.presence.map((attr) => member(attr, values)))}`,
      code`topics: ${braces(
        room.topics.map(
          (topic) => code`
            ${jsdoc({ comment: topic.doc })}
            ${key(topic.key)}: ${braces(topic.attrs.map((attr) => member(attr, values)))}
          `,
        ),
      )}`,
    ])}
  `;
}

function member(attr: Attr, values: Values): Code {
  return code`
    ${jsdoc({ comment: attr.doc })}
    ${key(attr.key)}${isOptional(attr) ? code`?` : nothing}: ${union(values.sent(attr))}
  `;
}
