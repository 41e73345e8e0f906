import type { ResourceType } from '../../../resources/index.ts';
import { defineLister, type Lister, type Listing, type Named, type Where } from '../lister.ts';
import { eachRow } from '../pages.ts';

interface CloudControlListerSpec<T extends ResourceType> {
  readonly type: T;
  /** IAM actions of the type's list handler, which has the caller's rights and no other. */
  readonly handlerActions: readonly string[];
  /** What the primary identifier tells, its parts in order; the id is the whole of it unless said otherwise. */
  named?(parts: readonly string[], where: Where): Partial<Named>;
}

/** A lister of a type that Cloud Control lists. */
export function cloudControlLister<const T extends ResourceType>(spec: CloudControlListerSpec<T>): Lister<T> {
  const { type, handlerActions, named } = spec;
  return defineLister({
    type,
    actions: ['cloudformation:ListResources', ...handlerActions],
    delegated: handlerActions,
    async *list(listing) {
      for await (const id of identifiersOf(listing, type)) {
        yield { id, ...named?.(id.split('|'), listing.where) };
      }
    },
  });
}

/** Primary identifiers; `model` holds what the list handler must be told. */
export async function* identifiersOf(
  { where, aws, ask }: Listing<'cloudformation:ListResources'>,
  TypeName: string,
  model?: Readonly<Record<string, string>>,
): AsyncIterable<string> {
  const { CloudControlClient, ListResourcesCommand } = await import('../clients/cloudcontrol.ts');
  const client = aws.client(CloudControlClient, where.region);
  const ResourceModel = model && JSON.stringify(model);
  const rows = eachRow(async (NextToken) => {
    const input = { TypeName, NextToken, ResourceModel, MaxResults: 100 };
    const page = await ask('cloudformation:ListResources', () =>
      client.send(new ListResourcesCommand(input)),
    );
    return { rows: page.ResourceDescriptions, next: page.NextToken };
  });
  for await (const { Identifier } of rows) if (Identifier) yield Identifier;
}
