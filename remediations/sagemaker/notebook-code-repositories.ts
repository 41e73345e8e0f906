import type { JsonObject } from '../../resources/resource.ts';
import { change, defineRemediation, refuse } from '../remediation.ts';
import { NOTEBOOK_CALLS, readNotebook, type Writing, whileStopped } from './_notebook.ts';

/** Of a CodeRepository in the account; all else is a URL. */
const NAME = /^[a-z0-9-]+$/i;

interface Repositories {
  /** DefaultCodeRepository. */
  readonly main: string | undefined;
  /** AdditionalCodeRepositories. */
  readonly additional: readonly string[];
}

export default defineRemediation({
  id: 'sagemaker-notebook-code-repositories',
  title: 'Stop the notebook, take the unapproved Git repositories from it, start it again',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  repairs: ['sagemaker-notebook-public-git-repo'],
  risk: 'disruptive',
  breaks:
    'A running notebook restarts: kernels and what is in memory are lost. The repository is cloned no more when the ' +
    'notebook starts; what has been cloned already stays on its volume.',
  ...NOTEBOOK_CALLS,

  read: ({ id }, ask) => readNotebook(id, ask, ['DefaultCodeRepository', 'AdditionalCodeRepositories']),

  plan({ resource: { id }, before, observations }) {
    const was = repositoriesOf(before);
    const unapproved = new Set(observations.map(({ path }) => path));
    const kept: Repositories = {
      main: unapproved.has('DefaultCodeRepository') ? undefined : was.main,
      additional: was.additional.filter((_, at) => !unapproved.has(`AdditionalCodeRepositories[${at}]`)),
    };
    const named = [kept.main ?? '', ...kept.additional].find((repository) => NAME.test(repository));
    if (named !== undefined)
      return refuse(`where ${named} points to is not known: see to that code repository first`);
    const changes = [
      change('DefaultCodeRepository', was.main, kept.main),
      change('AdditionalCodeRepositories', listed(was), listed(kept)),
    ];
    return whileStopped({ id, before, changes, to: writing(kept, was), from: writing(was, kept) });
  },
});

const repositoriesOf = ({ DefaultCodeRepository, AdditionalCodeRepositories }: JsonObject): Repositories => ({
  main: typeof DefaultCodeRepository === 'string' ? DefaultCodeRepository : undefined,
  additional: Array.isArray(AdditionalCodeRepositories) ? AdditionalCodeRepositories.map(String) : [],
});

const listed = ({ additional }: Repositories): string[] | undefined =>
  additional.length > 0 ? [...additional] : undefined;

/** Says what is to be another, and no more: what there is to be none of is dissociated. */
function writing(to: Repositories, from: Repositories): Writing {
  const [list, before] = [listed(to), listed(from)];
  const isAnother = list?.length !== before?.length;
  return {
    input: {
      ...(to.main !== from.main &&
        (to.main === undefined
          ? { DisassociateDefaultCodeRepository: true }
          : { DefaultCodeRepository: to.main })),
      ...(isAnother &&
        (list ? { AdditionalCodeRepositories: list } : { DisassociateAdditionalCodeRepositories: true })),
    },
    shown: {
      DefaultCodeRepository: [to.main ?? null],
      AdditionalCodeRepositories: list ? [list] : [null, []],
    },
  };
}
