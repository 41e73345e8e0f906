import { describe, expect, it } from 'vitest';
import { compliant, defineRule, nonCompliant, type Rule } from '../../engine/rule.ts';
import good from '../../rules/sagemaker/notebook-root-access.ts';
import { catalogue } from '../../scripts/catalogue.ts';
import { complaintsAbout, type Surroundings } from '../support/constitution.ts';

// Rules that break the constitution on purpose: each is told what to write.

const control = catalogue().find(({ id }) => id === good.id);
if (!control) throw new Error(`${good.id} is no control`);

const around: Surroundings = {
  file: { service: 'sagemaker', name: 'notebook-root-access' },
  control,
  hasFile: () => true,
  page: good.title,
};

type Evaluate = Rule<'AWS::SageMaker::NotebookInstance'>['evaluate'];

/** The good rule with another heart. */
const judging = (evaluate: Evaluate, more: Partial<Rule> = {}): Rule => ({
  ...good,
  ...more,
  evaluate: (resource, context) => evaluate(resource as Parameters<Evaluate>[0], context),
});

const fault = nonCompliant({ path: 'RootAccess', expected: 'Disabled', actual: null });

interface Broken {
  readonly rule: Partial<Rule>;
  readonly around?: Partial<Surroundings>;
  readonly complaint: string;
}

