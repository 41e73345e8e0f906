import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { parseConfig } from '../../../infra/config.ts';
import { ChangeFeed } from '../../../infra/constructs/change-feed.ts';
import { FindingsBus } from '../../../infra/constructs/findings-bus.ts';
import { CHANGE_TIMEOUT } from '../../../infra/constructs/judgement.ts';
import { Operations } from '../../../infra/constructs/operations.ts';
import { PostureTable } from '../../../infra/constructs/posture-table.ts';

/** A stack with what every construct needs. */
export function bench(setting: object = {}) {
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Bench', { env: { region: 'us-east-1' } });
  const code = () => Code.fromInline('exports.handler = async () => {};');
  const operations = new Operations(stack, 'Operations', { config: parseConfig(setting), code });
  return {
    stack,
    operations,
    posture: new PostureTable(stack, 'Posture', operations),
    bus: new FindingsBus(stack, 'Findings'),
    feed: new ChangeFeed(stack, 'Feed', { operations, timeout: CHANGE_TIMEOUT }),
    template: () => Template.fromStack(stack),
  };
}
