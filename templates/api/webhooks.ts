/** What the API sends by itself: payloads of webhooks and callbacks. */

import {
  type Api,
  type ApiEvent,
  blocks,
  braces,
  successes,
  type Code,
  type Content,
  code,
  type PureEmitter,
  type Export,
  jsdoc,
  key,
  list,
  type Names,
  type Parameter,
  settled,
  textOf,
} from '../../generator/emit.js';
import { aliasOf, distinct, runtimeName, sourceOf, unionOf } from './code.js';
import { payloadKeys } from './keys.js';
import { mediaKind } from './media.js';
import { parameterDoc } from './property-doc.js';
import { alternatives, textType, type Direction } from './type.js';

interface Declared {
  readonly name: string;
  readonly isValue?: true;
  readonly code: Code;
}

export const webhooksEmitter: PureEmitter = {
  name: 'webhooks',
  emit({ api }, names) {
    const events = api?.events ?? [];
    if (api === undefined || events.length === 0) return [];
    const known = new Map<string, string>();
    const declared = [
      ...events.flatMap((event) => eventTypes(event, api, names, known)),
      ...tables(events, names),
    ];
    return [
      {
        path: 'webhooks',
        source: sourceOf(api),
        body: blocks(declared.map((each) => settled(each.code))),
        exports: declared.map(({ name, isValue }): Export => ({ name, type: isValue !== true })),
      },
    ];
  },
};

/** `known`: members that were declared before, and the name of the type that has them. */
function eventTypes(
  event: ApiEvent,
  api: Api,
  names: Names,
  known: Map<string, string>,
): readonly Declared[] {
  const { summary, description, deprecated, body } = event;
  const name = names.eventPart(event.key, 'Payload');
  const docs = jsdoc({
    text: [summary, description, body?.doc],
    source: sourceText(event),
    deprecated,
  });
  const payload = code`
    ${docs}
    ${aliasOf(name, payloadType(event, api, names))}
  `;
  return [
    { name, code: payload },
    ...readerOf(event, api, names),
    ...parametersType(event, 'Headers', names, known),
    ...parametersType(event, 'Query', names, known),
    ...answerType(event, api, names),
  ];
}

/** What gives the payload its names, where it comes with others. */
function readerOf({ key: of, body }: ApiEvent, api: Api, names: Names): readonly Declared[] {
  const keys = payloadKeys(body?.contents ?? [], api, names);
  if (keys === undefined) return [];
  const type = names.eventPart(of, 'Payload');
  return [
    {
      name: `read${type}`,
      isValue: true,
      code: code`
        /** The payload as {@link ${type}} has it, of what was received, which has the names of the wire. */
        export function read${type}(received: unknown): ${type} {
          return ${runtimeName('fromWire', names)}${list('(', ['received', keys])} as ${type};
        }
      `,
    },
  ];
}

/** The same for what is answered. */
function writerOf(
  { key: of }: ApiEvent,
  contents: readonly Content[],
  api: Api,
  names: Names,
): readonly Declared[] {
  const keys = payloadKeys(contents, api, names);
  if (keys === undefined) return [];
  const type = names.eventPart(of, 'Answer');
  return [
    {
      name: `write${type}`,
      isValue: true,
      code: code`
        /** What to send of a {@link ${type}}: the same under the names of the wire. */
        export function write${type}(answer: ${type}): unknown {
          return ${runtimeName('toWire', names)}${list('(', ['answer', keys])};
        }
      `,
    },
  ];
}

function sourceText({ name, method, operation, expression }: ApiEvent): string {
  const to = expression === undefined ? '' : ` to ${expression}`;
  return `${method} ${operation === undefined ? `webhook ${name}` : `callback ${name} of ${operation}`}${to}`;
}

function payloadType({ body }: ApiEvent, api: Api, names: Names): readonly Code[] {
  return contentTypes(body?.contents ?? [], 'response', api, names);
}

