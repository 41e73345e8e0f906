import type { ResourceDefinition } from '../../../resources/definition.ts';
import type { ResourceType } from '../../../resources/index.ts';
import { defineLister, type Lister } from '../lister.ts';

interface Singleton<T extends ResourceType> extends Pick<ResourceDefinition<T>, 'singleton'> {
  readonly type: T;
}

/** What every account has once in every Region: nobody need be asked whether it is there. */
export function singletonLister<const T extends ResourceType>({ type, singleton }: Singleton<T>): Lister<T> {
  return defineLister({
    type,
    actions: [],
    list({ where: { region, account } }) {
      const id = `${singleton}/${region}`;
      return [{ id, arn: `arn:aws:assay:${region}:${account}:${id}`, synthetic: true }];
    },
  });
}
