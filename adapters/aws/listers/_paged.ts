import type { ResourceType } from '../../../resources/index.ts';
import type { Aws } from '../aws.ts';
import { defineLister, type Lister, type Named, type Where } from '../lister.ts';
import { eachRow, type Page } from '../pages.ts';

/** A row as the list operation answers it; one without a name is no answer that can be used. */
export type Row = Omit<Named, 'id'> & { readonly id: string | undefined };

type AskForPage = (token: string | undefined) => Promise<Page<Row>>;

interface PagedListerSpec<T extends ResourceType, A extends string> {
  readonly type: T;
  /** The IAM action of the one operation that lists it. */
  readonly action: A;
  readonly isGlobal?: true;
  /** Loads the SDK; what comes out asks for one page. */
  open(aws: Aws, where: Where): Promise<AskForPage>;
}

/** A lister of what one paginated operation lists. */
export function pagedLister<const T extends ResourceType, const A extends string>(
  spec: PagedListerSpec<T, A>,
): Lister<T> {
  const { type, action, isGlobal, open } = spec;
  return defineLister({
    type,
    actions: [action],
    ...(isGlobal && { isGlobal }),
    async *list({ aws, where, ask }) {
      const page = await open(aws, where);
      for await (const { id, ...rest } of eachRow((token) => ask(action, () => page(token)))) {
        if (!id) throw new TypeError(`${action} answered a ${type} without a name`);
        yield { ...rest, id };
      }
    },
  });
}

/** An ARN of that place, where the list operation tells ids only. */
export const arnIn = ({ partition, region, account }: Where, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;
