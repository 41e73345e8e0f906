import type { KMSClient } from '@aws-sdk/client-kms';
import { isUnknown, type Json, type JsonObject, unknown } from '../../../../resources/resource.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { allPages } from '../../pages.ts';
import { policyDocument } from '../../policy-document.ts';
import { defineReader, type Reading, WRITE_ONLY } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const type = 'AWS::KMS::Key';

const actions = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListResourceTags',
] as const;

type KeyReading = Reading<(typeof actions)[number]>;

export default defineReader({
  type,
  actions,
  unread: { BypassPolicyLockoutSafetyCheck: WRITE_ONLY, PendingWindowInDays: WRITE_ONLY },
  takesNames: true,
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeKeyCommand, KMSClient } = await import('../../clients/kms.ts');
    const client = aws.client(KMSClient, ref.region);
    // An id, an alias or an ARN of either.
    const asked = ref.arn ?? ref.id;
    const { KeyMetadata } = await ask('kms:DescribeKey', () =>
      client.send(new DescribeKeyCommand({ KeyId: asked })),
    );
    const KeyId = KeyMetadata?.Arn ?? asked;
    const isCustomers = KeyMetadata?.KeyManager === 'CUSTOMER';
    const more = isCustomers ? await customersOwn(reading, client, KeyId) : awsOwn;
    return {
      properties: { ...toCloudFormation(KeyMetadata ?? {}, type), ...more },
      id: KeyMetadata?.KeyId,
      arn: KeyMetadata?.Arn,
      createdAt: KeyMetadata?.CreationDate,
    };
  },
});

const notOurs = unknown('not read: AWS manages the key');

const awsOwn: JsonObject = {
  EnableKeyRotation: notOurs,
  KeyPolicy: notOurs,
  RotationPeriodInDays: notOurs,
  Tags: notOurs,
};

async function customersOwn(reading: KeyReading, client: KMSClient, KeyId: string): Promise<JsonObject> {
  const { GetKeyPolicyCommand } = await import('../../clients/kms.ts');
  const [rotation, KeyPolicy, Tags] = await Promise.all([
    rotationOf(reading, client, KeyId),
    reading.aside('kms:GetKeyPolicy', async () =>
      policyDocument((await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy),
    ),
    tagsOf(reading, client, KeyId),
  ]);
  return { ...rotation, KeyPolicy, Tags };
}

async function rotationOf({ aside }: KeyReading, client: KMSClient, KeyId: string): Promise<JsonObject> {
  const { GetKeyRotationStatusCommand } = await import('../../clients/kms.ts');
  const rotation = await aside(
    'kms:GetKeyRotationStatus',
    async (): Promise<JsonObject> => {
      const answer = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
      return {
        EnableKeyRotation: answer.KeyRotationEnabled,
        RotationPeriodInDays: answer.RotationPeriodInDays,
      };
    },
    // Asymmetric keys, HMAC keys and keys in a custom store have no automatic rotation to be on.
    ({ name }) => name === 'UnsupportedOperationException',
  );
  return isUnknown(rotation)
    ? { EnableKeyRotation: rotation, RotationPeriodInDays: rotation }
    : (rotation ?? {});
}

async function tagsOf({ aside }: KeyReading, client: KMSClient, KeyId: string) {
  const { ListResourceTagsCommand } = await import('../../clients/kms.ts');
  return aside('kms:ListResourceTags', async (): Promise<Json[]> => {
    const tags = await allPages(async (Marker) => {
      const page = await client.send(new ListResourceTagsCommand({ KeyId, Marker }));
      return { rows: page.Tags, next: page.NextMarker };
    });
    return tagList(tags);
  });
}
