import { describe, expect, it } from 'vitest';
import { type ConfigItem, refOfItem } from '../../resources/config-item.ts';
import { refFromArn } from '../../resources/identity.ts';
import { definitions } from '../../resources/index.ts';
import { knownTypeOf } from '../../resources/known-types.ts';
import { typesRecordedByConfig } from '../../resources/recorded-by-config.ts';

const WHERE = { account: '111122223333', region: 'eu-central-1' };

const itemOf = (type: string, id: string, more: Partial<ConfigItem> = {}): ConfigItem => ({
  type,
  id,
  ...WHERE,
  capturedAt: '2026-01-01T00:00:00.000Z',
  status: 'OK',
  configuration: {},
  ...more,
});

const sagemaker = (rest: string) => `arn:aws:sagemaker:eu-central-1:111122223333:${rest}`;

describe('the resource that an item is of', () => {
  it.each([
    [
      'a name, with its ARN',
      itemOf('AWS::SageMaker::NotebookInstance', 'study', { arn: sagemaker('notebook-instance/study') }),
      { id: 'study', arn: sagemaker('notebook-instance/study'), partition: 'aws', ...WHERE },
    ],
    [
      'an ARN alone',
      itemOf('AWS::SageMaker::Model', sagemaker('model/m')),
      { id: 'm', arn: sagemaker('model/m'), ...WHERE },
    ],
    [
      'a name that the ARN lower-cases',
      itemOf('AWS::SageMaker::Model', sagemaker('model/my-model'), { name: 'My-Model' }),
      { id: 'My-Model', arn: sagemaker('model/my-model') },
    ],
    [
      'an id of AWS Config only, beside an ARN with a path',
      itemOf('AWS::IAM::Role', 'AROA1', {
        name: 'Ml',
        arn: 'arn:aws:iam::111122223333:role/x/Ml',
        region: 'global',
      }),
      { id: 'Ml', account: '111122223333', region: null },
    ],
    [
      'a name without any ARN',
      itemOf('AWS::OpenSearchServerless::SecurityPolicy', 'encryption|p'),
      { id: 'encryption|p', partition: 'aws', ...WHERE },
    ],
    [
      'an ARN of something else',
      itemOf('AWS::Bedrock::DataSource', 'KB1|DS1', {
        arn: 'arn:aws:bedrock:eu-central-1:111122223333:knowledge-base/KB1',
      }),
      { id: 'KB1|DS1', ...WHERE },
    ],
    [
      'a type that nobody knows',
      itemOf('AWS::New::Thing', 'x'),
      { type: 'AWS::New::Thing', id: 'x', ...WHERE },
    ],
    [
      'a Region of another partition',
      itemOf('AWS::New::Thing', 'x', { region: 'us-gov-west-1' }),
      { partition: 'aws-us-gov' },
    ],
  ])('is named by %s', (_, item, ref) => {
    expect(refOfItem(item)).toMatchObject(ref);
  });

  const patterns = definitions.flatMap(({ type, arnPattern = '' }) =>
    typesRecordedByConfig.includes(type) && arnPattern !== '' ? [[type, arnPattern] as const] : [],
  );

  it.each(patterns)('%s is the one that an event with such an ARN is about', (type, pattern) => {
    const arn = pattern
      .replace('${Partition}', 'aws')
      .replace('${Region}', 'us-east-1')
      .replace('${Account}', '444455556666')
      .replace(/\$\{(\w+)\}/g, (_, name: string) => `some-${name.toLowerCase()}`);
    const known = knownTypeOf(type);
    const ref = known && refFromArn(known, WHERE, arn);
    expect(ref).toMatchObject({ type, arn });
    expect(refOfItem(itemOf(type, 'id', { arn }))).toEqual(ref);
  });
});
