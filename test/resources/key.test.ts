import { describe, expect, it } from 'vitest';
import { definitions } from '../../resources/index.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';

const keyOf = (type: string, id: string, more: Partial<ResourceRef> = {}): string =>
  resourceKey(
    { type, id, partition: 'aws', account: '111122223333', region: 'eu-central-1', ...more },
    definitions.find((definition) => definition.type === type),
  );

describe('resourceKey', () => {
  it.each([
    [
      'a notebook',
      'AWS::SageMaker::NotebookInstance',
      'n',
      '111122223333/eu-central-1/AWS::SageMaker::NotebookInstance/n',
    ],
    ['a role, which has no Region', 'AWS::IAM::Role', 'r', '111122223333//AWS::IAM::Role/r'],
    ['a bucket, which has no account either', 'AWS::S3::Bucket', 'b', '//AWS::S3::Bucket/b'],
    ['a type without definition', 'AWS::New::Thing', 't', '111122223333/eu-central-1/AWS::New::Thing/t'],
  ])('names %s', (_name, type, id, expected) => {
    expect(keyOf(type, id)).toBe(expected);
  });

  it('names a bucket alike, whoever tells of it', () => {
    expect(keyOf('AWS::S3::Bucket', 'b', { account: null, region: null })).toBe(
      keyOf('AWS::S3::Bucket', 'b'),
    );
  });

  it('tells two aliases of one name apart, of two bots', () => {
    const arn = (bot: string) => `arn:aws:lex:eu-central-1:111122223333:bot-alias/${bot}/ALIAS`;
    const [one, other] = ['BOT1', 'BOT2'].map((bot) =>
      keyOf('AWS::Lex::BotAlias', 'ALIAS', { arn: arn(bot) }),
    );
    expect(one).not.toBe(other);
    expect(one).toContain('BOT1');
  });

  it('tells them apart without ARN, too', () => {
    const [one, other] = ['BOT1', 'BOT2'].map((botId) =>
      keyOf('AWS::Lex::BotAlias', 'ALIAS', { parent: { botId } }),
    );
    expect(one).not.toBe(other);
  });

  it('does not depend on the order of what leads to it', () => {
    const parents = [
      { a: '1', b: '2' },
      { b: '2', a: '1' },
    ];
    const [one, other] = parents.map((parent) => keyOf('AWS::Lex::BotAlias', 'ALIAS', { parent }));
    expect(one).toBe(other);
  });
});
