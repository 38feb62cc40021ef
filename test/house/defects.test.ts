import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../../docs/differences.md'), 'utf8');

/** What is wrong with the official SDK 1.0.67, and the rows that say how it is here. */
const defects: Readonly<Record<string, readonly string[]>> = {
  '`useDateObjects` changes the types and not the values': ['Dates are `Date` objects'],
  'date filters refuse what queries return': ['Queries return dates as numbers or text'],
  '`transact` gives any': ['What `transact` resolves to has a type.'],
  'a web stream cannot be uploaded on Node': ['Streams of the web are sent.'],
  'an error of a subscription has no status': ['A subscription ends with its loop, and its errors'],
  'ids of rooms are not encoded': ['A room id may hold any character.'],
  '`guest: false` is a guest': ['The server takes any value of the header for a guest'],
  '`Headers` in `fetchOpts` are dropped': ['Headers may be given in every form that fetch takes.'],
  'a loop that is left keeps its connection': ['A subscription ends with its loop, and its errors'],
  'null is typed as undefined': [
    'A stored null comes back as null',
    'A has-one link without an entity comes back as null',
  ],
  'of several operators one is applied': ['Of several operators on one attribute, all must hold.'],
  '`limit` of links is ignored': ['`limit` below the first level is applied, on arrival.'],
  'no `pageInfo` and no `aggregate` from a query': ['What the server says of pages and counts'],
  'users have no attributes of their own': ['Users have the attributes that the schema gives'],
  '`lookup` breaks on two underscores': ['Two underscores in the name of an attribute'],
  'validation errors are not exported': ['The classes of all errors are exported.'],
  'types of signatures are not exported': ['Types that signatures use have names.'],
  'nothing but `query` can be ended': ['Every call takes `signal`, `timeout` and `headers`.'],
  'paths beyond Latin-1 cannot be uploaded': ['A path that no header can carry goes by way of'],
  'the admin token is in errors': ['Tokens are kept out of errors'],
};

describe('each known defect of the official SDK', () => {
  it.each(Object.entries(defects))('has its tested row: %s', (_defect, reasons) => {
    for (const reason of reasons) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${reason}`));
      expect(row?.trim()).toMatch(/\d+ (?:call|line)s? +\|$/);
    }
  });

  it('is one of 21, with the documentation that is mended', () => {
    expect(Object.keys(defects)).toHaveLength(20);
    expect(page).toContain('What the official\ndocumentation says wrongly');
  });
});
