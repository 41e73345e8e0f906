import { describe, expect, it } from 'vitest';
import { InputError } from '../../../functions/_runtime/errors.ts';
import { messageOf } from '../../../functions/_runtime/messages.ts';

const ref = { type: 'AWS::KMS::Key', id: 'k', partition: 'aws', account: '1', region: null, synthetic: true };
const look = { schema: 'assay.look/1', reason: 'sweep', ref, requestedAt: '2026-01-01T00:00:00Z' };
const sweep = {
  schema: 'assay.sweep/1',
  type: 'AWS::KMS::Key',
  account: '111122223333',
  region: 'eu-central-1',
  requestedAt: '2026-01-01T00:00:00Z',
};

describe('messageOf', () => {
  it.each([
    ['an event of AWS', { source: 'aws.sagemaker' }, { kind: 'event', event: { source: 'aws.sagemaker' } }],
    ['a look, with all that its ref says', look, { kind: 'look', look }],
    ['a look that comes again', { ...look, attempt: 3 }, { kind: 'look', look: { ...look, attempt: 3 } }],
    ['a sweep', sweep, { kind: 'sweep', sweep }],
  ])('reads %s', (_name, body, expected) => {
    expect(messageOf(JSON.stringify(body))).toEqual(expected);
  });

  it.each([
    ['no JSON', 'hello', 'no JSON;'],
    ['null', 'null', 'no JSON object'],
    ['a list', '[{}]', 'no JSON object'],
    ['a number', '7', 'no JSON object'],
    ['of another schema', JSON.stringify({ ...look, schema: 'assay.look/2' }), 'schema'],
    ['a look for no reason', JSON.stringify({ ...look, reason: 'whim' }), 'reason'],
    ['a look at nothing', JSON.stringify({ ...look, ref: undefined }), 'ref'],
    ['a look at what has no type', JSON.stringify({ ...look, ref: { ...ref, type: 1 } }), 'ref.type'],
  ])('refuses what is %s, and says why', (_name, body, because) => {
    expect(() => messageOf(body)).toThrow(InputError);
    expect(() => messageOf(body)).toThrow(because);
  });
});
