import { expect, test } from 'vitest';
import { serverMessage } from '../../runtime/abi.js';

test.each([
  ['a problem of RFC 9457', { type: 'about:blank', title: 'Bad', detail: 'No name' }, 'No name'],
  ['one without detail', { title: 'Bad', status: 400, detail: '' }, 'Bad'],
  ['Nest', { statusCode: 400, message: ['a is no text', 'b'], error: 'Bad' }, 'a is no text; b'],
  ['FastAPI', { detail: [{ loc: ['body'], msg: 'missing' }, { msg: 'short' }] }, 'missing; short'],
  ['an error in an error', { error: { code: 5, message: 'No such charge' } }, 'No such charge'],
  ['OAuth', { error: 'invalid_grant', error_description: 'Too late' }, 'Too late'],
  ['GraphQL', { data: null, errors: [{ message: 'No field' }] }, 'No field'],
  ['plain text', ' down\n', 'down'],
  ['a page', '<html>', undefined],
  ['nothing', '', undefined],
  ['a number', 5, undefined],
  ['null', null, undefined],
  ['something else', { name: ['is short'] }, undefined],
])('what the server said: %s', (_, body, wanted) => {
  expect(serverMessage(Object.assign(new Error('x'), { body }))).toBe(wanted);
});

test.each([undefined, null, 'text', new Error('x')])('%s has no body', (error) => {
  expect(serverMessage(error)).toBe(undefined);
});
