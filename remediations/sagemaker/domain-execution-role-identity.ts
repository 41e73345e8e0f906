import { change, defineRemediation, draft, notYet } from '../remediation.ts';
import { describeDomain, domainPermissions, notInService, updatingDomain } from './_domain.ts';

const PATH = 'DomainSettings.ExecutionRoleIdentityConfig';

export default defineRemediation({
  id: 'sagemaker-domain-execution-role-identity',
  title: 'Carry the user profile’s name in every call of the execution role',
  resourceType: 'AWS::SageMaker::Domain',
  repairs: ['sagemaker-domain-execution-role-identity'],
  risk: 'disruptive',
  breaks:
    'Apps do not start with execution roles whose trust policies do not allow sts:SetSourceIdentity: change those first. ' +
    'SageMaker refuses while apps are running. Undoing leaves DISABLED where nothing was said before, which is the default.',
  permissions: domainPermissions,
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DomainSettingsForUpdate.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/monitor-user-access.html',
  ],

  async read({ id }, ask) {
    const { DomainSettings, Status } = await ask(describeDomain(id));
    const { ExecutionRoleIdentityConfig } = Object(DomainSettings);
    return { ExecutionRoleIdentityConfig, Status };
  },

  plan({ resource: { id }, before }) {
    const waiting = notInService(before);
    if (waiting !== undefined) return notYet(waiting);
    const { ExecutionRoleIdentityConfig: was } = before;
    const turn = (ExecutionRoleIdentityConfig: 'USER_PROFILE_NAME' | 'DISABLED') =>
      updatingDomain(id, {
        update: { DomainSettingsForUpdate: { ExecutionRoleIdentityConfig } },
        expect: { [PATH]: [ExecutionRoleIdentityConfig] },
      });
    return draft(
      [change(PATH, was, 'USER_PROFILE_NAME')],
      [{ ...turn('USER_PROFILE_NAME'), undo: turn('DISABLED') }],
    );
  },
});
