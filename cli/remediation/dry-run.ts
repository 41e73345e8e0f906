import { killSwitch } from '../../adapters/aws/kill-switch.ts';
import { readResource } from '../../adapters/aws/readers/index.ts';
import { noHistory } from '../../engine/remediation/history.ts';
import type { Settings } from '../../engine/settings.ts';
import type { Waiver } from '../../engine/waiver.ts';
import { houseOf } from '../../functions/_evaluation/house.ts';
import { type Considered, consider } from '../../functions/_remediation/consider.ts';
import type { ConsiderPorts } from '../../functions/_remediation/ports.ts';
import type { OpenAccount } from '../scan/account.ts';
import type { Target } from './target.ts';

const KILL_SWITCH = '/assay/remediation';

export interface DryRun {
  readonly account: OpenAccount;
  readonly settings: Settings;
  readonly waivers: readonly Waiver[];
}

/** The plan that a request would make and the brakes that would hold, with the caller's own credentials. Reads only. */
export function dryRun(target: Target, { account, settings, waivers }: DryRun): Promise<Considered> {
  const { aws, caller } = account;
  const now = aws.now().toISOString();
  // Whatever the profile: the finding is there, or somebody asks for it by name.
  const house = houseOf({ ...settings, profile: 'all' }, waivers);
  const ports: ConsiderPorts = {
    house: { ...house, servesAi: () => true },
    home: aws,
    account: caller.account,
    awsOf: (id) => (id === null || id === '' || id === caller.account ? aws : undefined),
    read: readResource,
    posture: { ...nothing, referrersTo: async () => [] },
    sendEvidence: never,
    sendLooks: never,
    hashKey: never,
    settings: settings.remediation ?? {},
    killSwitch: killSwitch(aws, KILL_SWITCH),
  };
  const { finding, rule, key, ref, remediation } = target;
  const trigger = {
    schema: 'assay.remediation-trigger/1',
    kind: 'request',
    finding,
    rule,
    key,
    generation: null,
    requester: caller.arn,
    id: 'dry run',
    at: now,
  } as const;
  const subject = { trigger, ref, generation: 0, remediation, history: noHistory, triedSince: now };
  return consider(subject, ports);
}

const never = (): never => {
  throw new Error('a dry run writes nothing');
};

const nothing = { recall: never, commit: never, attend: never, ofType: never, count: never };
