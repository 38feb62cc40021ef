import { nearest, type Diagnostic, type Report } from '../../diagnostics.js';
import type { Entity, InstaqlStore, Link } from '../../ir.js';

/** Attributes that the server gives to its own entities; they are as the server has them. */
const SYSTEM: ReadonlyMap<string, readonly string[]> = new Map([
  ['$users', ['id', 'email', 'type', 'imageURL', 'linkedPrimaryUser']],
  [
    '$files',
    [
      'id',
      'path',
      'size',
      'content-type',
      'content-disposition',
      'location-id',
      'key-version',
      'url',
    ],
  ],
  [
    '$streams',
    ['id', 'clientId', 'machineId', 'done', 'size', 'hashedReconnectToken', 'abortReason'],
  ],
  ['$magicCodes', []],
  ['$userRefreshTokens', []],
  ['$oauthProviders', []],
  ['$oauthUserLinks', []],
  ['$oauthClients', []],
  ['$oauthCodes', []],
  ['$oauthRedirects', []],
]);

/**
 * Rules that hold between the parts of a schema. Warnings mostly: they say what pushing the schema would
 * refuse, and the output is right all the same. Errors where no right output exists.
 */
export function checkStore(store: InstaqlStore, report: Report): void {
  for (const entity of store.entities) {
    checkEntity(entity, report);
    for (const link of entity.links) checkLink(entity, link, report);
  }
}

function checkEntity(entity: Entity, report: Report): void {
  const { key, at } = entity;
  if (key === '') {
    report(error('empty-name', 'An entity has no name.', 'Give it one.', at));
  }
  if (!key.startsWith('$')) return;
  const system = SYSTEM.get(key);
  if (system === undefined) {
    const meant = nearest(key, SYSTEM.keys());
    const remedy = meant === undefined ? 'Leave the $ out.' : `Did you mean '${meant}'?`;
    const message = `Only Instant's own entities begin with $: pushing '${key}' is refused.`;
    report(warning('system-name', message, remedy, at));
    return;
  }
  for (const attr of entity.attrs) {
    if (!attr.required || system.includes(attr.key)) continue;
    const message = `'${key}.${attr.key}' is required: pushing attributes of ${key} that are not optional is refused.`;
    report(warning('system-attr-required', message, 'Add .optional().', attr.at));
  }
}

function checkLink(entity: Entity, link: Link, report: Report): void {
  const { label, at } = link;
  const path = `${entity.key}.${label}`;
  if (label === 'id') {
    const message = `The link '${link.link}' is labelled 'id', which every entity has already.`;
    report(error('label-id', message, 'Give it another label.', at));
  } else if (label === '') {
    report(error('empty-name', `The link '${link.link}' has no label.`, 'Give it one.', at));
  } else if (entity.attrs.some(({ key }) => key === label)) {
    const message = `'${path}' is an attribute and a link: the server keeps one of them under this name, and pushing both is refused.`;
    report(warning('label-is-attribute', message, 'Rename one of them.', at));
  }
  if (link.onDelete === 'cascade' && link.has === 'many') {
    const message = `'${path}' has many and cascades: pushing this is refused.`;
    report(warning('cascade-many', message, "Put onDelete on the end that has 'one'.", at));
  }
  if (link.required && link.side === 'reverse') {
    const message = `'${path}' is required on its reverse end, which the server does not enforce.`;
    report(warning('required-reverse', message, 'Put `required` on the forward end.', at));
  } else if (link.required && entity.key.startsWith('$')) {
    const message = `'${path}' is required: pushing required links of ${entity.key} is refused.`;
    report(warning('system-link-required', message, 'Remove `required`.', at));
  }
}

type Make = (code: string, message: string, remedy: string, at: Entity['at']) => Diagnostic;

const warning: Make = (code, message, remedy, at) => ({
  severity: 'warning',
  code: `schema-${code}`,
  message,
  remedy,
  at,
});

const error: Make = (code, message, remedy, at) => ({
  ...warning(code, message, remedy, at),
  severity: 'error',
});
