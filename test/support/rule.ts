import {
  compliant,
  type JudgedResource,
  type Rule,
  type RuleContext,
  type Verdict,
} from '../../engine/rule.ts';

type Evaluate = (
  resource: Omit<JudgedResource, 'properties'> & { readonly properties: Readonly<Record<string, unknown>> },
  context: RuleContext,
) => Verdict;

/** A rule of which only what a test says matters; it reads properties as it likes. */
export const ruleWith = (evaluate: Evaluate = () => compliant, more: Partial<Rule> = {}): Rule => ({
  id: 'test-rule',
  revision: 1,
  title: 'a resource must be good',
  rationale: 'Bad ones are bad.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  controls: { published: {}, judged: [] },
  guidance: 'Make it good.',
  references: ['https://docs.aws.amazon.com/'],
  examples: {
    compliant: [{ name: 'good', properties: {} }],
    nonCompliant: [{ name: 'bad', properties: {} }],
  },
  evaluate,
  ...more,
});
