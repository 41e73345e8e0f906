import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversAction, coversResource, EVERY_ACTION, EVERY_RESOURCE } from '../../../engine/iam/match.ts';

describe('coversAction', () => {
  it.each([
    ['sagemaker:CreateModel', 'sagemaker:CreateModel'],
    ['SageMaker:createmodel', 'sagemaker:CreateModel'],
    ['sagemaker:*', 'sagemaker:CreateModel'],
    ['sagemaker:Create*', 'sagemaker:CreateModel'],
    ['sage*:*Model', 'sagemaker:CreateModel'],
    ['sagemaker:Create?odel', 'sagemaker:CreateModel'],
    ['*', 'sagemaker:CreateModel'],
    ['*', EVERY_ACTION],
    ['*:*', EVERY_ACTION],
    ['**', EVERY_ACTION],
    ['?*', EVERY_ACTION],
    ['*?', EVERY_ACTION],
    ['sagemaker:*', 'sagemaker:*'],
    ['sagemaker:*', 'sagemaker:Create*'],
    ['sagemaker:*e*', 'sagemaker:Create*'],
    ['sagemaker:CreateModel*', 'sagemaker:CreateModel'],
    ['iam:Pas*Role', 'iam:PassRole'],
  ])('%s names all of %s', (pattern, asked) => {
    expect(coversAction(pattern, asked)).toBe(true);
  });

  it.each([
    ['sagemaker:CreateModel', 'sagemaker:CreateModelPackage'],
    ['sagemaker:Create', 'sagemaker:CreateModel'],
    ['sagemaker:CreateModel?', 'sagemaker:CreateModel'],
    ['sagemaker:Create*', 'sagemaker:*'],
    ['sagemaker:?', 'sagemaker:*'],
    ['sagemaker:*', EVERY_ACTION],
    ['', EVERY_ACTION],
    ['?*', ''],
    ['s3:Get Object', 's3:GetObject'],
    ['', 'sagemaker:CreateModel'],
    ['${Action}', 'sagemaker:CreateModel'],
    ['${Action}', EVERY_ACTION],
    ['sagemaker.CreateModel', 'sagemaker:CreateModel'],
  ])('%s does not name all of %s', (pattern, asked) => {
    expect(coversAction(pattern, asked)).toBe(false);
  });

  it('agrees with a regular expression on texts without variables', () => {
    const symbol = fc.constantFrom('a', 'b', ':', '*', '?', '.');
    const text = fc.array(fc.constantFrom('a', 'b', ':', '.'), { maxLength: 8 }).map((s) => s.join(''));
    fc.assert(
      fc.property(
        fc.array(symbol, { maxLength: 8 }).map((s) => s.join('')),
        text,
        (pattern, asked) => {
          const source = pattern.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.');
          expect(coversAction(pattern, asked)).toBe(new RegExp(`^${source}$`).test(asked));
        },
      ),
    );
  });

  it('is sound: what a covered pattern names, the covering one names', () => {
    const symbol = fc.constantFrom('a', 'b', '*', '?');
    const pattern = fc.array(symbol, { maxLength: 6 }).map((s) => s.join(''));
    const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 }).map((s) => s.join(''));
    fc.assert(
      fc.property(pattern, pattern, text, (wide, narrow, asked) => {
        fc.pre(coversAction(wide, narrow) && coversAction(narrow, asked));
        expect(coversAction(wide, asked)).toBe(true);
      }),
    );
  });

  it('never throws, and every pattern names itself', () => {
    fc.assert(fc.property(fc.string(), (pattern) => coversAction(pattern, pattern)));
  });

  it('stays quick on a pattern that is all wildcards', () => {
    expect(coversAction(`${'*a'.repeat(2_000)}b`, 'a'.repeat(4_000))).toBe(false);
    expect(coversAction('${'.repeat(200_000), 'a')).toBe(false);
  });
});

describe('coversResource', () => {
  it.each([
    ['*', EVERY_RESOURCE],
    ['arn:*', EVERY_RESOURCE],
    ['arn:aws:*', EVERY_RESOURCE],
    ['arn:${AWS::Partition}:*:*:*:*', EVERY_RESOURCE],
    ['arn:aws:s3:::data/*', 'arn:aws:s3:::data/train.csv'],
    ['arn:aws:s3:::data/*', 'arn:${AWS::Partition}:s3:::data/train.csv'],
    ['arn:*:s3:::data/*', 'arn:aws:s3:::data/train.csv'],
    ['arn:${PartitionName}:s3:::data/*', 'arn:aws:s3:::data/train.csv'],
    ['arn:aws-cn:iam::*:role/*', 'arn:aws:iam::111122223333:role/a'],
    ['arn:aws:s3:::${Bucket}/*', 'arn:aws:s3:::${Bucket}/a'],
    ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/${aws:username}/a'],
  ])('%s names all of %s', (pattern, asked) => {
    expect(coversResource(pattern, asked)).toBe(true);
  });

  it.each([
    ['arn:aws:s3:::*', EVERY_RESOURCE],
    ['arn:aws:iam::*:role/*', EVERY_RESOURCE],
    ['${Bucket.Arn}', EVERY_RESOURCE],
    ['${Bucket.Arn}/*', EVERY_RESOURCE],
    ['arn:aws:s3:::Data', 'arn:aws:s3:::data'],
    ['arn:aws:s3:::home/${aws:username}', 'arn:aws:s3:::home/alice'],
    ['arn:aws:s3:::${*}', 'arn:aws:s3:::data'],
    ['arn:aws:s3:::?', 'arn:aws:s3:::${Bucket}'],
    ['arn:aws:s3:::*}', 'arn:aws:s3:::${Bucket}'],
    ['xarn:aws:s3:::data', 'xarn:aws-cn:s3:::data'],
    ['arn:aws:s3:::?', 'arn:aws:s3:::*'],
  ])('%s does not name all of %s', (pattern, asked) => {
    expect(coversResource(pattern, asked)).toBe(false);
  });
});
