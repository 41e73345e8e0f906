import {
  ConfigServiceClient,
  type EvaluationResult,
  GetComplianceDetailsByConfigRuleCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { debts } from '../../../adapters/aws/config/debts.ts';
import { dirtyRules } from '../../../adapters/aws/config/dirty-rules.ts';
import { knownIds } from '../../../adapters/aws/config/known-ids.ts';
import { reportStates } from '../../../adapters/aws/config/report-states.ts';
import { lookQueue } from '../../../adapters/aws/queue.ts';
import { invokePeriodicRules, recordConfigurationItem } from '../../../emulator/index.ts';
import { type ConfigRuleDefinition, configRules, wokenRules } from '../../../engine/config-rules.ts';
import type { Look } from '../../../engine/look.ts';
import { type Posture, postureAfter, postureWhenDeleted, type Seen } from '../../../engine/posture.ts';
import type { Settings } from '../../../engine/settings.ts';
import type { Verdict } from '../../../engine/verdict.ts';
import { evaluateRule } from '../../../functions/_config/evaluate.ts';
import type { ConfigPorts } from '../../../functions/_config/ports.ts';
import type { WakePorts } from '../../../functions/_config/wake.ts';
import { resourceKey } from '../../../resources/key.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { type Account, account } from '../_evaluation/kit.ts';

export const FUNCTION = `arn:aws:lambda:${REGION}:111122223333:function:evaluate-config-rule`;
const PREFIX = 'assay-';
const TABLE = 'posture';

interface Seeing {
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** ISO 8601 start of the read; default: now. */
  readonly readAt?: string;
}

/** An emulated account with AWS Config recording, its rules answered by the real function. */
export interface ConfigAccount extends Account {
  readonly config: ConfigServiceClient;
  readonly config_: ConfigPorts;
  readonly wake: WakePorts;
  readonly definitions: readonly ConfigRuleDefinition[];
  /** Makes Config rules; their first invocation waits. */
  makeRules(...rules: readonly (string | ConfigRuleDefinition)[]): Promise<void>;
  /** Lets AWS Config record something; gives what its notification calls it. */
  item(type: string, id: string, more?: Partial<Parameters<typeof recordConfigurationItem>[1]>): void;
  /** Runs what AWS Config has asked; gives how many there were. @throws the first error */
  run(): Promise<number>;
  /** The results of a rule as `Type id` → `COMPLIANT annotation`. */
  results(rule: string): Promise<Readonly<Record<string, string>>>;
  raw(rule: string): Promise<readonly EvaluationResult[]>;
  /** Writes what an evaluation found. */
  see(ref: ResourceRef, seeing: Seeing): Promise<Posture>;
  remove(ref: ResourceRef): Promise<Posture>;
  changes(): Promise<Look[]>;
  /** Numbers of evaluations in the calls of PutEvaluations since the last time. */
  puts(): number[];
}

export async function configAccount({
  mode = 'perRule',
  settings = { profile: 'all' },
}: {
  mode?: 'perRule' | 'perType';
  settings?: Settings;
} = {}): Promise<ConfigAccount> {
  const made = await account({ settings });
  const { world, door, aws, ports } = made;
  world.clock.advance(10_000);
  const config = door.client(ConfigServiceClient);
  const sqs = door.client(SQSClient);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'changes' }));
  const recorder = { name: 'default', roleARN: 'arn:aws:iam::111122223333:role/config' };
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  const configPorts: ConfigPorts = {
    rules: ports.house.rules,
    definitionOf: ports.house.definitionOf,
    judge: async () => ports.house.judge,
    home: aws,
    posture: ports.posture,
    reports: reportStates(aws, TABLE),
    ids: knownIds(aws, TABLE),
    debts: debts(aws, TABLE),
    sendLooks: lookQueue(aws, QueueUrl),
  };
  const options = { mode, prefix: PREFIX };
  const definitions = configRules(ports.house.rules, options);
  world.functions.register(FUNCTION, (event) => evaluateRule(event, configPorts));
  const puts: number[] = [];
  world.onEvent(({ eventName, requestParameters }) => {
    if (eventName !== 'PutEvaluations') return;
    const evaluations: unknown = Reflect.get(Object(requestParameters), 'evaluations');
    puts.push(Array.isArray(evaluations) ? evaluations.length : 0);
  });
  const of = { world, config, ports: configPorts, definitions };
  return {
    ...made,
    config,
    config_: configPorts,
    wake: { home: aws, dirty: dirtyRules(aws, TABLE), wokenBy: wokenRules(ports.house.rules, options) },
    definitions,
    makeRules: (...rules) => makeRules(of, rules),
    item(resourceType, resourceId, more = {}) {
      recordConfigurationItem(world, {
        account: world.account,
        region: REGION,
        resourceType,
        resourceId,
        ARN: '',
        configurationItemStatus: 'OK',
        configuration: {},
        ...more,
      });
    },
    async run() {
      const done = await world.functions.run();
      for (const { error } of done) if (error !== undefined) throw error;
      return done.length;
    },
    raw: (rule) => resultsOf(config, rule),
    async results(rule) {
      const found = await resultsOf(config, rule);
      return Object.fromEntries(
        found.map(({ EvaluationResultIdentifier: id, ComplianceType, Annotation }) => [
          `${id?.EvaluationResultQualifier?.ResourceType} ${id?.EvaluationResultQualifier?.ResourceId}`,
          [ComplianceType, Annotation].filter((part) => part !== undefined).join(' '),
        ]),
      );
    },
    see: (ref, seeing) => see(configPorts, ref, seeing),
    async remove(ref) {
      const key = keyOf(configPorts, ref);
      const { posture } = await configPorts.posture.recall(key);
      if (!posture) throw new Error(`${key} is not known`);
      const after = postureWhenDeleted(posture, aws.now().toISOString());
      await configPorts.posture.commit(after, posture);
      return after;
    },
    async changes() {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body = '' }) => JSON.parse(Body));
    },
    puts: () => puts.splice(0),
  };
}

