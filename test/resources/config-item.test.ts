import { describe, expect, it } from 'vitest';
import { type ConfigItem, refOfItem, resourceOfItem } from '../../resources/config-item.ts';
import { isUnknown } from '../../resources/resource.ts';

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
});

describe('a resource as its item tells it', () => {
  const read = (item: ConfigItem) => resourceOfItem(item, refOfItem(item));

  it('has what is told, and unknowns where AWS Config may only not tell', () => {
    const configuration = { RootAccess: 'Enabled', Tags: null };
    const { properties, unreadable } = read(
      itemOf('AWS::SageMaker::NotebookInstance', 'n', { configuration }),
    );
    expect(unreadable).toBeUndefined();
    expect(properties['RootAccess']).toBe('Enabled');
    expect(Object.hasOwn(properties, 'KmsKeyId')).toBe(false);
    expect(isUnknown(properties['PlatformIdentifier'])).toBe(true);
    expect(isUnknown(properties['Tags'])).toBe(true);
    // A read-only member, which no item has.
    expect(isUnknown(properties['NotebookInstanceStatus'])).toBe(true);
  });

  it('has unknowns inside of what is told: AWS Config does not tell the key of an online store', () => {
    const configuration = { FeatureGroupName: 'f', OnlineStoreConfig: { EnableOnlineStore: true } };
    const { properties } = read(itemOf('AWS::SageMaker::FeatureGroup', 'f', { configuration }));
    expect(properties['OnlineStoreConfig']).toMatchObject({
      EnableOnlineStore: true,
      SecurityConfig: { $unknown: 'AWS Config does not tell' },
    });
    expect(Object.hasOwn(properties, 'OfflineStoreConfig')).toBe(false);
  });

  it('has unknowns in each element of a list', () => {
    const configuration = { Containers: [{ Image: 'a' }, { Image: 'b', Environment: { K: 'v' } }] };
    const { properties } = read(itemOf('AWS::SageMaker::Model', 'm', { configuration }));
    expect(properties['Containers']).toMatchObject([
      { Image: 'a', Environment: { $unknown: 'AWS Config does not tell' } },
      { Image: 'b', Environment: { K: 'v' } },
    ]);
    expect(Object.hasOwn(properties, 'PrimaryContainer')).toBe(false);
  });

  it('keeps values of another kind for the engine to refuse', () => {
    const configuration = { VpcConfig: 'none', Containers: 'none', PrimaryContainer: ['x'] };
    expect(read(itemOf('AWS::SageMaker::Model', 'm', { configuration })).properties).toMatchObject(
      configuration,
    );
  });

  it.each([
    ['has no configuration', itemOf('AWS::SageMaker::Model', 'm', { configuration: null })],
    ['is in a shape of its own', itemOf('AWS::S3::Bucket', 'b', { configuration: { name: 'b' } })],
    ['is of no type that is known', itemOf('AWS::New::Thing', 'x', { configuration: { a: 1 } })],
  ])('is unreadable where the item %s', (_, item) => {
    expect(read(item)).toMatchObject({ unreadable: expect.any(String), properties: {} });
  });
});
