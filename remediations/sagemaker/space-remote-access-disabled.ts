import type { DescribeSpaceCommandInput, UpdateSpaceCommandInput } from '@aws-sdk/client-sagemaker';
import type { JsonObject, ResourceRef } from '../../resources/resource.ts';
import { apiCall, change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';

export default defineRemediation({
  id: 'sagemaker-space-remote-access-disabled',
  title: 'Switch off remote access to the space',
  resourceType: 'AWS::SageMaker::Space',
  repairs: ['sagemaker-space-remote-access-disabled'],
  risk: 'disruptive',
  breaks:
    'Local IDEs that are connected to the space lose their session; work goes on in the browser. SageMaker may refuse while ' +
    'the space’s app is running: stop it first.',
  permissions: ['sagemaker:DescribeSpace', 'sagemaker:UpdateSpace'],
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateSpace.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/remote-access.html',
  ],

  async read(resource, ask) {
    const named = nameOf(resource);
    if (named === undefined) return {};
    const { SpaceSettings, Status } = await ask(describe(named));
    return { SpaceSettings, Status };
  },

  plan({ resource, before: { SpaceSettings, Status } }) {
    const named = nameOf(resource);
    if (named === undefined) return refuse('what domain the space belongs to is not known');
    if (Status !== 'InService') return notYet(`the space is ${String(Status)}; wait until it is InService`);
    const settings = Object(SpaceSettings) as JsonObject;
    const was = settings['RemoteAccess'];
    if (was !== 'ENABLED') return refuse('it is so already');
    const turn = (RemoteAccess: 'ENABLED' | 'DISABLED') => ({
      call: apiCall<UpdateSpaceCommandInput>('sagemaker', 'UpdateSpace', {
        ...named,
        SpaceSettings: { ...settings, RemoteAccess },
      }),
      until: {
        call: describe(named),
        expect: { Status: ['InService'], 'SpaceSettings.RemoteAccess': [RemoteAccess] },
        never: { Status: ['Failed', 'Update_Failed', 'Deleting'] },
      },
    });
    return draft(
      [change('SpaceSettings.RemoteAccess', was, 'DISABLED')],
      [{ ...turn('DISABLED'), undo: turn('ENABLED') }],
    );
  },
});

/** A space is named by its domain and its own name. */
function nameOf({ id, parent = {} }: ResourceRef): DescribeSpaceCommandInput | undefined {
  const { domainId } = parent;
  return domainId === undefined ? undefined : { DomainId: domainId, SpaceName: id };
}

const describe = (named: DescribeSpaceCommandInput) =>
  apiCall<DescribeSpaceCommandInput>('sagemaker', 'DescribeSpace', named);
