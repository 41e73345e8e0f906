import type { Rule } from '../rule.ts';
import type { AssessedRule } from './assessment.ts';

/** What an assessment tells of a rule. */
export const assessedRule = ({
  id,
  revision,
  title,
  rationale,
  guidance,
  severity,
  profile,
  resourceType,
  references,
  controls: { published, judged },
}: Rule): AssessedRule => ({
  id,
  revision,
  title,
  rationale,
  guidance,
  severity,
  profile,
  resourceType,
  references,
  controls: [
    ...Object.entries(published).map(([control, source]) => ({ id: control, source })),
    ...judged.map((control) => ({ id: control, source: null })),
  ],
});

/** Of a rule that this version does not know, the id is all there is. */
export const unknownRule = (id: string): AssessedRule => ({
  id,
  revision: 0,
  title: id,
  rationale: 'This rule is not known to this version.',
  guidance: 'Report with the version that judged it, or with a newer one.',
  severity: 'MEDIUM',
  profile: 'baseline',
  resourceType: '*',
  references: [],
  controls: [],
});
