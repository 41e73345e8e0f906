import { CreateSpaceCommand, SageMakerClient, type SpaceSettings } from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/sagemaker/space-remote-access-disabled.ts';
import { itPutsRight, refOf } from '../kit.ts';

const rule = 'sagemaker-space-remote-access-disabled';
const SpaceName = 'lab';
const ref = { ...refOf('AWS::SageMaker::Space', SpaceName), parent: { domainId: 'd-1' } };

const space =
  (settings: SpaceSettings = {}) =>
  async (door: Emulated) => {
    await door.client(SageMakerClient).send(
      new CreateSpaceCommand({
        DomainId: 'd-1',
        SpaceName,
        SpaceSettings: { ...settings, RemoteAccess: 'ENABLED' },
        OwnershipSettings: { OwnerUserProfileName: 'jane' },
        SpaceSharingSettings: { SharingType: 'Private' },
      }),
    );
    return ref;
  };

const scene = { name: 'a space that a local IDE may connect to', rule, make: space() } as const;

itPutsRight(remediation, [scene], {
  anyScene: fc
    .record(
      {
        AppType: fc.constantFrom('JupyterLab' as const, 'CodeEditor' as const),
        JupyterLabAppSettings: fc.constant({
          DefaultResourceSpec: { InstanceType: 'ml.t3.medium' as const },
        }),
        SpaceStorageSettings: fc.record({
          EbsStorageSettings: fc.record({ EbsVolumeSizeInGb: fc.integer({ min: 5, max: 100 }) }),
        }),
      },
      { requiredKeys: [] },
    )
    .map((settings) => ({ ...scene, make: space(settings as SpaceSettings) })),
});

describe('what is refused', () => {
  const plan = (before: object, resource: object = ref) =>
    remediation.plan({
      resource: { ...ref, ...resource, source: 'live', properties: {} },
      before: { Status: 'InService', SpaceSettings: { RemoteAccess: 'ENABLED' }, ...before },
      rule,
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    ['a space that is being updated', plan({ Status: 'Updating' }), 'Updating'],
    ['one without remote access', plan({ SpaceSettings: undefined }), 'already'],
    ['one of an unknown domain', plan({}, { parent: {} }), 'domain'],
  ])('%s', (_, planned, why) => {
    expect(planned).toEqual({
      refused: expect.stringContaining(why),
      ...(why === 'Updating' && { isPassing: true }),
    });
  });

  it('nothing is asked about a space of an unknown domain', async () => {
    const ask = () => Promise.reject(new Error('asked all the same'));
    expect(await remediation.read(refOf('AWS::SageMaker::Space', SpaceName), ask)).toEqual({});
  });
});
