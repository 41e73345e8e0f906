import type { ResourceDetails } from '@aws-sdk/client-securityhub';
import { expect, it } from 'vitest';
import { ASFF_TYPES, asffType } from '../../engine/asff-types.ts';
import { definitions } from '../../resources/index.ts';

it('knows types by the names that Security Hub has for them', () => {
  // The compiler refuses a name that Security Hub has not.
  const names: Readonly<Record<string, keyof ResourceDetails>> = ASFF_TYPES;
  const known = new Set<string>(definitions.map(({ type }) => type));
  expect(Object.keys(names).filter((type) => !known.has(type))).toEqual([]);
  expect(asffType('AWS::S3::Bucket')).toBe('AwsS3Bucket');
});

it('calls every other type Other', () => {
  expect(asffType('AWS::Bedrock::Guardrail')).toBe('Other');
});
