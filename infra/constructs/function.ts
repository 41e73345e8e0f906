import { Duration } from 'aws-cdk-lib';
import {
  type IRole,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  CfnFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Variable } from '../../functions/_runtime/env.ts';
import { acknowledge } from '../acknowledgements.ts';
import type { Operations } from './operations.ts';
import { alarmOnDeadLetters, queueDefaults } from './work-queue.ts';

/** The files of functions/. */
export type FunctionName =
  | 'announce'
  | 'apply-remediation'
  | 'ask-approval'
  | 'canary'
  | 'evaluate-change'
  | 'evaluate-config-rule'
  | 'evaluate-inventory'
  | 'expire-waivers'
  | 'mirror-workflow'
  | 'plan-remediation'
  | 'publish-findings'
  | 'record-remediation'
  | 'remediation-desk'
  | 'republish-findings'
  | 'seal-evidence'
  | 'start-remediation'
  | 'verify-remediation'
  | 'wake-config-rules';

export interface ComplianceFunctionProps {
  readonly operations: Operations;
  readonly entry: FunctionName;
  readonly description: string;
  /** Concurrency that is kept for it, and no more. */
  readonly reserved: number;
  readonly timeout: Duration;
  /** Megabytes. @default 512 */
  readonly memory?: number;
  /** A state machine invokes it, and sees what it throws. @default false */
  readonly isTask?: boolean;
  /** One that outlives it; what it may do is granted here all the same. @default one of its own */
  readonly role?: IRole;
}

/** One file of functions/ as a Lambda, with its log group, its dead letters and its alarms. It may do nothing yet. */
export class ComplianceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: IRole;
  /** For events that it was handed and never dealt with. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: ComplianceFunctionProps) {
    super(scope, id);
    const { operations, entry } = props;
    this.role = props.role ?? functionRole(this, props);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...queueDefaults(false),
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, { 'AwsSolutions-SQS3': 'it is itself a dead-letter queue, of a function' });
    const logGroup = operations.logGroup(this, 'Logs');
    const { reserveConcurrency } = operations.config;
    this.lambda = new LambdaFunction(this, 'Resource', {
      ...code(props),
      role: this.role,
      logGroup,
      deadLetterQueue: this.deadLetters,
      ...(reserveConcurrency && { reservedConcurrentExecutions: props.reserved }),
    });
    nameSource(this.lambda, entry);
    this.allow({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
    if (!reserveConcurrency) {
      acknowledge(this.lambda, {
        'NIST.800.53.R5-LambdaConcurrency':
          'reserveConcurrency is false: the quota of this account leaves nothing to reserve; queues bound what they feed',
      });
    }
    alarmOnDeadLetters(this, this.deadLetters, { operations, carries: `An event for ${entry}` });
    if (!props.isTask) this.alarmOnErrors(operations, entry);
  }

  /** Adds to what it may do. */
  allow(statement: Pick<PolicyStatementProps, 'actions' | 'resources' | 'conditions'>): void {
    this.role.addToPrincipalPolicy(new PolicyStatement(statement));
  }

  set(variable: Variable, value: string): void {
    this.lambda.addEnvironment(variable, value);
  }

  private alarmOnErrors(operations: Operations, entry: FunctionName): void {
    const period = { period: Duration.minutes(5) };
    operations.alarm(this, 'ErrorsAlarm', {
      metric: this.lambda.metricErrors(period),
      meaning: `${entry} fails`,
      section: 'function-errors',
      threshold: 3,
    });
    operations.alarm(this, 'ThrottlesAlarm', {
      metric: this.lambda.metricThrottles(period),
      meaning: `${entry} is throttled: it gets less concurrency than its events ask for`,
      section: 'function-throttles',
      threshold: 10,
      periods: 3,
    });
  }
}

/** In the template, so that whoever reads it finds the code. */
function nameSource({ node }: LambdaFunction, entry: FunctionName): void {
  if (node.defaultChild instanceof CfnFunction)
    node.defaultChild.addMetadata('source', `functions/${entry}.ts`);
}

/** In an organization the roles have names: those in the members trust them by exact ARN. */
function functionRole(scope: Construct, { operations: { config }, entry }: ComplianceFunctionProps): Role {
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Assay: of the function ${entry}`,
    ...(config.organization && { roleName: functionRoleName(entry, config.region) }),
  });
}

export const functionRoleName = (entry: FunctionName, region: string): string => `assay-${entry}-${region}`;

const code = ({ operations, entry, description, timeout, memory = 512 }: ComplianceFunctionProps) => ({
  code: operations.code(entry),
  handler: 'index.handler',
  description,
  runtime: Runtime.NODEJS_24_X,
  architecture: Architecture.ARM_64,
  timeout,
  memorySize: memory,
  loggingFormat: LoggingFormat.JSON,
  applicationLogLevelV2: ApplicationLogLevel.INFO,
  systemLogLevelV2: SystemLogLevel.WARN,
});
