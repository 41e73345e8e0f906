import {
  Aspects,
  Aws,
  BootstraplessSynthesizer,
  CfnCondition,
  CfnResource,
  DefaultStackSynthesizer,
  Duration,
  Fn,
  type IStackSynthesizer,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { EventBus as HomeBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets';
import { AccountPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { listers } from '../../adapters/aws/listers/index.ts';
import { readers } from '../../adapters/aws/readers/index.ts';
import { acknowledge, acknowledgeWildcards } from '../acknowledgements.ts';
import type { Config } from '../config.ts';
import { forwarderRoleName, INTAKE_BUS } from '../constructs/change-feed.ts';
import { type FunctionName, functionRoleName } from '../constructs/function.ts';
import { OWN_FINDINGS } from '../constructs/publishing.ts';
import { queueDefaults } from '../constructs/work-queue.ts';
import { changePatterns } from '../event-patterns.ts';
import { readStatements } from '../read-statements.ts';
import { remediationStatements } from '../remediation-statements.ts';

export interface MemberStackProps extends StackProps {
  /** Where everything is judged. */
  readonly home: { readonly account: string; readonly region: string };
  /** In other accounts. @default only forwards, from another Region of the home account */
  readonly organization?: NonNullable<Config['organization']>;
}

/** What another Region or another account needs: events go home, and home may look. No assets: a StackSet carries it. */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, { home, organization, ...props }: MemberStackProps) {
    super(scope, id, {
      description: `Assay: tells ${home.account} in ${home.region} of changes`,
      synthesizer: withoutBootstrap(home.region),
      // A template that is handed over as text may have 51,200 bytes.
      suppressTemplateIndentation: true,
      ...props,
    });
    forward(this, { home, organization });
    if (organization) roles(this, { home, organization });
  }
}

/** Neither other Regions nor members are bootstrapped; the roles of the home Region deploy there as well. */
function withoutBootstrap(homeRegion: string): IStackSynthesizer {
  const atHome = (arn: string) => arn.replaceAll('${AWS::Region}', homeRegion);
  // The CDK's own class is none to exactOptionalPropertyTypes.
  return new BootstraplessSynthesizer({
    deployRoleArn: atHome(DefaultStackSynthesizer.DEFAULT_DEPLOY_ROLE_ARN),
    cloudFormationExecutionRoleArn: atHome(DefaultStackSynthesizer.DEFAULT_CLOUDFORMATION_ROLE_ARN),
  }) as IStackSynthesizer;
}

type Parts = Pick<MemberStackProps, 'home'> & {
  readonly organization: MemberStackProps['organization'] | undefined;
};

function forward(stack: Stack, { home, organization }: Parts): void {
  const arn = `arn:${stack.partition}:events:${home.region}:${home.account}:event-bus/${INTAKE_BUS}`;
  const role = new Role(stack, 'Forwarder', {
    roleName: forwarderRoleName(stack.region),
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
    description: `Assay: sends events to ${home.account} in ${home.region}, and does nothing else`,
  });
  role.addToPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [arn] }));
  const deadLetters = new Queue(stack, 'Unforwarded', {
    ...queueDefaults(false),
    retentionPeriod: Duration.days(14),
  });
  acknowledge(deadLetters, { 'AwsSolutions-SQS3': 'it is itself a dead-letter queue, of the rules' });
  const bus = HomeBus.fromEventBusArn(stack, 'Home', arn);
  const patterns = { ...changePatterns(), ...(organization && { OwnFindings: OWN_FINDINGS }) };
  for (const [name, eventPattern] of Object.entries(patterns)) {
    new Rule(stack, name, {
      eventPattern,
      targets: [new BusTarget(bus, { role, deadLetterQueue: deadLetters })],
    });
  }
}

interface Membership {
  readonly home: MemberStackProps['home'];
  readonly organization: NonNullable<Config['organization']>;
}

/** Roles are the same in all Regions: they are made with the home Region's instance. */
function roles(stack: Stack, { home, organization }: Membership): void {
  const isOnce = new CfnCondition(stack, 'IsHomeRegion', {
    expression: Fn.conditionEquals(Aws.REGION, home.region),
  });
  const { partition } = stack;
  const reading = readStatements([...Object.values(readers), ...Object.values(listers)], {
    partition,
    account: Aws.ACCOUNT_ID,
  });
  const read = memberRole(stack, 'Read', {
    roleName: organization.readRole,
    description: 'Assay: reads AI resources and what surrounds them, and no data',
    trusts: ['evaluate-change', 'evaluate-inventory', 'plan-remediation', 'verify-remediation'],
    membership: { home, organization },
    statements: reading,
  });
  acknowledgeWildcards(
    read,
    reading.flatMap(({ resources }) => resources),
    'it reads every resource of the judged types, whatever its name and Region: the actions only describe and list, and none reads what the resources hold',
  );
  const hub = `arn:${partition}:securityhub:${home.region}:${Aws.ACCOUNT_ID}`;
  const publish = memberRole(stack, 'Publish', {
    roleName: organization.publishRole,
    description: 'Assay: tells the Security Hub of this account',
    trusts: ['publish-findings', 'republish-findings'],
    membership: { home, organization },
    statements: [
      new PolicyStatement({
        actions: ['securityhub:BatchImportFindings'],
        resources: [`${hub}:product/${Aws.ACCOUNT_ID}/default`],
      }),
      new PolicyStatement({
        actions: ['securityhub:BatchUpdateFindings'],
        resources: [`${hub}:hub/default`],
      }),
    ],
  });
  const changing = remediationStatements({ partition, account: Aws.ACCOUNT_ID }, { readOnly: false });
  const remediate = memberRole(stack, 'Remediate', {
    roleName: organization.remediateRole,
    description: 'Assay: makes the calls of remediations, and no others',
    trusts: ['apply-remediation'],
    membership: { home, organization },
    statements: changing,
  });
  acknowledgeWildcards(
    remediate,
    changing.flatMap(({ resources }) => resources),
    'what will be put right is not known when it is deployed; exactly the actions of the remediations, each call of a plan that was decided, recorded and can be undone',
  );
  for (const role of [read, publish, remediate]) {
    // As an aspect: policies that are too long are split only when the template is made.
    Aspects.of(role).add({
      visit(node) {
        if (CfnResource.isCfnResource(node)) node.cfnOptions.condition = isOnce;
      },
    });
  }
}

interface MemberRole {
  readonly roleName: string;
  readonly description: string;
  /** Functions at home that may be it. */
  readonly trusts: readonly FunctionName[];
  readonly membership: Membership;
  readonly statements: readonly PolicyStatement[];
}

function memberRole(
  stack: Stack,
  id: string,
  { trusts, membership, statements, ...props }: MemberRole,
): Role {
  const { home, organization } = membership;
  const trusted = trusts.map(
    (entry) => `arn:${stack.partition}:iam::${home.account}:role/${functionRoleName(entry, home.region)}`,
  );
  const role = new Role(stack, id, {
    ...props,
    // By condition, not as principals: IAM takes no principal that is not there yet, and forgets one that was remade.
    assumedBy: new AccountPrincipal(home.account).withConditions({
      ArnEquals: { 'aws:PrincipalArn': trusted },
      StringEquals: { 'aws:PrincipalOrgID': organization.id, 'sts:ExternalId': organization.externalId },
    }),
  });
  for (const statement of statements) role.addToPolicy(statement);
  return role;
}
