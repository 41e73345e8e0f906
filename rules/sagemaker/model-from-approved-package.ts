import { defineRule, each, nonCompliant, notApplicable, type Related } from '../../engine/rule.ts';

const EXPECTED = 'an Approved model package';
const PACKAGE = 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/credit/3';
const deployed = {
  properties: { PrimaryContainer: { ModelPackageName: PACKAGE } },
  referrers: ['AWS::SageMaker::EndpointConfig credit'],
};

export default defineRule({
  id: 'sagemaker-model-from-approved-package',
  revision: 1,
  title: 'Production model must be created from an Approved model package',
  rationale:
    'A model that is deployed past the registry has no version that anyone approved: nobody can say later what was ' +
    'served, who tested it, or what to go back to.',
  severity: 'HIGH',
  profile: 'regulated',
  resourceType: 'AWS::SageMaker::Model',
  needs: {
    primary: { path: 'PrimaryContainer.ModelPackageName', type: 'AWS::SageMaker::ModelPackage' },
    further: { path: 'Containers[].ModelPackageName', type: 'AWS::SageMaker::ModelPackage' },
  },
  referencedBy: true,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 17',
      'eu_ai_act_2024_1689:Art. 25',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.5.8',
      'iso27001_2022:A.8.25',
      'iso27001_2022:A.8.32',
      'iso42001_2023:A.10.3',
      'iso42001_2023:A.6.2.4',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0008',
      'mitre_atlas:AML.M0014',
      'nist_800_53_r5:CM-3',
      'nist_800_53_r5:SA-9',
      'nist_800_53_r5:SR-3',
      'nist_ai_rmf_1_0:GOVERN 1.4',
      'nist_ai_rmf_1_0:GOVERN 6.1',
      'nist_ai_rmf_1_0:MANAGE 1.1',
      'nist_ai_rmf_1_0:MANAGE 3.2',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC5.2',
      'soc2_tsc:CC8.1',
    ],
  },
  guidance:
    'Register the model as a version of its model package group, approve it (ModelApprovalStatus: Approved), and create ' +
    'the model with ModelPackageName.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy.html',
  ],
  examples: {
    compliant: [
      {
        name: 'an approved version',
        ...deployed,
        related: { [PACKAGE]: { ModelApprovalStatus: 'Approved' } },
      },
    ],
    nonCompliant: [
      {
        name: 'a version that waits for approval',
        ...deployed,
        related: { [PACKAGE]: { ModelApprovalStatus: 'PendingManualApproval' } },
      },
      {
        name: 'no package',
        properties: { PrimaryContainer: { Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/credit:3' } },
        referrers: ['AWS::SageMaker::EndpointConfig credit'],
      },
    ],
  },

  evaluate(_model, context) {
    if (context.referrers().length === 0)
      return notApplicable('nothing serves it: no AI resource refers to it');
    const packages = [
      ...versionsAt('PrimaryContainer.ModelPackageName', context.related('primary')),
      ...versionsAt('Containers[].ModelPackageName', context.related('further')),
    ];
    if (packages.length === 0) {
      return nonCompliant({ path: 'PrimaryContainer.ModelPackageName', expected: EXPECTED, actual: null });
    }
    return each(packages, ({ path, version }) => {
      // A version that is registered without a word waits for approval.
      const status = version.read().ModelApprovalStatus ?? 'not set';
      if (status === 'Approved') return undefined;
      return { path, expected: EXPECTED, actual: `${version.reference} (ModelApprovalStatus ${status})` };
    });
  },
});

const versionsAt = (path: string, versions: readonly Related<'AWS::SageMaker::ModelPackage'>[]) =>
  versions.map((version) => ({ path, version }));
