import { CreateSpaceCommand, type CreateSpaceRequest, SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { DoorCase } from './door.ts';

const type = 'AWS::SageMaker::Space';

const space = (RemoteAccess: 'ENABLED' | 'DISABLED') =>
  ({
    DomainId: 'd-0a1b2c3d4e5f',
    SpaceName: 'lab',
    SpaceSettings: { AppType: 'JupyterLab', RemoteAccess },
    OwnershipSettings: { OwnerUserProfileName: 'jane' },
    SpaceSharingSettings: { SharingType: 'Private' },
  }) satisfies CreateSpaceRequest;

const caseOf = (
  name: string,
  { asked, verdict }: { asked: CreateSpaceRequest; verdict: 'COMPLIANT' | 'NON_COMPLIANT' },
): DoorCase => ({
  name,
  type,
  make: ({ door }) => door.client(SageMakerClient).send(new CreateSpaceCommand(asked)),
  template: { Judged: { Type: type, Properties: JSON.parse(JSON.stringify(asked)) } },
  plan: [
    {
      address: 'aws_sagemaker_space.lab',
      after: {
        domain_id: asked.DomainId ?? '',
        space_name: asked.SpaceName ?? '',
        space_settings: [
          { app_type: 'JupyterLab', remote_access: asked.SpaceSettings?.RemoteAccess ?? null },
        ],
        ownership_settings: [{ owner_user_profile_name: 'jane' }],
        space_sharing_settings: [{ sharing_type: 'Private' }],
      },
    },
  ],
  verdicts: { 'sagemaker-space-remote-access-disabled': verdict },
});

export const spaceCases: readonly DoorCase[] = [
  caseOf('a space without remote access', { asked: space('DISABLED'), verdict: 'COMPLIANT' }),
  caseOf('a space that a local IDE may connect to', { asked: space('ENABLED'), verdict: 'NON_COMPLIANT' }),
];
