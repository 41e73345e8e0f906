import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { CfnActionTarget } from 'aws-cdk-lib/aws-securityhub';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DEFAULT_REMEDIATION, type RemediationSettings } from '../../engine/remediation/mode.ts';
import type { MetricName } from '../../functions/_runtime/observability.ts';
import { acknowledge } from '../acknowledgements.ts';
import { remediationDefinition } from '../remediation-definition.ts';
import type { FindingsBus } from './findings-bus.ts';
import type { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import { OWN_GENERATORS } from './publishing.ts';
import { RemediationFunctions, type RemediationFunctionsProps } from './remediation-functions.ts';
import { RemediationStorage } from './remediation-storage.ts';
import { functionTarget } from './targets.ts';

export interface RemediationProps extends Omit<RemediationFunctionsProps, 'storage'> {
  readonly operations: Operations;
  readonly bus: FindingsBus;
  readonly settings: RemediationSettings;
}

/** What puts findings right: the state machine, who starts it, where people approve, and the switch that stops it. */
export class Remediation extends Construct {
  readonly stateMachine: StateMachine;
  readonly functions: RemediationFunctions;

  constructor(scope: Construct, id: string, props: RemediationProps) {
    super(scope, id);
    const { operations, bus, settings } = props;
    const storage = new RemediationStorage(this, 'Storage', operations);
    if (operations.config.alarmEmail !== undefined)
      storage.plans.addSubscription(new EmailSubscription(operations.config.alarmEmail));
    this.functions = new RemediationFunctions(this, 'Functions', { ...props, storage });
    this.stateMachine = workflow(this, operations, { functions: this.functions, settings });
    this.letStart();
    this.onVerdicts(bus);
    if (operations.config.securityHub) this.onAction();
    this.alarm(operations);
    this.open();
  }

  private letStart(): void {
    const { start, desk } = this.functions;
    const { stateMachineArn } = this.stateMachine;
    for (const fn of [start, desk]) {
      fn.allow({ actions: ['states:StartExecution'], resources: [stateMachineArn] });
      fn.set('REMEDIATION_WORKFLOW', stateMachineArn);
    }
    desk.allow({
      actions: ['states:SendTaskFailure', 'states:SendTaskSuccess'],
      resources: [stateMachineArn],
    });
  }

  private onVerdicts(bus: FindingsBus): void {
    new Rule(this, 'OnVerdict', {
      eventBus: bus.bus,
      eventPattern: {
        source: Match.exactString('assay'),
        detailType: ['Assay Verdict Changed'],
        detail: { to: ['NON_COMPLIANT'], waived: [false] },
      },
      targets: [functionTarget(this.functions.start)],
    });
  }

  /** An analyst's click makes a plan, never a change. */
  private onAction(): void {
    const action = new CfnActionTarget(this, 'Action', {
      id: 'AssayPutRight',
      name: 'Assay: put right',
      description: 'Plans how to put it right, and asks for an approval',
    });
    // cfn-lint lags behind CloudFormation's reference, which has the type: TemplateReference/aws-resource-securityhub-actiontarget
    action.addMetadata('cfn-lint', { config: { ignore_checks: ['E3006'] } });
    new Rule(this, 'OnAction', {
      eventPattern: {
        source: Match.exactString('aws.securityhub'),
        detailType: ['Security Hub Findings - Custom Action'],
        resources: [action.attrActionTargetArn],
        detail: { findings: { GeneratorId: OWN_GENERATORS } },
      },
      targets: [functionTarget(this.functions.start)],
    });
  }

  private alarm(operations: Operations): void {
    operations.alarm(this, 'FailedAlarm', {
      metric: counted(this.functions.record, 'RemediationsFailed'),
      meaning: 'A remediation failed; what it had changed was undone, or is being undone',
      section: 'remediation-failed',
    });
    operations.alarm(this, 'StuckAlarm', {
      metric: this.stateMachine.metricFailed({ period: Duration.minutes(5) }),
      meaning: 'A remediation can be neither finished nor undone',
      section: 'undo-stuck',
    });
  }

  private open(): void {
    const { lambda } = this.functions.desk;
    const { url } = lambda.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
    new CfnOutput(Stack.of(this), 'RemediationDesk', { value: url });
  }
}

const counted = ({ lambda }: ComplianceFunction, metricName: MetricName): Metric =>
  new Metric({
    namespace: 'Assay',
    metricName,
    dimensionsMap: { service: lambda.functionName },
    period: Duration.minutes(5),
    statistic: 'Sum',
  });

interface WorkflowParts {
  readonly functions: RemediationFunctions;
  readonly settings: RemediationSettings;
}

function workflow(
  scope: Construct,
  operations: Operations,
  { functions, settings }: WorkflowParts,
): StateMachine {
  const { plan, ask, apply, verify, record } = functions;
  const arns = Object.fromEntries(
    Object.entries({ plan, ask, apply, verify, record }).map(([deed, { lambda }]) => [
      deed,
      lambda.functionArn,
    ]),
  ) as Readonly<Record<'plan' | 'ask' | 'apply' | 'verify' | 'record', string>>;
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: Object.values(arns) }),
  );
  const stack = Stack.of(scope);
  const hours = settings.approvalHours ?? DEFAULT_REMEDIATION.approvalHours;
  const machine = new StateMachine(scope, 'Resource', {
    definitionBody: DefinitionBody.fromString(
      stack.toJsonString(
        remediationDefinition({
          partition: stack.partition,
          functions: arns,
          approvalSeconds: hours * 3600,
        }),
      ),
    ),
    role,
    tracingEnabled: true,
    // Never what passes between states: a task token is among it.
    logs: {
      destination: operations.logGroup(scope, 'Logs'),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
  });
  acknowledge(role, {
    'AwsSolutions-IAM5[Resource::*]':
      'X-Ray and the delivery of logs, which Step Functions demands for any log at all, know no resources',
  });
  return machine;
}