const broken: Readonly<Record<string, Broken>> = {
  'an id that is not its path’s': {
    rule: {},
    around: { file: { service: 'sagemaker', name: 'notebook-root' } },
    complaint:
      "rules/sagemaker/notebook-root.ts: write id: 'sagemaker-notebook-root', not 'sagemaker-notebook-root-access'",
  },
  'an id that the catalogue lacks': {
    rule: {},
    around: { control: undefined },
    complaint:
      "'sagemaker-notebook-root-access' is no control of scripts/data/catalogue.json: write an id from there",
  },
  'a severity that is not the catalogue’s': {
    rule: { severity: 'LOW' },
    complaint: "write severity: 'HIGH', not 'LOW'",
  },
  'a severity of the peers where there is no other': {
    rule: { peersSeverity: 'MEDIUM' },
    complaint: 'leave out peersSeverity: ours is theirs',
  },
  'a profile that neither severity nor peers suggest': {
    rule: { profile: 'sensitive' },
    complaint:
      "write profile: 'baseline' (severity HIGH, 10 peers), or give the reason for 'sensitive' in OTHERWISE of test/support/profiles.ts",
  },
  'a profile that hides a fault of everyone': {
    rule: { profile: 'advisory' },
    complaint:
      "write profile: 'baseline' (severity HIGH, 10 peers), or give the reason for 'advisory' in OTHERWISE of test/support/profiles.ts",
  },
  'a title with a full stop': {
    rule: { title: 'Notebook users must not have root access.' },
    around: { page: 'Notebook users must not have root access.' },
    complaint: 'write the title without a full stop',
  },
  'a title of one word': {
    rule: { title: 'Root' },
    around: { page: 'Root' },
    complaint: 'write title: a sentence of 16 to 111 characters that states the good state',
  },
  'no rationale': {
    rule: { rationale: 'Root is bad' },
    complaint: 'write rationale: what goes wrong otherwise, in 1–3 sentences with full stops',
  },
  'a reference to somebody’s blog': {
    rule: { references: ['https://blog.example/root'] },
    complaint: "write references: pages of the AWS documentation, not 'https://blog.example/root'",
  },
  'a revision of none': { rule: { revision: 0 }, complaint: 'write revision: an integer from 1' },
  'a control that does not exist': {
    rule: { controls: { published: {}, judged: ['iso27001_2022:A.99' as never] } },
    complaint: "'iso27001_2022:A.99' is no control: write one of frameworks/",
  },
  'no control': {
    rule: { controls: { published: {}, judged: [] } },
    complaint: 'write controls: at least one that it supports',
  },
  'a type that nobody defines': {
    rule: { resourceType: 'AWS::SageMaker::Toaster' as never },
    complaint: 'write resources/<service>/<type>.ts for AWS::SageMaker::Toaster',
  },
  'a need that the type does not declare': {
    rule: { needs: { subnet: { path: 'SubnetId', type: 'AWS::S3::Bucket' } } },
    complaint:
      "write { path: 'SubnetId', type: 'AWS::S3::Bucket' } in the references of AWS::SageMaker::NotebookInstance",
  },
  'no test': {
    rule: {},
    around: { hasFile: (path) => !path.endsWith('notebook-root-access.test.ts') },
    complaint: 'write test/rules/sagemaker/notebook-root-access.test.ts',
  },
  'no page': {
    rule: {},
    around: { page: undefined },
    complaint: 'run `npm run generate` for docs/rules/sagemaker-notebook-root-access.md',
  },
  'a page of before': {
    rule: {},
    around: { page: 'Notebooks shall be good' },
    complaint: 'run `npm run generate` for docs/rules/sagemaker-notebook-root-access.md',
  },
  'no non-compliant example that fails': {
    rule: judging(() => compliant),
    complaint: 'examples.nonCompliant: "root access is on" is COMPLIANT; write one that is NON_COMPLIANT',
  },
  'no non-compliant example at all': {
    rule: { examples: { ...good.examples, nonCompliant: [] as never } },
    complaint: 'write examples.nonCompliant: at least one that is NON_COMPLIANT',
  },
  'no compliant example that passes': {
    rule: judging(() => fault),
    complaint: 'examples.compliant: "root access is off" is NON_COMPLIANT; write one that is COMPLIANT',
  },
  'a throw on null': {
    rule: judging(({ properties }) =>
      (properties.RootAccess as string).toLowerCase() === 'disabled' ? compliant : fault,
    ),
    complaint:
      "evaluate threw on RootAccess null: Cannot read properties of undefined (reading 'toLowerCase'); write ?. or give the member a default",
  },
  'a question after what it does not declare': {
    rule: judging((_resource, context) => (context.referrers().length > 0 ? fault : compliant)),
    complaint:
      'evaluate threw on "root access is off": the rule asks for what it does not declare: give it referencedBy',
  },
  'referrers that it reads without saying so': {
    rule: judging(
      ({ properties }, context) =>
        properties.RootAccess === 'Disabled' && context.referrers().length === 0 ? compliant : fault,
      { needs: { key: { path: 'KmsKeyId', type: 'AWS::KMS::Key' } } },
    ),
    complaint: 'it asks for referrers: write referencedBy: true',
  },
  'COMPLIANT for what it cannot read': {
    rule: judging(({ properties }) => {
      try {
        return properties.RootAccess === 'Disabled' ? compliant : fault;
      } catch {
        return compliant;
      }
    }),
    complaint:
      '"root access is off" is COMPLIANT with RootAccess unknown, though it may be NON_COMPLIANT: read RootAccess before you pass, or give the reason in test/support/safe-absences.ts',
  },
  'COMPLIANT for a fault of which it cannot read a part': {
    rule: judging(({ properties }) => {
      try {
        return properties.RootAccess === 'Disabled' ? compliant : fault;
      } catch {
        return compliant;
      }
    }),
    complaint: '"root access is on" is COMPLIANT with RootAccess unknown: read RootAccess before you pass',
  },
  'COMPLIANT for what is missing': {
    rule: judging(({ properties }) => (properties.RootAccess === 'Enabled' ? fault : compliant)),
    complaint:
      '"root access is on" is COMPLIANT without RootAccess: judge its absence, or give the reason why absence is safe in test/support/safe-absences.ts',
  },
  'a verdict that hangs on properties of nobody': {
    rule: judging(({ properties }) =>
      properties.RootAccess === 'Disabled' && Object.keys(properties).length === 1 ? compliant : fault,
    ),
    complaint: '"root access is off" changes with an unrelated property: read properties by their names',
  },
};

describe('a rule that breaks the constitution', () => {
  it.each(Object.entries(broken))('%s is told what to write', (_, { rule, around: more, complaint }) => {
    expect(complaintsAbout(defineRule({ ...good, ...rule } as Rule), { ...around, ...more })).toContain(
      complaint,
    );
  });
});

it('a rule that keeps the constitution is told nothing', () => {
  expect(complaintsAbout(good, around)).toEqual([]);
});

it('a list that hides a fault at any depth is found', () => {
  const filters = judging(
    ({ properties }) => {
      const [first] = properties.SecurityGroupIds ?? [];
      return first === 'sg-open' ? fault : compliant;
    },
    {
      examples: {
        compliant: [{ name: 'closed', properties: { SecurityGroupIds: ['sg-closed'] } }],
        nonCompliant: [{ name: 'open', properties: { SecurityGroupIds: ['sg-open'] } }],
      },
    },
  );
  expect(complaintsAbout(filters, around)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('"open" is COMPLIANT without SecurityGroupIds[]:'),
      expect.stringContaining('"open" is COMPLIANT without SecurityGroupIds:'),
    ]),
  );
});
