import {
  all,
  compliant,
  defineRule,
  insufficientData,
  nonCompliant,
  notApplicable,
  type Verdict,
} from '../../engine/rule.ts';

const hosts = ['git.example.com'];

export default defineRule({
  id: 'sagemaker-notebook-public-git-repo',
  revision: 1,
  title: 'Notebook instance must not clone from unapproved Git remotes',
  rationale:
    'What a notebook clones runs with its role: a repository outside your review brings other people’s code to your ' +
    'data, and a writable one takes data out.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  parameters: {
    hosts: {
      kind: 'strings',
      description:
        'Hosts that notebooks may clone from; `*.example.com` is every host below example.com. Empty: the rule does ' +
        'not apply.',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 25',
      'iso27001_2022:A.5.19',
      'iso27001_2022:A.5.21',
      'iso27001_2022:A.8.30',
      'iso42001_2023:A.10.3',
      'iso42001_2023:A.4.4',
      'mitre_atlas:AML.M0011',
      'mitre_atlas:AML.M0014',
      'mitre_atlas:AML.M0023',
      'nist_800_53_r5:SI-7',
      'nist_800_53_r5:SR-11',
      'nist_800_53_r5:SR-3',
      'nist_800_53_r5:SR-4',
      'nist_ai_rmf_1_0:GOVERN 6.1',
      'nist_ai_rmf_1_0:MANAGE 3.1',
      'nist_ai_rmf_1_0:MAP 4.1',
      'nist_ai_rmf_1_0:MAP 4.2',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.8',
      'soc2_tsc:CC9.2',
    ],
  },
  guidance:
    'Mirror the repository on an approved host; stop the notebook, and call UpdateNotebookInstance with its URL, or ' +
    'with DisassociateDefaultCodeRepository or DisassociateAdditionalCodeRepositories.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-git-repo.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html',
  ],
  examples: {
    compliant: [
      {
        name: 'from an approved host',
        properties: { DefaultCodeRepository: 'https://git.example.com/churn.git' },
        parameters: { hosts },
      },
      { name: 'from nowhere', properties: {}, parameters: { hosts } },
    ],
    nonCompliant: [
      {
        name: 'from another host',
        properties: { DefaultCodeRepository: 'https://github.com/someone/churn.git' },
        parameters: { hosts },
      },
      {
        name: 'from one more, of another host',
        properties: {
          DefaultCodeRepository: 'https://git.example.com/churn.git',
          AdditionalCodeRepositories: ['https://github.com/someone/churn.git'],
        },
        parameters: { hosts },
      },
    ],
  },

  evaluate({ properties }, { parameters }) {
    if (parameters.hosts.length === 0) return notApplicable('no approved hosts are set');
    const { AdditionalCodeRepositories: additional = [] } = properties;
    return all([
      () => cloning('DefaultCodeRepository', properties.DefaultCodeRepository, parameters.hosts),
      // By index: a certain violation is not lost behind an unreadable neighbour.
      ...Array.from(
        { length: additional.length },
        (_, index) => () =>
          cloning(`AdditionalCodeRepositories[${index}]`, additional[index], parameters.hosts),
      ),
    ]);
  },
});

/** Of a CodeRepository in the account; all else is a URL. */
const NAME = /^[a-z0-9-]+$/i;
/** What a URL says before its host may be a name and a password. */
const HOST = /^https:\/\/(?:[^/?#\\@]*@)?([a-z0-9.-]+)(?::\d+)?(?:[/?#]|$)/;

function cloning(path: string, repository: string | undefined, hosts: readonly string[]): Verdict {
  if (!repository) return compliant;
  if (NAME.test(repository))
    return insufficientData(`where the code repository ${repository} points to is not read`);
  const [, host] = HOST.exec(repository.toLowerCase()) ?? [];
  if (host !== undefined && hosts.some((approved) => isBelow(host, approved.toLowerCase()))) return compliant;
  return nonCompliant({ path, expected: hosts, actual: host ?? 'a URL without a host that can be read' });
}

const isBelow = (host: string, approved: string): boolean =>
  approved.startsWith('*.') ? host.endsWith(approved.slice(1)) : host === approved;