/** What the receiver answers when all is well, where the document says more than a status. */
function answerType(event: ApiEvent, api: Api, names: Names): readonly Declared[] {
  const contents = successes({ responses: event.responses ?? [] }).flatMap((each) => each.contents);
  if (contents.length === 0) return [];
  const name = names.eventPart(event.key, 'Answer');
  return [
    {
      name,
      code: code`
        /** What to answer to {@link ${names.eventPart(event.key, 'Payload')}}. */
        ${aliasOf(name, contentTypes(contents, 'request', api, names))}
      `,
    },
    ...writerOf(event, contents, api, names),
  ];
}

function contentTypes(
  contents: readonly Content[],
  direction: Direction,
  api: Api,
  names: Names,
): readonly Code[] {
  if (contents.length === 0) return [code`void`];
  const types = contents.flatMap((content): readonly Code[] => {
    switch (mediaKind(content, api)) {
      case 'json':
      case 'form':
      case 'multipart':
        return alternatives(content.schema, names, direction);
      case 'text':
        return textType(content.schema, api, names, direction);
      case 'binary':
      case 'events':
      case 'lines':
        return [runtimeName('WebBlob', names, true)];
      case 'any':
        return [code`unknown`];
    }
  });
  const any = types.find((each) => textOf(each) === 'unknown');
  return any === undefined ? distinct(types) : [any];
}

function parametersType(
  event: ApiEvent,
  part: 'Headers' | 'Query',
  names: Names,
  known: Map<string, string>,
): readonly Declared[] {
  const place: Parameter['in'] = part === 'Headers' ? 'header' : 'query';
  const parameters = event.parameters.filter((each) => each.in === place);
  if (parameters.length === 0) return [];
  const name = names.eventPart(event.key, part);
  const members = parameters.map(
    (each) => code`
      ${parameterDoc(each)}
      ${key(part === 'Headers' ? each.name.toLowerCase() : each.name)}${each.required ? undefined : code`?`}: ${unionOf(alternatives(each.schema, names, 'response'))}
    `,
  );
  const body = braces(members);
  const text = textOf(body);
  // Senders send the same headers with all they send: written once, and named by each event.
  const same = known.get(text);
  if (same !== undefined) return [{ name, code: code`export type ${name} = ${same};` }];
  known.set(text, name);
  return [{ name, code: code`export interface ${name} ${body}` }];
}

/** From the name of a webhook to its payload; for callbacks below the operation that they belong to. */
function tables(events: readonly ApiEvent[], names: Names): readonly Declared[] {
  const webhooks = events.filter((each) => each.operation === undefined);
  const callbacks = grouped(
    events.filter((each) => each.operation !== undefined),
    (each) => each.operation ?? '',
  );
  const declared: Declared[] = [];
  if (webhooks.length > 0) {
    const name = names.eventTable('webhooks');
    declared.push({
      name,
      code: code`
        /** The payload of each webhook, by its name. */
        export interface ${name} ${rows(webhooks, names)}
      `,
    });
  }
  if (callbacks.size > 0) {
    const name = names.eventTable('callbacks');
    const members = [...callbacks].map(
      ([operation, of]) => code`${key(names.operation(operation))}: ${rows(of, names)}`,
    );
    declared.push({
      name,
      code: code`
        /** The payload of each callback, by the function that asks for it and its name. */
        export interface ${name} ${braces(members)}
      `,
    });
  }
  return declared;
}

function rows(events: readonly ApiEvent[], names: Names): Code {
  const byName = grouped(events, (each) => each.name);
  return braces(
    [...byName].map(
      ([name, of]) =>
        code`${key(name)}: ${unionOf(of.map((each) => code`${names.eventPart(each.key, 'Payload')}`))}`,
    ),
  );
}

function grouped(
  events: readonly ApiEvent[],
  by: (event: ApiEvent) => string,
): ReadonlyMap<string, readonly ApiEvent[]> {
  const groups = new Map<string, ApiEvent[]>();
  for (const event of events) {
    const group = groups.get(by(event));
    if (group === undefined) groups.set(by(event), [event]);
    else group.push(event);
  }
  return groups;
}
