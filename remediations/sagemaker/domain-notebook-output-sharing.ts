import type { Json } from '../../resources/resource.ts';
import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { describeDomain, domainPermissions, memberOf, notInService, updatingDomain } from './_domain.ts';

export default defineRemediation({
  id: 'sagemaker-domain-notebook-output-sharing',
  title: 'Encrypt the output of shared notebooks with your own key',
  resourceType: 'AWS::SageMaker::Domain',
  repairs: ['sagemaker-domain-notebook-output-sharing'],
  risk: 'disruptive',
  breaks:
    'Whoever shares a notebook, or opens a shared one, needs to use the key: execution roles without that permission are ' +
    'denied. Notebooks shared before stay as they are.',
  permissions: domainPermissions,
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SharingSettings.html'],

  async read({ id }, ask) {
    const { DefaultUserSettings, Status } = await ask(describeDomain(id));
    return { SharingSettings: memberOf(DefaultUserSettings, 'SharingSettings'), Status };
  },

  plan({ resource: { id }, before, options: { kmsKeyArn } }) {
    const waiting = notInService(before);
    if (waiting !== undefined) return notYet(waiting);
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    const { S3KmsKeyId: was, ...others } = memberOf(before, 'SharingSettings');
    if (was) return refuse('it is so already');
    const turn = (key: Json | undefined) =>
      updatingDomain(id, {
        update: {
          DefaultUserSettings: {
            SharingSettings: { ...others, ...(key !== undefined && { S3KmsKeyId: String(key) }) },
          },
        },
        expect: { 'DefaultUserSettings.SharingSettings.S3KmsKeyId': [key ?? null] },
      });
    return draft(
      [change('DefaultUserSettings.SharingSettings.S3KmsKeyId', was, kmsKeyArn)],
      [{ ...turn(kmsKeyArn), undo: turn(was) }],
    );
  },
});
