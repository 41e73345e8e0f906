import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { describeDomain, domainPermissions, memberOf, notInService, updatingDomain } from './_domain.ts';

export default defineRemediation({
  id: 'sagemaker-domain-docker-trusted-accounts',
  title: 'Switch off Docker in the domain’s apps',
  resourceType: 'AWS::SageMaker::Domain',
  repairs: ['sagemaker-domain-docker-trusted-accounts'],
  risk: 'disruptive',
  breaks:
    'Apps made from then on have no Docker: local mode and building images in Studio end. Apps that run keep it until they ' +
    'are made anew. A domain that needs Docker is better sent through its VPC.',
  permissions: domainPermissions,
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateDomain.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-local-get-started.html',
  ],

  async read({ id }, ask) {
    const { DomainSettings, Status } = await ask(describeDomain(id));
    return { DockerSettings: memberOf(DomainSettings, 'DockerSettings'), Status };
  },

  plan({ resource: { id }, before }) {
    const waiting = notInService(before);
    if (waiting !== undefined) return notYet(waiting);
    const settings = memberOf(before, 'DockerSettings');
    const was = settings['EnableDockerAccess'];
    if (was !== 'ENABLED') return refuse('it is so already');
    const turn = (EnableDockerAccess: 'ENABLED' | 'DISABLED') =>
      updatingDomain(id, {
        update: { DomainSettingsForUpdate: { DockerSettings: { ...settings, EnableDockerAccess } } },
        expect: { 'DomainSettings.DockerSettings.EnableDockerAccess': [EnableDockerAccess] },
      });
    return draft(
      [change('DomainSettings.DockerSettings.EnableDockerAccess', was, 'DISABLED')],
      [{ ...turn('DISABLED'), undo: turn(was) }],
    );
  },
});
