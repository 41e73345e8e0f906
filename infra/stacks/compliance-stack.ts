import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { chosenRules } from '../../engine/settings.ts';
import { rules as allRules } from '../../rules/index.ts';
import type { Config, UserFiles } from '../config.ts';
import { Canary } from '../constructs/canary.ts';
import { ChangeFeed } from '../constructs/change-feed.ts';
import { ConfigRules } from '../constructs/config-rules.ts';
import type { EvidenceArchive } from '../constructs/evidence-archive.ts';
import { FindingsBus } from '../constructs/findings-bus.ts';
import { CHANGE_TIMEOUT, Judgement } from '../constructs/judgement.ts';
import { Members } from '../constructs/members.ts';
import { type CodeOf, Operations } from '../constructs/operations.ts';
import { PostureTable } from '../constructs/posture-table.ts';
import { OWN_FINDINGS, Publishing } from '../constructs/publishing.ts';
import { Remediation } from '../constructs/remediation.ts';
import { Sealing } from '../constructs/sealing.ts';
import { SecurityHub } from '../constructs/security-hub.ts';
import { Sweep } from '../constructs/sweep.ts';
import { TamperAlarm } from '../constructs/tamper-alarm.ts';
import { functionTarget } from '../constructs/targets.ts';
import { Waivers } from '../constructs/waivers.ts';
import { Watch } from '../constructs/watch.ts';
import { listsOf, watchedRegions } from '../watched.ts';

export interface ComplianceStackProps extends StackProps {
  readonly config: Config;
  readonly files: UserFiles;
  readonly archive: EvidenceArchive;
  readonly code: CodeOf;
}

/** All that changes daily: from what happens in the accounts to what is told of it. */
export class ComplianceStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { config, files, archive, code, ...props }: ComplianceStackProps,
  ) {
    super(scope, id, { description: 'Assay: judges AI resources as they change', ...props });
    const rules = chosenRules(allRules, files.settings);
    const operations = new Operations(this, 'Operations', { config, code });
    const members = new Members(this, 'Members', config);
    const posture = new PostureTable(this, 'Posture', operations);
    const bus = new FindingsBus(this, 'Findings');

    const feed = new ChangeFeed(this, 'ChangeFeed', { operations, timeout: CHANGE_TIMEOUT });
    const sealing = new Sealing(this, 'Sealing', { operations, archive, bus });
    const evidence = sealing.queue;
    const judgement = new Judgement(this, 'Judgement', {
      operations,
      posture,
      archive,
      members,
      feed,
      evidence,
    });
    const { evaluateChange, evaluateInventory, inventory } = judgement;

    const publishing = new Publishing(this, 'Publishing', { operations, posture, members, bus });
    feed.deliver('Workflows', OWN_FINDINGS, functionTarget(publishing.mirror));
    if (config.securityHub) new SecurityHub(this, 'SecurityHub', { inventory });
    if (config.configRules !== 'off') {
      new ConfigRules(this, 'ConfigRules', {
        operations,
        posture,
        bus,
        feed,
        rules,
        mode: config.configRules,
      });
    }

    new Sweep(this, 'Sweep', {
      operations,
      accounts: [this.account, ...(config.organization?.accounts ?? [])],
      lists: listsOf(rules, watchedRegions(config)),
      evaluateInventory,
    });
    new Waivers(this, 'Waivers', { operations, posture, inventory, evidence });
    const { canary } = new Canary(this, 'Canary', { operations, posture, archive, feed, evidence });
    new TamperAlarm(this, 'Tamper', operations, archive);
    if (config.remediation) {
      new Remediation(this, 'Remediation', {
        operations,
        posture,
        archive,
        members,
        inventory,
        evidence,
        bus,
        settings: files.settings.remediation ?? {},
      });
    }
    new Watch(this, 'Watch', {
      operations,
      functions: {
        evaluateChange,
        evaluateInventory,
        publish: publishing.publish,
        seal: sealing.seal,
        canary,
      },
      queues: { changes: feed.changes, inventory, evidence },
    });
    // Given to `assay report --table`; its name is CloudFormation's.
    new CfnOutput(this, 'PostureTable', { value: posture.table.tableName });
    new CfnOutput(this, 'FindingsBus', { value: bus.bus.eventBusName });
    new CfnOutput(this, 'AlarmTopic', { value: operations.topic.topicArn });
  }
}
