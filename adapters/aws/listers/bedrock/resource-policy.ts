import type { BedrockClient } from '@aws-sdk/client-bedrock';
import { defineLister, type Listing } from '../../lister.ts';
import { eachRow } from '../../pages.ts';

const actions = [
  'bedrock:GetResourcePolicy',
  'bedrock:ListCustomModels',
  'bedrock:ListGuardrails',
  'bedrock:ListImportedModels',
] as const;

type PolicyListing = Listing<(typeof actions)[number]>;

/** No operation lists policies: each thing that may have one is asked for it. */
export default defineLister({
  type: 'AWS::Bedrock::ResourcePolicy',
  actions,
  async *list(listing) {
    const { BedrockClient, GetResourcePolicyCommand } = await import('../../clients/bedrock.ts');
    const client = listing.aws.client(BedrockClient, listing.where.region);
    for (const holders of [guardrails, customModels, importedModels]) {
      for await (const resourceArn of holders(listing, client)) {
        const policy = await listing.askBelow('bedrock:GetResourcePolicy', () =>
          client.send(new GetResourcePolicyCommand({ resourceArn })),
        );
        if (policy?.resourcePolicy) yield { id: resourceArn, arn: resourceArn };
      }
    }
  },
});

async function* guardrails({ ask }: PolicyListing, client: BedrockClient): AsyncIterable<string> {
  const { ListGuardrailsCommand } = await import('../../clients/bedrock.ts');
  const rows = eachRow(async (nextToken) => {
    const input = { nextToken, maxResults: 1000 };
    const page = await ask('bedrock:ListGuardrails', () => client.send(new ListGuardrailsCommand(input)));
    return { rows: page.guardrails, next: page.nextToken };
  });
  for await (const { arn } of rows) if (arn) yield arn;
}

async function* customModels({ ask }: PolicyListing, client: BedrockClient): AsyncIterable<string> {
  const { ListCustomModelsCommand } = await import('../../clients/bedrock.ts');
  const rows = eachRow(async (nextToken) => {
    const input = { isOwned: true, nextToken, maxResults: 1000 };
    const page = await ask('bedrock:ListCustomModels', () => client.send(new ListCustomModelsCommand(input)));
    return { rows: page.modelSummaries, next: page.nextToken };
  });
  for await (const { modelArn } of rows) if (modelArn) yield modelArn;
}

async function* importedModels({ ask }: PolicyListing, client: BedrockClient): AsyncIterable<string> {
  const { ListImportedModelsCommand } = await import('../../clients/bedrock.ts');
  const rows = eachRow(async (nextToken) => {
    const input = { nextToken, maxResults: 1000 };
    const page = await ask('bedrock:ListImportedModels', () =>
      client.send(new ListImportedModelsCommand(input)),
    );
    return { rows: page.modelSummaries, next: page.nextToken };
  });
  for await (const { modelArn } of rows) if (modelArn) yield modelArn;
}
