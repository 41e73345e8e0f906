import {
  all,
  compliant,
  defineRule,
  insufficientData,
  nonCompliant,
  notApplicable,
  type PropertiesOf,
  type Verdict,
} from '../../engine/rule.ts';

type Package = PropertiesOf<'AWS::SageMaker::ModelPackage'>;
type User = NonNullable<Package['CreatedBy']>;

const ROLE = 'arn:aws:sts::111122223333:assumed-role';
const by = (session: string) => ({ IamIdentity: { Arn: `${ROLE}/${session}` } });

const approved = {
  ModelApprovalStatus: 'Approved',
  ApprovalDescription: 'Reviewed against card 12, bias within limits',
  CreatedBy: by('Training/ada'),
};

export default defineRule({
  id: 'sagemaker-model-package-approver-recorded',
  revision: 1,
  title: 'Approved model package must record an approver distinct from its creator',
  rationale:
    'An approval that nobody explains, or that its own author gives, is no control: a bad or poisoned model goes to ' +
    'production on one person’s word, and nobody can tell why.',
  severity: 'HIGH',
  profile: 'regulated',
  resourceType: 'AWS::SageMaker::ModelPackage',
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
    'Register packages as PendingManualApproval; let somebody else call UpdateModelPackage with ModelApprovalStatus ' +
    'Approved and an ApprovalDescription that says what was reviewed.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModelPackage.html',
  ],
  examples: {
    compliant: [
      {
        name: 'somebody else approved, and said why',
        properties: { ...approved, LastModifiedBy: by('Review/grace') },
      },
    ],
    nonCompliant: [
      { name: 'its creator approved it', properties: { ...approved, LastModifiedBy: by('Training/ada') } },
      {
        name: 'approved without a word',
        properties: { ...approved, ApprovalDescription: '', LastModifiedBy: by('Review/grace') },
      },
    ],
  },

  evaluate({ properties }) {
    if (properties.ModelApprovalStatus !== 'Approved') return notApplicable('it is not approved');
    return all([() => isExplained(properties), () => isDistinct(properties)]);
  },
});

const isExplained = ({ ApprovalDescription }: Package): Verdict =>
  ApprovalDescription?.trim()
    ? compliant
    : nonCompliant({
        path: 'ApprovalDescription',
        expected: 'what was reviewed',
        actual: ApprovalDescription ?? null,
      });

/** SageMaker names the last to modify the package: the approver, unless somebody touched it later. */
function isDistinct({ CreatedBy, LastModifiedBy }: Package): Verdict {
  const creator = identity(CreatedBy);
  const approver = identity(LastModifiedBy);
  if (!creator || !approver)
    return insufficientData('SageMaker does not say who created and who approved it');
  if (approver !== creator) return compliant;
  return nonCompliant({ path: 'LastModifiedBy', expected: 'not its creator', actual: approver });
}

/** In Studio all users may share one role session: there the profile tells them apart. */
const identity = (user: User | undefined): string | undefined =>
  user?.UserProfileArn || user?.IamIdentity?.Arn;
