import { CreateSpaceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/space.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::SageMaker::Space';
const ref = refOf(type, 'lab', { parent: { domainId: 'd-1' } });

const asked = {
  DomainId: 'd-1',
  SpaceName: ref.id,
  SpaceSettings: { AppType: 'JupyterLab' as const, RemoteAccess: 'ENABLED' as const },
  SpaceSharingSettings: { SharingType: 'Private' as const },
};

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeSpace' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      const Tags = [{ Key: 'team', Value: 'ml' }];
      await door.client(SageMakerClient).send(new CreateSpaceCommand({ ...asked, Tags }));
      return ref;
    },
    properties: { ...asked, Tags: [{ Key: 'team', Value: 'ml' }] },
  });

  it('is not read where its domain is not known', async () => {
    expect(
      await reader.read(
        refOf(type, 'lab'),
        answering(() => ({})),
      ),
    ).toMatchObject({
      outcome: 'failed',
      because: expect.stringContaining('domain'),
      retryable: false,
    });
  });
});
