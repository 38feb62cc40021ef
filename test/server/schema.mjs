// @ts-check
/** The data model: attributes and links of each entity, given at the start or met on the way. */

/**
 * @typedef {object} Attr
 * @property {string | null} valueType `null` when nothing was declared
 * @property {boolean} required
 * @property {boolean} indexed
 * @property {boolean} unique
 *
 * One end of a link, as seen from the entity that carries its label.
 * @typedef {object} LinkEnd
 * @property {string} link name of the link, shared by both ends
 * @property {boolean} forward
 * @property {string} target entity at the other end
 * @property {string} targetLabel label of the other end
 * @property {'one' | 'many'} has
 * @property {'one' | 'many'} targetHas
 * @property {boolean} required
 * @property {boolean} cascade deleted when what it points to is deleted
 *
 * @typedef {object} Entity
 * @property {Map<string, Attr>} attrs
 * @property {Map<string, LinkEnd>} links
 *
 * @typedef {object} Model
 * @property {boolean} declared false: nothing was said, so every attribute counts as indexed
 * @property {Map<string, Entity>} entities
 *
 * The JSON form of what `i.schema()` builds; what is not listed here is ignored.
 * @typedef {object} SchemaJson
 * @property {Record<string, { attrs: Record<string, AttrJson> }>} entities
 * @property {Record<string, { forward: SideJson, reverse: SideJson }>} [links]
 * @typedef {{ valueType: string, required?: boolean, config?: { indexed?: boolean, unique?: boolean } }} AttrJson
 * @typedef {{ on: string, label: string, has: 'one' | 'many', required?: boolean, onDelete?: string }} SideJson
 */

/** @type {Readonly<Record<string, Readonly<Record<string, Attr>>>>} */
const system = {
  $users: {
    email: attr('string', { indexed: true, unique: true }),
    type: attr('string'),
    imageURL: attr('string'),
  },
  $files: {
    path: attr('string', { indexed: true, unique: true, required: true }),
    size: attr('number', { indexed: true }),
    'content-type': attr('string', { indexed: true }),
    'content-disposition': attr('string', { indexed: true }),
    'location-id': attr('string', { indexed: true, unique: true }),
    url: attr('string'),
  },
};

/**
 * Builds the model from the JSON form of a schema. `$users` and `$files` always exist.
 * @param {SchemaJson} [schema]
 * @returns {Model}
 */
export function buildModel(schema) {
  /** @type {Model} */
  const model = { declared: schema !== undefined, entities: new Map() };
  for (const [etype, attrs] of Object.entries(system)) {
    for (const [label, known] of Object.entries(attrs))
      entityOf(model, etype).attrs.set(label, known);
  }
  for (const [etype, { attrs }] of Object.entries(schema?.entities ?? {})) {
    const entity = entityOf(model, etype);
    for (const [label, json] of Object.entries(attrs)) {
      // A system attribute is what the server says, whatever a schema declares.
      if (label !== 'id' && !entity.attrs.has(label)) entity.attrs.set(label, readAttr(json));
    }
  }
  for (const [name, { forward, reverse }] of Object.entries(schema?.links ?? {})) {
    addLink(model, name, forward, reverse);
  }
  return model;
}

/** @param {Model} model @returns {Model} a copy that can be added to */
export function cloneModel(model) {
  const entities = new Map(
    [...model.entities].map(([etype, { attrs, links }]) => [
      etype,
      { attrs: new Map(attrs), links: new Map(links) },
    ]),
  );
  return { ...model, entities };
}

/**
 * Adds an untyped attribute, as the server does for one it has not seen.
 * @param {Model} model @param {string} etype @param {string} label
 */
export function addAttr(model, etype, label) {
  entityOf(model, etype).attrs.set(label, attr(null));
}

/**
 * Adds a link that was never declared: many to many, to the entity named like the label.
 * @param {Model} model @param {string} etype @param {string} label
 */
export function addOpenLink(model, etype, label) {
  addLink(
    model,
    `${etype}.${label}`,
    { on: etype, label, has: 'many' },
    { on: label, label: etype, has: 'many' },
  );
}

/** @param {Model} model @param {string} etype @returns {Entity} */
function entityOf(model, etype) {
  const found = model.entities.get(etype) ?? { attrs: new Map(), links: new Map() };
  model.entities.set(etype, found);
  return found;
}

/** @param {Model} model @param {string} link @param {SideJson} forward @param {SideJson} reverse */
function addLink(model, link, forward, reverse) {
  const end = (/** @type {SideJson} */ near, /** @type {SideJson} */ far) => ({
    link,
    forward: near === forward,
    target: far.on,
    targetLabel: far.label,
    has: near.has,
    targetHas: far.has,
    required: near.required === true,
    cascade: near.onDelete === 'cascade',
  });
  entityOf(model, reverse.on).links.set(reverse.label, end(reverse, forward));
  entityOf(model, forward.on).links.set(forward.label, end(forward, reverse));
}

/** @param {AttrJson} json @returns {Attr} */
function readAttr(json) {
  // `any` and `json` are one kind at run time, and neither is checked.
  const valueType = json.valueType === 'json' ? null : json.valueType;
  return attr(valueType, { required: json.required === true, ...json.config });
}

/**
 * @param {string | null} valueType
 * @param {{ required?: boolean, indexed?: boolean, unique?: boolean }} [flags]
 * @returns {Attr}
 */
function attr(valueType, flags = {}) {
  return {
    valueType,
    required: flags.required === true,
    indexed: flags.indexed === true,
    unique: flags.unique === true,
  };
}
