import { type App, Aws, type Environment, Stage, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { acknowledgeEverywhere } from './acknowledgements.ts';
import type { Config, UserFiles } from './config.ts';
import { QUERIES_STACK } from './constructs/archive-keys.ts';
import type { EvidenceArchive } from './constructs/evidence-archive.ts';
import type { CodeOf } from './constructs/operations.ts';
import { ComplianceStack } from './stacks/compliance-stack.ts';
import { CopyStack } from './stacks/copy-stack.ts';
import { EvidenceStack } from './stacks/evidence-stack.ts';
import { LedgerStack } from './stacks/ledger-stack.ts';
import { MemberStack } from './stacks/member-stack.ts';
import { QueriesStack } from './stacks/queries-stack.ts';
import { forwardingRegions } from './watched.ts';

export interface AssemblyProps {
  readonly config: Config;
  readonly files: UserFiles;
  readonly code: CodeOf;
}

/** All stacks of a deployment. Synthesis throws if cdk-nag finds anything that nobody has given a reason for. */
export function assemble(app: App, props: AssemblyProps): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  acknowledgeEverywhere(app);
  Tags.of(app).add('application', 'assay');
  const { config, files, code } = props;
  const env = { region: config.region, ...(config.account !== undefined && { account: config.account }) };
  const archive = archiveStacks(app, config, env);
  // Before another account has made its keys, there is nothing that could be told where to write.
  if (!archive.isKnown) return;
  new ComplianceStack(app, 'AssayCompliance', { config, files, code, env, archive });
  outposts(app, config, env);
}

/** What outlives everything, in the account that is to keep it, and its questions. */
function archiveStacks(app: App, config: Config, env: Environment): EvidenceArchive {
  const { account: keeper } = config.archive;
  const there = keeper === undefined ? env : { ...env, account: keeper };
  const home = keeper === undefined ? undefined : new LedgerStack(app, 'AssayLedger', { env });
  const evidence = new EvidenceStack(app, 'AssayEvidence', { config, env: there, ...(home && { home }) });
  const { archive } = evidence;
  if (config.archive.copyTo !== undefined) {
    const copy = new CopyStack(app, 'AssayEvidenceCopy', {
      config,
      env: { ...there, region: config.archive.copyTo },
    });
    // What copies names its bucket, which has to be there.
    evidence.addStackDependency(copy);
  }
  if (config.athena) new QueriesStack(app, QUERIES_STACK, { config, env: there, archive });
  return archive;
}

/** Other Regions of this account, which send their events home, and the template for a StackSet in an organization. */
function outposts(app: App, config: Config, env: Environment): void {
  const { account, region, organization } = config;
  for (const from of forwardingRegions(config)) {
    new MemberStack(app, `AssayForward-${from}`, {
      home: { account: account ?? Aws.ACCOUNT_ID, region },
      env: { ...env, region: from },
    });
  }
  if (!organization || account === undefined) return;
  // In a stage of its own: `cdk deploy --all` is about this account, and leaves it to the StackSet.
  const stage = new Stage(app, 'Members');
  new MemberStack(stage, 'AssayMember', { home: { account, region }, organization });
}
