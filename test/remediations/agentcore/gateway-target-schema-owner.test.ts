import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { lookUp } from '../../../adapters/aws/operations.ts';
import { createWorld, type Emulated, emulate, type World } from '../../../emulator/index.ts';
import remediation from '../../../remediations/agentcore/gateway-target-schema-owner.ts';
import { itPutsRight, REGION } from '../kit.ts';
import { anySettings, target } from './gateway-target.ts';

const rule = 'agentcore-gateway-target-schema-owner';

const withBucket =
  (Bucket: string, make: ReturnType<typeof target>) => async (door: Emulated, world: World) => {
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    await door.client(S3Client).send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    return make(door, world);
  };

const s3 = { uri: 's3://our-schemas/orders/v1.json' };

const openApi = {
  name: 'an OpenAPI schema in a bucket of ours',
  rule,
  make: withBucket('our-schemas', target({ mcp: { openApiSchema: { s3 } } })),
  alsoChanges: ['UpdatedAt'],
} as const;

const smithy = {
  ...openApi,
  name: 'a Smithy model in a bucket of ours',
  make: withBucket('our-schemas', target({ mcp: { smithyModel: { s3 } } })),
};

itPutsRight(remediation, [openApi, smithy], {
  anyScene: anySettings.map((each) => ({
    ...openApi,
    make: withBucket('our-schemas', target({ mcp: { openApiSchema: { s3 } } }, each)),
  })),
});

describe('a schema in a bucket that is not ours', () => {
  it.each([
    ['nobody’s that we know', 'another-bucket'],
    ['the one that only begins so', 'our-schemas-of-old'],
  ])('is refused: %s', async (_name, bucket) => {
    const world = createWorld();
    const door = emulate(world, { region: REGION });
    const ref = await withBucket(bucket, target({ mcp: { openApiSchema: { s3 } } }))(door, world);
    world.clock.advance(60_000);
    const aws = createAws({
      region: REGION,
      config: door.config,
      install: door.install,
      now: world.clock.now,
    });
    const before = await remediation.read(ref, (call) => lookUp(call, { aws, region: REGION }));
    const resource = { ...ref, source: 'live', properties: {} } as const;
    const options = { kmsKeyArn: undefined, tags: {} };
    expect(remediation.plan({ resource, before, rule, observations: [], options })).toEqual({
      refused: expect.stringContaining('s3://our-schemas/orders/v1.json is in no bucket of this account'),
    });
  });
});
