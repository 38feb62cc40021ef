/** `docs/openapi.md`: the table of what is supported, made of the rows. */

import {
  AREAS,
  onWire,
  rows,
  unsupported,
  VERSIONS,
  type Area,
  type Row,
  type Version,
} from './rows.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function mark(row: Row, version: Version): string {
  if (!row.versions.includes(version)) return '';
  return onWire(row) ? '● wire' : '● types';
}

function table(area: Area): string {
  return [
    `## ${AREAS[area]}`,
    '',
    `| feature | ${VERSIONS.join(' | ')} |`,
    `| --- | ${VERSIONS.map(() => '---').join(' | ')} |`,
    ...rows
      .filter((row) => row.area === area)
      .map(
        (row) =>
          `| ${cell(row.feature)} | ${VERSIONS.map((each) => mark(row, each)).join(' | ')} |`,
      ),
    '',
  ].join('\n');
}

/** The page, laid out as prettier would have it once that has seen it. */
export function page(): string {
  const counted = (version: Version): string => {
    const has = rows.filter(({ versions }) => versions.includes(version)).length;
    const lacks = unsupported.filter(({ versions }) => versions.includes(version)).length;
    return `| ${version} | ${String(has)} | ${String(lacks)} |`;
  };
  return `# What is read of OpenAPI

Made by \`npm run regenerate\` from \`fixtures/conformance\`; a test fails where it is not. Each mark is a document of that
version that becomes a client, compiles under every strict flag, and was checked: _types_ by what the compiler says of
its types and by what is emitted, _wire_ by a call to a server process, which parses what it gets with the parsers that servers use, or answers
with the bytes in question. An empty cell: the version does not have it.

| version | rows with support | rows without |
| --- | --- | --- |
${VERSIONS.map(counted).join('\n')}

## Without support: ${String(unsupported.length)}

| feature | versions | why |
| --- | --- | --- |
${unsupported.map((each) => `| ${cell(each.feature)} | ${each.versions.join(', ')} | ${cell(each.reason)} |`).join('\n')}

${(Object.keys(AREAS) as Area[]).map(table).join('\n')}`;
}
