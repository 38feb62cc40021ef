import { describe, expect, it } from 'vitest';

import { createSseParser } from '../../runtime/http/sse.js';

function parse(pieces: readonly Uint8Array[]): readonly (string | number)[] {
  const seen: (string | number)[] = [];
  const push = createSseParser(undefined, {
    set retry(wait: string) {
      if (/^\d+$/.test(wait)) seen.push(Number(wait));
    },
  });
  for (const piece of pieces) for (const { data } of push(piece)) seen.push(data as string);
  return seen;
}

const text = [
  '\ufeff: a comment',
  'data:1',
  '',
  'retry: 250',
  'retry:x',
  'event: message',
  'id: 7',
  'data: one',
  'data:  two',
  'data',
  'data:é\u{1f600}',
  '',
  ':',
  '',
  '',
  'datax:no',
  '',
  'data:',
  '',
  'data:cut off',
].join('\n');
const expected = ['1', 250, 'one\n two\n\né\u{1f600}', ''];

describe('server-sent events', () => {
  it.each(['\n', '\r', '\r\n'])('are read whatever ends their lines: %j', (end) => {
    const bytes = Buffer.from(text.replaceAll('\n', end));
    expect(parse([bytes])).toEqual(expected);
    expect(parse(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(parse([bytes.subarray(0, cut), bytes.subarray(cut)]), String(cut)).toEqual(expected);
    }
  });

  it('come when their last line ends, not with the next byte', () => {
    expect(parse([Buffer.from('data:a\r\r')])).toEqual(['a']);
    expect(parse([Buffer.from('data:a\r\r'), Buffer.from('\ndata:b\r\n\r\n')])).toEqual(['a', 'b']);
  });

  it('replace bytes that are no UTF-8', () => {
    expect(parse([Buffer.from([...Buffer.from('data:'), 0xff, 0x0a, 0x0a])])).toEqual(['\ufffd']);
  });

  it('may be large, and come in many pieces', () => {
    const long = 'x'.repeat(5_000_000);
    const bytes = Buffer.from(`data:${long}\n\n`);
    const pieces = Array.from({ length: 5000 }, (_, at) =>
      bytes.subarray(at * 1001, (at + 1) * 1001),
    );
    expect(parse(pieces)[0]).toHaveLength(long.length);
  });
});
