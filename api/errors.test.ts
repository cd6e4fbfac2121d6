import { expect, it } from 'vitest';
import { AppError, toPlainError, toRpcError } from './errors.ts';

it('an error of ours keeps its code, words and facts over every boundary that it crosses', () => {
  const error = new AppError('bad-input', 'No boxes yet. Draw some.', { boxes: 0 });
  const plain = { code: 'bad-input', message: 'No boxes yet. Draw some.', details: { boxes: 0 } };
  expect(toPlainError(error)).toEqual(plain);
  expect(toPlainError(toRpcError(error))).toEqual(plain);
  expect(toPlainError(toRpcError(toRpcError(error)))).toEqual(plain);
});

it('an error of nobody says that it is one of the program', () => {
  const once = toPlainError(new Error('x is undefined'));
  expect(once).toMatchObject({
    code: 'internal',
    message: expect.stringContaining('inside Resight'),
  });
  expect(toPlainError(toRpcError(new Error('x is undefined')))).toMatchObject(once);
});
