import { CfnResource, Lazy } from 'aws-cdk-lib';
import {
  EventBus,
  type EventPattern,
  type IEventBus,
  Match,
  Rule,
  type RuleProps,
} from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { DAILY_SEALS } from '../../engine/evidence/daily-seals.ts';
import type { ComplianceFunction } from './function.ts';

/** Where transitions of verdicts are announced; whoever wants to know of them attaches a rule here. */
export class FindingsBus extends Construct {
  readonly bus: EventBus;
  private readonly publishers: string[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Resource', { description: 'Assay: verdicts that have changed' });
    // Whoever else may put events somewhere in this account may not put them here.
    // By its type: the CDK's own class warns of a property that is not used here.
    new CfnResource(this, 'OnlyOurs', {
      type: 'AWS::Events::EventBusPolicy',
      properties: {
        EventBusName: this.bus.eventBusName,
        StatementId: 'OnlyOurs',
        Statement: {
          Sid: 'OnlyOurs',
          Effect: 'Deny',
          Principal: '*',
          Action: 'events:PutEvents',
          Resource: this.bus.eventBusArn,
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': Lazy.list({ produce: () => this.publishers }) } },
        },
      },
    });
  }

  grantPublish(fn: ComplianceFunction): void {
    fn.allow({ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] });
    this.publishers.push(fn.role.roleArn);
    fn.set('FINDINGS_BUS', this.bus.eventBusName);
  }

  /** A rule on the last seals of each day. */
  onDailySeals(id: string, targets: RuleProps['targets']): Rule {
    const eventPattern: EventPattern = { source: Match.exactString('assay'), detailType: [DAILY_SEALS] };
    return new Rule(this, id, { eventBus: this.bus as IEventBus, eventPattern, ...(targets && { targets }) });
  }

  /** A rule on every transition. */
  onTransition(id: string, targets: RuleProps['targets']): Rule {
    const eventPattern: EventPattern = {
      source: Match.exactString('assay'),
      detailType: ['Assay Verdict Changed'],
    };
    return new Rule(this, id, { eventBus: this.bus as IEventBus, eventPattern, ...(targets && { targets }) });
  }
}
