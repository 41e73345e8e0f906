import {
  CreateSpaceCommand,
  DeleteSpaceCommand,
  DescribeSpaceCommand,
  ListSpacesCommand,
  SageMakerClient,
  UpdateSpaceCommand,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

/** What SageMaker promises about spaces, which two names name. */
export function sagemakerSpaceContract(open: () => Endpoint): void {
  const named = { DomainId: 'd-1', SpaceName: 'Lab' };

  it('a space is made once, listed by its domain, and not found when it is deleted', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const { SpaceArn = '' } = await sagemaker.send(new CreateSpaceCommand(named));
    expect(SpaceArn).toBe(`arn:aws:sagemaker:${endpoint.region}:${endpoint.account}:space/d-1/lab`);
    expect((await refusal(sagemaker.send(new CreateSpaceCommand(named)))).name).toBe('ResourceInUse');
    await endpoint.settle();
    const of = async (DomainIdEquals: string) =>
      (await sagemaker.send(new ListSpacesCommand({ DomainIdEquals }))).Spaces;
    expect(await of('d-1')).toMatchObject([{ ...named, Status: 'InService' }]);
    expect(await of('d-2')).toEqual([]);
    const { Spaces } = await sagemaker.send(new ListSpacesCommand({ SpaceNameContains: 'other' }));
    expect(Spaces).toEqual([]);
    await sagemaker.send(new DeleteSpaceCommand(named));
    await endpoint.settle();
    const gone = await refusal(sagemaker.send(new DescribeSpaceCommand(named)));
    expect(gone.name).toBe('ResourceNotFound');
  });

  it('an update of a space leaves the settings that it does not name', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const SpaceSettings = { AppType: 'JupyterLab' as const, RemoteAccess: 'ENABLED' as const };
    await sagemaker.send(new CreateSpaceCommand({ ...named, SpaceSettings }));
    await endpoint.settle();
    const off = { SpaceSettings: { RemoteAccess: 'DISABLED' as const } };
    await sagemaker.send(new UpdateSpaceCommand({ ...named, ...off }));
    expect(await sagemaker.send(new DescribeSpaceCommand(named))).toMatchObject({ Status: 'Updating' });
    await endpoint.settle();
    expect(await sagemaker.send(new DescribeSpaceCommand(named))).toMatchObject({
      Status: 'InService',
      SpaceSettings: { AppType: 'JupyterLab', RemoteAccess: 'DISABLED' },
    });
  });
}
