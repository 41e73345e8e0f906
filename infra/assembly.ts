import { type App, Aws, Stage, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { acknowledgeEverywhere } from './acknowledgements.ts';
import type { Config, UserFiles } from './config.ts';
import { QUERIES_STACK } from './constructs/archive-keys.ts';
import type { CodeOf } from './constructs/operations.ts';
import { ComplianceStack } from './stacks/compliance-stack.ts';
import { EvidenceStack } from './stacks/evidence-stack.ts';
import { MemberStack } from './stacks/member-stack.ts';
import { QueriesStack } from './stacks/queries-stack.ts';
import { forwardingRegions } from './watched.ts';

export interface AssemblyProps {
  readonly config: Config;
  readonly files: UserFiles;
  readonly code: CodeOf;
}

export interface Assembly {
  readonly evidence: EvidenceStack;
  readonly compliance: ComplianceStack;
  /** Unless nobody asks the archive in SQL. */
  readonly queries?: QueriesStack;
  /** One for each other Region of this account that sends its events home. */
  readonly forwarding: readonly MemberStack[];
  /** The template for a StackSet, where there is an organization. */
  readonly member?: MemberStack;
}

/** All stacks of a deployment. Synthesis throws if cdk-nag finds anything that nobody has given a reason for. */
export function assemble(app: App, { config, files, code }: AssemblyProps): Assembly {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  acknowledgeEverywhere(app);
  Tags.of(app).add('application', 'assay');
  const { account, region, organization } = config;
  const env = { region, ...(account !== undefined && { account }) };
  const evidence = new EvidenceStack(app, 'AssayEvidence', { config, env });
  const compliance = new ComplianceStack(app, 'AssayCompliance', {
    config,
    files,
    code,
    env,
    archive: evidence.archive,
  });
  const { archive } = evidence;
  const queries = config.athena ? new QueriesStack(app, QUERIES_STACK, { config, env, archive }) : undefined;
  const forwarding = forwardingRegions(config).map(
    (from) =>
      new MemberStack(app, `AssayForward-${from}`, {
        home: { account: account ?? Aws.ACCOUNT_ID, region },
        env: { ...env, region: from },
      }),
  );
  const home = { evidence, compliance, forwarding, ...(queries && { queries }) };
  if (!organization || account === undefined) return home;
  // In a stage of its own: `cdk deploy --all` is about this account, and leaves it to the StackSet.
  const stage = new Stage(app, 'Members');
  const member = new MemberStack(stage, 'AssayMember', { home: { account, region }, organization });
  return { ...home, member };
}
