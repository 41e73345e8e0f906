import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { Planned } from './door.ts';

/** Of a key that is in no account, where its name alone decides. */
export const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export const KEY_OUT_OF_EVENT = 'KMS says who manages a key, not the request that names it';

/** Makes a customer managed key, and gives its ARN. */
export async function customerKey({ door }: EmulatedAws): Promise<string> {
  const { KeyMetadata } = await door.client(KMSClient).send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn ?? '';
}

/** The same key beside the judged resource: `Key` in a template, `aws_kms_key.key` in a plan. */
export const customerKeyIn = {
  template: { Type: 'AWS::KMS::Key', Properties: {} },
  plan: {
    address: 'aws_kms_key.key',
    after: {
      customer_master_key_spec: 'SYMMETRIC_DEFAULT',
      enable_key_rotation: false,
      is_enabled: true,
      key_usage: 'ENCRYPT_DECRYPT',
      tags: null,
    },
    unknown: { key_id: true, multi_region: true, policy: true, description: true },
  } satisfies Planned,
};
