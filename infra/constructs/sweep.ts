import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcards } from '../acknowledgements.ts';
import { type List, sweepDefinition } from '../sweep-definition.ts';
import type { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import { onDeployment } from './targets.ts';

export interface SweepProps {
  readonly operations: Operations;
  readonly accounts: readonly string[];
  readonly lists: readonly List[];
  /** Makes one list. */
  readonly evaluateInventory: ComplianceFunction;
}

/** Lists everything that is judged, daily and after each deployment: events are promised by nobody. */
export class Sweep extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { operations, evaluateInventory } = props;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [evaluateInventory.lambda.functionArn],
      }),
    );
    this.stateMachine = new StateMachine(this, 'Resource', {
      definitionBody: DefinitionBody.fromString(this.definition(props)),
      role,
      timeout: Duration.hours(12),
      tracingEnabled: true,
      logs: { destination: operations.logGroup(this, 'Logs'), level: LogLevel.ALL },
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray and the delivery of logs, which Step Functions demands for any log at all, know no resources',
    });
    this.letStartChildren(role);
    this.startDaily(operations);
    onDeployment(this, new SfnStateMachine(this.stateMachine));
    operations.alarm(this, 'FailedAlarm', {
      metric: this.stateMachine.metricFailed({ period: Duration.hours(1) }),
      meaning: 'The sweep failed as a whole',
      section: 'sweep-failed',
    });
  }

  private definition({ accounts, lists, evaluateInventory }: SweepProps): string {
    const stack = Stack.of(this);
    return stack.toJsonString(
      sweepDefinition({
        partition: stack.partition,
        functionArn: evaluateInventory.lambda.functionArn,
        accounts,
        lists,
        timeoutSeconds: 270,
      }),
    );
  }

  /** A distributed map runs its children as executions of the same state machine. */
  private letStartChildren(role: Role): void {
    const stack = Stack.of(this);
    const { stateMachineArn, stateMachineName } = this.stateMachine;
    const executions = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const children = new Policy(this, 'Children', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
        new PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution'],
          resources: [executions],
        }),
      ],
    });
    acknowledgeWildcards(
      children,
      [executions],
      'executions of this state machine only, whose names are made up as they start',
    );
  }

  private startDaily({ config }: Operations): void {
    new Rule(this, 'Daily', {
      schedule: Schedule.expression(config.sweep),
      targets: [new SfnStateMachine(this.stateMachine)],
    });
  }
}
