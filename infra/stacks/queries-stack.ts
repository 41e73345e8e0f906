import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { rules } from '../../rules/index.ts';
import type { Config } from '../config.ts';
import { ArchiveQueries } from '../constructs/archive-queries.ts';
import type { EvidenceArchive } from '../constructs/evidence-archive.ts';
import { shardRegions } from '../watched.ts';

export interface QueriesStackProps extends StackProps {
  readonly config: Config;
  readonly archive: EvidenceArchive;
}

/** The archive as a table of Athena's. It comes and goes: nothing of it is evidence. */
export class QueriesStack extends Stack {
  constructor(scope: Construct, id: string, { config, archive, ...props }: QueriesStackProps) {
    super(scope, id, { description: 'Assay: questions to the evidence archive', ...props });
    const { workGroup } = new ArchiveQueries(this, 'Queries', {
      archive,
      // All that there are: what is judged no more was judged once.
      rules,
      accounts: [config.account ?? this.account, ...(config.organization?.accounts ?? [])],
      regions: shardRegions(config),
    });
    new CfnOutput(this, 'WorkGroup', { value: workGroup.name });
  }
}
