import type { ResourceType } from '../../../resources/index.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import { defineLister, EndedError, type Lister, type Listing, type Named, type Where } from '../lister.ts';
import { eachRow } from '../pages.ts';

interface CloudControlListerSpec<T extends ResourceType> {
  readonly type: T;
  /** IAM actions of the type's list handler, which has the caller's rights and no other. */
  readonly handlerActions: readonly string[];
  /** What the list handler must be told: it lists the answers to each of these. */
  readonly models?: readonly Model[];
  /** What the primary identifier tells, its parts in order; the id is the whole of it unless said otherwise. */
  named?(parts: readonly string[], where: Where): Partial<Named>;
}

type Model = Readonly<Record<string, string>>;

/** A lister of a type that Cloud Control lists. */
export function cloudControlLister<const T extends ResourceType>(spec: CloudControlListerSpec<T>): Lister<T> {
  const { type, handlerActions, models = [undefined], named } = spec;
  return defineLister({
    type,
    actions: ['cloudformation:ListResources', ...handlerActions],
    delegated: handlerActions,
    async *list(listing) {
      for (const model of models) {
        for await (const id of identifiersOf(listing, { type, model })) {
          yield { id, ...named?.(id.split('|'), listing.where) };
        }
      }
    },
  });
}

interface ChildListerSpec<T extends ResourceType>
  extends Omit<CloudControlListerSpec<T>, 'handlerActions' | 'models' | 'named'> {
  /** Lists what these are parts of. */
  readonly parents: Lister;
  /** IAM actions of the list handler; those of `parents` come on top. */
  readonly handlerActions: readonly string[];
  /** Names the parent to the list handler. */
  model(parent: ResourceRef): Model;
  named(parts: readonly string[], parent: ResourceRef): Named;
}

/** A lister of parts: Cloud Control lists those of one parent at a time. */
export function childLister<const T extends ResourceType>(spec: ChildListerSpec<T>): Lister<T> {
  const { type, parents, handlerActions, model, named } = spec;
  return defineLister({
    type,
    actions: [...new Set(['cloudformation:ListResources', ...handlerActions, ...parents.actions])],
    delegated: [...handlerActions, ...parents.delegated],
    async *list(listing) {
      for await (const each of parents.list(listing.where, listing.aws)) {
        if (each.outcome !== 'found') throw new EndedError(each, undefined);
        for await (const id of identifiersOf(listing, { type, model: model(each.ref) })) {
          yield named(id.split('|'), each.ref);
        }
      }
    },
  });
}

interface Asked {
  readonly type: string;
  readonly model?: Model | undefined;
}

/** Primary identifiers; of a parent that is gone by now, none. */
async function* identifiersOf(
  { where, aws, askBelow }: Listing<'cloudformation:ListResources'>,
  { type: TypeName, model }: Asked,
): AsyncIterable<string> {
  const { CloudControlClient, ListResourcesCommand } = await import('../clients/cloudcontrol.ts');
  const client = aws.client(CloudControlClient, where.region);
  const ResourceModel = model && JSON.stringify(model);
  const rows = eachRow(async (NextToken) => {
    const input = { TypeName, NextToken, ResourceModel, MaxResults: 100 };
    const page = await askBelow('cloudformation:ListResources', () =>
      client.send(new ListResourcesCommand(input)),
    );
    return { rows: page?.ResourceDescriptions, next: page?.NextToken };
  });
  for await (const { Identifier } of rows) if (Identifier) yield Identifier;
}

/** What stands behind a prefix in the resource part of an ARN, up to the next slash. */
export const nameInArn = (arn: string, prefix: string): string =>
  arn.split(':').slice(5).join(':').slice(prefix.length).split('/')[0] ?? arn;
