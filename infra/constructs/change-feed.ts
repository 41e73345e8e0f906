import { type Duration, Stack } from 'aws-cdk-lib';
import {
  CfnEventBus,
  EventBus,
  type EventPattern,
  type IEventBus,
  type IRuleTarget,
  Match,
  Rule,
} from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { changePatterns } from '../event-patterns.ts';
import type { Operations } from './operations.ts';
import { queueTarget } from './targets.ts';
import { WorkQueue } from './work-queue.ts';

/** Other Regions and accounts send to it by this name. */
export const INTAKE_BUS = 'assay-intake';
/** Of the roles that send, in every account; one a Region. */
export const forwarderRoleName = (region: string): string => `assay-forward-${region}`;

export interface ChangeFeedProps {
  readonly operations: Operations;
  /** Of the function that it feeds. */
  readonly timeout: Duration;
}

/** What happens in the accounts, as messages of one queue. */
export class ChangeFeed extends Construct {
  readonly changes: WorkQueue;
  private readonly intake: EventBus;

  constructor(scope: Construct, id: string, { operations, timeout }: ChangeFeedProps) {
    super(scope, id);
    this.changes = new WorkQueue(this, 'Changes', {
      operations,
      timeout,
      carries: 'A change of a resource',
      // An hour: a service that answers nothing for so long is rare, and a redrive costs somebody's time.
      maxReceiveCount: 30,
    });
    for (const [name, pattern] of Object.entries(changePatterns())) this.watch(name, pattern);
    this.intake = intakeBus(this, operations);
    // What is on the intake bus was chosen where it was sent.
    this.deliverForwarded(
      'Forwarded',
      { source: Match.anythingBut('aws.securityhub') },
      queueTarget(this.changes),
    );
  }

  /** Hands events of this account to whoever judges changes. */
  watch(name: string, eventPattern: EventPattern): void {
    new Rule(this, name, { eventPattern, targets: [queueTarget(this.changes)] });
  }

  /** Hands events to somebody, wherever they come from: the account itself, other Regions, other accounts. */
  deliver(name: string, eventPattern: EventPattern, target: IRuleTarget): void {
    new Rule(this, name, { eventPattern, targets: [target] });
    this.deliverForwarded(`Forwarded${name}`, eventPattern, target);
  }

  private deliverForwarded(name: string, eventPattern: EventPattern, target: IRuleTarget): void {
    // The CDK's own class is no IEventBus to exactOptionalPropertyTypes.
    new Rule(this, name, { eventPattern, eventBus: this.intake as IEventBus, targets: [target] });
  }
}

/** A bus of our own: on the default one, the account's other rules would take foreign events for its own. */
function intakeBus(scope: Construct, { config: { organization } }: Operations): EventBus {
  const bus = new EventBus(scope, 'Intake', { eventBusName: INTAKE_BUS });
  if (organization && bus.node.defaultChild instanceof CfnEventBus) {
    bus.node.defaultChild.policy = membersOnly(Stack.of(scope), organization);
  }
  return bus;
}

/** Only the forwarders of the members, and nobody from elsewhere. */
const membersOnly = (
  stack: Stack,
  { id, accounts }: Pick<NonNullable<Config['organization']>, 'id' | 'accounts'>,
): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Members',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'events:PutEvents',
      Resource: stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: INTAKE_BUS }),
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': id, 'aws:PrincipalAccount': accounts },
        ArnLike: { 'aws:PrincipalArn': `arn:${stack.partition}:iam::*:role/${forwarderRoleName('*')}` },
      },
    },
  ],
});
