import {
  CreateCollectionCommand,
  CreateSecurityPolicyCommand,
  OpenSearchServerlessClient,
} from '@aws-sdk/client-opensearchserverless';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/opensearch-serverless/collection.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, readOf, refOf } from '../../kit.ts';

const type = 'AWS::OpenSearchServerless::Collection';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

async function make({ door }: EmulatedAws, key: object = { KmsARN: KEY }) {
  const aoss = door.client(OpenSearchServerlessClient);
  const Rules = [{ ResourceType: 'collection', Resource: ['collection/doc*'] }];
  const policy = JSON.stringify({ Rules, ...key });
  await aoss.send(new CreateSecurityPolicyCommand({ type: 'encryption', name: 'docs', policy }));
  const { createCollectionDetail: made } = await aoss.send(
    new CreateCollectionCommand({
      name: 'docs',
      type: 'VECTORSEARCH',
      tags: [{ key: 'team', value: 'ml' }],
    }),
  );
  return refOf(type, made?.id ?? '');
}

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'opensearch-serverless', operation: 'BatchGetCollection' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    make,
    missing: refOf(type, 'abcdefghij0123456789'),
    properties: {
      Name: 'docs',
      Type: 'VECTORSEARCH',
      KmsKeyArn: KEY,
      EncryptionConfig: { AWSOwnedKey: false, KmsKeyArn: KEY },
      StandbyReplicas: 'ENABLED',
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('says so where AWS owns the key', async () => {
    const emulated = emulatedAws();
    const ref = await make(emulated, { AWSOwnedKey: true });
    expect(readOf(await reader.read(ref, emulated.aws), reader).properties).toMatchObject({
      KmsKeyArn: 'auto',
      EncryptionConfig: { AWSOwnedKey: true },
    });
  });

  it('is on its way while it is created', async () => {
    const emulated = emulatedAws();
    expect(await reader.read(await make(emulated), emulated.aws)).toMatchObject({ transitional: 'CREATING' });
  });
});