type Parts = {
  readonly config: ConfigServiceClient;
  readonly definitions: readonly ConfigRuleDefinition[];
};

async function makeRules(
  { config, definitions }: Parts,
  rules: readonly (string | ConfigRuleDefinition)[],
): Promise<void> {
  for (const rule of rules) {
    const found = typeof rule === 'string' ? definitions.find(({ name }) => name === rule) : rule;
    if (!found) throw new Error(`there is no Config rule ${rule}`);
    const { name, inputParameters, scopeTypes, changeTriggered, periodic, description } = found;
    const change = [
      'ConfigurationItemChangeNotification',
      'OversizedConfigurationItemChangeNotification',
    ] as const;
    await config.send(
      new PutConfigRuleCommand({
        ConfigRule: {
          ConfigRuleName: name,
          Description: description,
          InputParameters: JSON.stringify(inputParameters),
          ...(changeTriggered && { Scope: { ComplianceResourceTypes: [...scopeTypes] } }),
          Source: {
            Owner: 'CUSTOM_LAMBDA',
            SourceIdentifier: FUNCTION,
            SourceDetails: [
              ...(changeTriggered ? change : []).map((MessageType) => ({
                EventSource: 'aws.config' as const,
                MessageType,
              })),
              {
                EventSource: 'aws.config',
                MessageType: 'ScheduledNotification',
                MaximumExecutionFrequency: periodic,
              },
            ],
          },
        },
      }),
    );
  }
}

async function resultsOf(config: ConfigServiceClient, ConfigRuleName: string): Promise<EvaluationResult[]> {
  const all: EvaluationResult[] = [];
  let NextToken: string | undefined;
  do {
    const page = await config.send(
      new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName, NextToken, Limit: 100 }),
    );
    all.push(...(page.EvaluationResults ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all;
}

const keyOf = ({ definitionOf }: ConfigPorts, ref: ResourceRef): string =>
  resourceKey(ref, definitionOf(ref.type));

async function see(ports: ConfigPorts, ref: ResourceRef, { verdicts, readAt }: Seeing): Promise<Posture> {
  const now = ports.home.now().toISOString();
  const { posture } = await ports.posture.recall(keyOf(ports, ref));
  const seen: Seen = {
    ref,
    presence: 'present',
    createdAt: null,
    readAt: [readAt ?? now, readAt ?? now],
    inputDigest: now,
    ownDigest: now,
    findings: Object.entries(verdicts).map(([id, verdict]) => {
      const rule = ports.rules.find((known) => known.id === id);
      if (!rule) throw new Error(`there is no rule ${id}`);
      return { rule, resource: { ...ref, source: 'live', properties: {} }, verdict, waiver: null };
    }),
    references: [],
  };
  const after = postureAfter(keyOf(ports, ref), posture, { seen, now });
  if (!(await ports.posture.commit(after, posture))) throw new Error('somebody else has written');
  return after;
}

/** Lets so much time go by, runs the rule as on its schedule, and gives how much AWS Config was told in each call. */
export async function scheduled(of: ConfigAccount, milliseconds = 60_000): Promise<number[]> {
  of.world.clock.advance(milliseconds);
  of.puts();
  invokePeriodicRules(of.world, of.world.account, REGION);
  await of.run();
  return of.puts();
}
