/** `discriminator` as it is written: the property, and which value says which schema. */

import { wellFormed } from '../document/forms.js';
import { idOf, type Reading, type Tags } from '../document/reading.js';
import { isData, member, members, relativeTo, text, type Node } from '../document/source.js';
import { settledNode } from './inheritance.js';

/** The `discriminator` of a schema, with its mapping resolved; undefined where there is none. */
export function readTags(reading: Reading, node: Node): Tags | undefined {
  const found = member(node, 'discriminator');
  if (found === undefined) return undefined;
  const written = wellFormed(reading, 'discriminator', found);
  // Swagger 2.0 has the bare name.
  const property =
    typeof written.value === 'string' ? written.value : text(written, 'propertyName');
  if (property === undefined) {
    reading.complain(
      'warning',
      'openapi-discriminator-malformed',
      written,
      'A discriminator needs a propertyName; it is left out.',
      'Write discriminator: { propertyName: … }.',
    );
    return undefined;
  }
  const mapping = members(member(written, 'mapping')).flatMap(([value, each]) => {
    const target = typeof each.value === 'string' ? mapped(reading, each.value, each) : undefined;
    if (target !== undefined) return [{ value, to: idOf(target) }];
    // Speakeasy writes an extension among the values.
    if (value.startsWith('x-') && !/[/#]/.test(String(each.value))) return [];
    reading.complain(
      'warning',
      'openapi-discriminator-mapping',
      each,
      `The discriminator maps ${JSON.stringify(value)} to a schema that does not exist; the entry is left out.`,
      'Write the name of a schema or a reference to one.',
    );
    return [];
  });
  const fallback = text(written, 'defaultMapping');
  const otherwise = fallback === undefined ? undefined : mapped(reading, fallback, written);
  return {
    property,
    mapping,
    ...(otherwise === undefined ? {} : { otherwise: idOf(otherwise) }),
  };
}

/** A mapping holds the name of a component or a reference. */
export function mapped(reading: Reading, target: string, from: Node): Node | undefined {
  const { refs, sources } = reading;
  const components = refs.part(sources.root, 'components');
  const component = components
    ? refs.part(components, 'schemas')
    : refs.part(sources.root, 'definitions');
  const named = component && member(component, target);
  if (named !== undefined) return named;
  if (!/[#./]/.test(target)) return undefined;
  const last = target.split(/[/#]/).at(-1) ?? '';
  const meant = component && member(component, last.replace(/\.(?:ya?ml|json)$/, ''));
  const isLost = !target.includes('#') && !reading.sources.has(relativeTo(from.file, target));
  const found =
    meant !== undefined && isLost ? undefined : reading.refs.resolve(target, from, true);
  if (found !== undefined) return settledNode(reading, found);
  if (meant === undefined) return undefined;
  reading.complain(
    'warning',
    'openapi-discriminator-mapping',
    from,
    `${JSON.stringify(target)} leads nowhere; it is read as the schema of that name.`,
    'Write the name of a schema or a reference to one.',
  );
  return meant;
}

/** Whether a schema has one, readable or not. */
export function hasDiscriminator(node: Node): boolean {
  return isData(node.value) && node.value['discriminator'] !== undefined;
}
