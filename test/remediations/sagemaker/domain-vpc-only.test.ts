import type { CreateDomainCommandInput } from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import remediation from '../../../remediations/sagemaker/domain-vpc-only.ts';
import { itPutsRight } from '../kit.ts';
import { domain } from './domain.ts';

const scene = { name: 'a domain as it comes', rule: 'sagemaker-domain-vpc-only', make: domain() } as const;

const settings = fc.record(
  {
    DefaultUserSettings: fc.constant({
      ExecutionRole: 'arn:aws:iam::111122223333:role/Ml',
      SecurityGroups: ['sg-1'],
      SharingSettings: { NotebookOutputOption: 'Allowed' as const },
    }),
    DomainSettings: fc.constant({
      SecurityGroupIds: ['sg-2'],
      DockerSettings: { EnableDockerAccess: 'ENABLED' as const },
    }),
    Tags: fc.constant([{ Key: 'team', Value: 'churn' }]),
    AuthMode: fc.constantFrom('IAM' as const, 'SSO' as const),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, [scene], {
  anyScene: settings.map((each) => ({
    ...scene,
    make: domain(each as unknown as Partial<CreateDomainCommandInput>),
  })),
});
