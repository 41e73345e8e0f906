import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { vi } from 'vitest';
import { emulate } from '../../../emulator/plugin.ts';
import type { World } from '../../../emulator/world.ts';
import { REGION } from '../../adapters/aws/kit.ts';

const ENVIRONMENT = {
  AWS_REGION: REGION,
  POSTURE_TABLE: 'posture',
  CHANGES_QUEUE_URL: `https://sqs.${REGION}.amazonaws.com/111122223333/changes`,
  CONFIG_RULE_MODE: 'perRule',
  CONFIG_RULE_PREFIX: 'assay-',
  POWERTOOLS_METRICS_DISABLED: 'false',
  POWERTOOLS_LOG_LEVEL: 'INFO',
} as const;

/** The handlers and the deeds of the two functions, made anew as in a new process that runs in this world. */
export async function deployed(world: World, without?: keyof typeof ENVIRONMENT) {
  vi.resetModules();
  for (const [name, value] of Object.entries(ENVIRONMENT)) {
    vi.stubEnv(name, name === without ? undefined : value);
  }
  const { enter } = await import('../../../functions/_runtime/world.ts');
  const { deploy } = await import('../../../functions/_runtime/deployed.ts');
  const { config, install } = emulate(world, { region: REGION });
  enter({ region: REGION, config, install, now: world.clock.now });
  deploy({ settings: { profile: 'all' } });
  const { handler: evaluate, evaluateConfigRule } = await import(
    '../../../functions/evaluate-config-rule.ts'
  );
  const { handler: wake, wakeConfigRules } = await import('../../../functions/wake-config-rules.ts');
  return {
    deeds: { evaluateConfigRule, wakeConfigRules },
    evaluate: (event: unknown) => evaluate(event, contextOf('evaluate-config-rule')),
    wake: (event: object) => wake(event, contextOf('wake-config-rules')),
  };
}

/** What is written to the log from now on: lines of JSON. */
export function overheard() {
  const lines: Record<string, unknown>[] = [];
  const listen = (chunk: unknown) => {
    for (const line of String(chunk).split('\n')) if (line.startsWith('{')) lines.push(JSON.parse(line));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(listen);
  vi.spyOn(process.stderr, 'write').mockImplementation(listen);
  return {
    /** Values of a metric, one for each invocation that has it. */
    metric: (name: string) => lines.flatMap((line) => ('_aws' in line && name in line ? [line[name]] : [])),
    lines: () => lines,
    messages: () => lines.flatMap(({ message }) => (typeof message === 'string' ? [message] : [])),
  };
}

const contextOf = (functionName: string): Context => ({
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${REGION}:111122223333:function:${functionName}`,
  memoryLimitInMB: '256',
  awsRequestId: randomUUID(),
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'stream',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 60_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});
