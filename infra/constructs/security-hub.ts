import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { CfnActionTarget, CfnAutomationRule } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { LOOK_SCHEMA } from '../../engine/look.ts';
import { CONFIG_RULE_PREFIX } from './config-rules.ts';
import { OWN_GENERATORS } from './publishing.ts';
import { queueTarget } from './targets.ts';
import type { WorkQueue } from './work-queue.ts';

/** Among the last: whoever wrote rules of their own has the last word. */
const ORDER = 900;

export interface SecurityHubProps {
  /** Where requests to look at a resource wait. */
  readonly inventory: WorkQueue;
}

/** What Assay adds to Security Hub besides findings: one finding per fault, and a way to ask for a new look. */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, { inventory }: SecurityHubProps) {
    super(scope, id);
    hideConfigFindings(this);
    lookAgain(this, inventory);
  }
}

/** AWS Config imports every evaluation of a custom rule by itself, a second finding for the same fault. */
function hideConfigFindings(scope: Construct): void {
  new CfnAutomationRule(scope, 'HideConfigFindings', {
    ruleName: 'Assay: one finding per fault',
    ruleOrder: ORDER,
    ruleStatus: 'ENABLED',
    description: 'AWS Config imports what Assay has told it; the finding of Assay itself says more',
    criteria: {
      productName: [{ comparison: 'EQUALS', value: 'Config' }],
      companyName: [{ comparison: 'EQUALS', value: 'AWS' }],
      title: [{ comparison: 'PREFIX', value: CONFIG_RULE_PREFIX }],
      workflowStatus: [{ comparison: 'EQUALS', value: 'NEW' }],
    },
    actions: [
      {
        type: 'FINDING_FIELDS_UPDATE',
        findingFieldsUpdate: {
          workflow: { status: 'SUPPRESSED' },
          note: {
            text:
              "AWS Config imported this from Assay's rule of that name. The finding to work with is of the same " +
              `resource, and its generator is assay/ with what follows ${CONFIG_RULE_PREFIX} in the title.`,
            updatedBy: 'assay',
          },
        },
      },
    ],
  });
}

/** For whoever has just put something right and does not want to wait. */
function lookAgain(scope: Construct, inventory: WorkQueue): void {
  const action = new CfnActionTarget(scope, 'LookAgain', {
    id: 'AssayLookAgain',
    name: 'Assay: look again',
    description: 'Reads the resource of the finding and judges it anew',
  });
  // cfn-lint lags behind CloudFormation's reference, which has the type: TemplateReference/aws-resource-securityhub-actiontarget
  action.addMetadata('cfn-lint', { config: { ignore_checks: ['E3006'] } });
  const finding = '$.detail.findings[0]';
  const ref = {
    type: EventField.fromPath(`${finding}.Resources[0].Details.Other.type`),
    id: EventField.fromPath(`${finding}.Resources[0].Details.Other.id`),
    partition: EventField.fromPath(`${finding}.Resources[0].Partition`),
    account: EventField.fromPath(`${finding}.AwsAccountId`),
    region: EventField.fromPath(`${finding}.Resources[0].Region`),
  };
  new Rule(scope, 'OnLookAgain', {
    eventPattern: {
      source: Match.exactString('aws.securityhub'),
      detailType: ['Security Hub Findings - Custom Action'],
      resources: [action.attrActionTargetArn],
      detail: { findings: { GeneratorId: OWN_GENERATORS } },
    },
    targets: [
      queueTarget(
        inventory,
        RuleTargetInput.fromObject({
          schema: LOOK_SCHEMA,
          reason: 'request',
          ref,
          requestedAt: EventField.time,
        }),
      ),
    ],
  });
}
