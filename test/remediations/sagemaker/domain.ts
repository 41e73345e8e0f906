import {
  CreateDomainCommand,
  type CreateDomainCommandInput,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { refOf } from '../kit.ts';

type Asked = Partial<CreateDomainCommandInput>;

const ExecutionRole = 'arn:aws:iam::111122223333:role/Ml';

/** Makes a Studio domain with these settings besides what it must have. */
export const domain =
  ({ DefaultUserSettings, ...asked }: Asked = {}) =>
  async (door: Emulated) => {
    const { DomainId = '', DomainArn } = await door.client(SageMakerClient).send(
      new CreateDomainCommand({
        DomainName: 'studio',
        AuthMode: 'SSO',
        VpcId: 'vpc-0a1b2c3d',
        SubnetIds: ['subnet-0a1b2c3d'],
        DefaultUserSettings: { ExecutionRole, ...DefaultUserSettings },
        ...asked,
      }),
    );
    return refOf('AWS::SageMaker::Domain', DomainId, DomainArn);
  };

interface Others {
  readonly user: JsonObject;
  readonly domain: JsonObject;
  readonly asked: Asked;
}

/** Settings that none of the remediations is about. */
export const anyOthers: fc.Arbitrary<Others> = fc.record({
  user: fc.record(
    {
      SecurityGroups: fc.constant(['sg-1']),
      KernelGatewayAppSettings: fc.constant({ DefaultResourceSpec: { InstanceType: 'ml.t3.medium' } }),
      StudioWebPortal: fc.constantFrom('ENABLED', 'DISABLED'),
    },
    { requiredKeys: [] },
  ),
  domain: fc.record(
    { SecurityGroupIds: fc.constant(['sg-2']), AmazonQSettings: fc.constant({ Status: 'DISABLED' }) },
    { requiredKeys: [] },
  ),
  asked: fc.record(
    {
      AppNetworkAccessType: fc.constantFrom('VpcOnly' as const, 'PublicInternetOnly' as const),
      Tags: fc.constant([{ Key: 'team', Value: 'churn' }]),
      AuthMode: fc.constantFrom('IAM' as const, 'SSO' as const),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Asked>,
});

/** As `domain` takes them: these settings of users and of the domain, and all others. */
export const asked = (
  { user = {}, domain: own = {} }: { readonly user?: JsonObject; readonly domain?: JsonObject },
  others: Others = { user: {}, domain: {}, asked: {} },
): Asked =>
  ({
    ...others.asked,
    DefaultUserSettings: { ...others.user, ...user },
    DomainSettings: { ...others.domain, ...own },
  }) as unknown as Asked;
