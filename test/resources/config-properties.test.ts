import { describe, expect, it } from 'vitest';
import { type ConfigItem, refOfItem } from '../../resources/config-item.ts';
import { resourceOfItem } from '../../resources/config-properties.ts';
import { isUnknown } from '../../resources/resource.ts';

const itemOf = (type: string, id: string, more: Partial<ConfigItem> = {}): ConfigItem => ({
  type,
  id,
  account: '111122223333',
  region: 'eu-central-1',
  capturedAt: '2026-01-01T00:00:00.000Z',
  status: 'OK',
  configuration: {},
  ...more,
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
