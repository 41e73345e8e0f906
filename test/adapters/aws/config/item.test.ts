import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { wholeItem } from '../../../../adapters/aws/config/item.ts';
import { recordConfigurationItem } from '../../../../emulator/index.ts';
import type { ConfigItem } from '../../../../resources/config-item.ts';
import { emulatedAws, REGION } from '../kit.ts';

const TYPE = 'AWS::SageMaker::Model';
const [FIRST, SECOND] = ['2026-01-01T00:01:00.000Z', '2026-01-01T00:02:00.000Z'];

const summaryOf = (capturedAt: string, id = 'm'): ConfigItem => ({
  type: TYPE,
  id,
  account: '111122223333',
  region: REGION,
  capturedAt,
  status: 'OK',
  configuration: null,
});

/** AWS Config has recorded two states of one model. */
async function recorded() {
  const made = emulatedAws();
  const config = made.door.client(ConfigServiceClient);
  const recorder = { name: 'default', roleARN: 'arn:aws:iam::111122223333:role/config' };
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  for (const configurationItemCaptureTime of [FIRST, SECOND]) {
    recordConfigurationItem(made.world, {
      account: made.world.account,
      region: REGION,
      resourceType: TYPE,
      resourceId: 'm',
      ARN: '',
      configurationItemStatus: 'OK',
      configurationItemCaptureTime,
      configuration: { EnableNetworkIsolation: configurationItemCaptureTime === SECOND },
    });
  }
  return made;
}

describe('the whole item of a summary', () => {
  it.each([
    [FIRST, false],
    [SECOND, true],
  ])('is the one of its capture, %s', async (capturedAt, EnableNetworkIsolation) => {
    const { aws } = await recorded();
    expect(await wholeItem(aws, summaryOf(capturedAt))).toEqual({
      ...summaryOf(capturedAt),
      configuration: { EnableNetworkIsolation },
    });
  });

  it('is none where AWS Config has only an older one', async () => {
    const { aws } = await recorded();
    expect(await wholeItem(aws, summaryOf('2026-01-01T00:03:00.000Z'))).toBeUndefined();
  });

  it('is none of a resource that AWS Config does not know', async () => {
    const { aws } = await recorded();
    expect(await wholeItem(aws, summaryOf(FIRST, 'other'))).toBeUndefined();
  });

  it('is no answer where AWS does not let it be read', async () => {
    const { aws, world } = await recorded();
    world.faults.deny({ operation: 'GetResourceConfigHistory' });
    await expect(wholeItem(aws, summaryOf(FIRST))).rejects.toThrow('not authorized');
  });
});
