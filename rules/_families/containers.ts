import { all, notApplicable, type PropertiesOf, type Verdict } from '../../engine/rule.ts';

type Model = PropertiesOf<'AWS::SageMaker::Model'>;
export type Container = NonNullable<Model['PrimaryContainer']>;

/** Each container of a model, the primary one and those of a pipeline; NOT_APPLICABLE if it has none. */
export function everyContainer(
  model: Model,
  judge: (container: Container, path: string) => Verdict,
): Verdict {
  const none = notApplicable('it has no container');
  return all([
    () => (model.PrimaryContainer ? judge(model.PrimaryContainer, 'PrimaryContainer') : none),
    () => {
      const containers = model.Containers ?? [];
      if (containers.length === 0) return none;
      return all(
        Array.from({ length: containers.length }, (_, index) => {
          return () => judge(containers[index] ?? {}, `Containers[${index}]`);
        }),
      );
    },
  ]);
}
