import { describe, expect, it } from 'vitest';
import { isUnavailable } from '../../../adapters/aws/unavailable.ts';
import { awsError } from './answers.ts';

describe('a service that a Region lacks', () => {
  it.each([
    [
      Object.assign(new Error('getaddrinfo ENOTFOUND kendra.eu-north-1.amazonaws.com'), {
        code: 'ENOTFOUND',
      }),
    ],
    [awsError('TypeNotFoundException')],
    [awsError('UnsupportedActionException')],
    [awsError('UnknownOperationException')],
    [awsError('ValidationException', 400, 'This operation is not supported in this region')],
    [awsError('AccessDeniedException', 403, 'The feature is not available in eu-north-1 Region.')],
  ])('%s', (error) => expect(isUnavailable(error)).toBe(true));

  it.each([
    [Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' })],
    [awsError('AccessDeniedException', 403)],
    [awsError('ThrottlingException')],
    [awsError('ValidationException', 400, 'the key is not supported')],
    ['a text'],
  ])('but not %s', (error) => expect(isUnavailable(error)).toBe(false));
});
