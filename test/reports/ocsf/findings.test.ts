import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssessedFinding, Assessment } from '../../../engine/assessment/assessment.ts';
import type { Status } from '../../../engine/verdict.ts';
import { ocsfFindings } from '../../../reports/ocsf/findings.ts';
import { HOSTILE_NAMES } from '../assessment/hostile.ts';
import { verificationOf } from '../assessment/verification.ts';
import { assessmentOf } from '../assessments.ts';
import { AS_OF, assessmentWith, countsOf, findingWith, ruleWith, WAIVER } from '../small-assessment.ts';

interface Event {
  readonly activity_id: number;
  readonly type_uid: number;
  readonly time: number;
  readonly severity: string;
  readonly status: string;
  readonly status_code: Status;
  readonly status_detail?: string;
  readonly comment?: string;
  readonly metadata: { readonly uid: string };
  readonly cloud: Record<string, unknown>;
  readonly resources: readonly [{ readonly uid: string; readonly data?: { readonly file: string } }];
  readonly compliance: {
    readonly status: string;
    readonly standards: readonly string[];
    readonly requirements: readonly string[];
  };
  readonly finding_info: Record<string, unknown> & { readonly uid: string };
  readonly remediation?: { readonly desc: string; readonly references: readonly string[] };
  readonly evidences?: readonly { readonly uid: string }[];
  readonly unmapped: Record<string, unknown>;
}

const eventsOf = (assessment: Assessment): Event[] =>
  ocsfFindings(assessment)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

function eventOf(finding: AssessedFinding, more: Partial<Assessment> = {}): Event {
  const [event] = eventsOf(assessmentWith([finding], more));
  if (event === undefined) throw new Error('there is no event');
  return event;
}

const failing = findingWith('NON_COMPLIANT');

describe('OCSF compliance findings', () => {
  it.each<[Status, boolean, boolean, string, string, string, number]>([
    // status, waived, advisory: compliance, state, severity, activity
    ['COMPLIANT', false, false, 'Pass', 'Resolved', 'Informational', 3],
    ['COMPLIANT', true, false, 'Pass', 'Resolved', 'Informational', 3],
    ['COMPLIANT', false, true, 'Pass', 'Resolved', 'Informational', 3],
    ['COMPLIANT', true, true, 'Pass', 'Resolved', 'Informational', 3],
    ['NON_COMPLIANT', false, false, 'Fail', 'New', 'High', 2],
    ['NON_COMPLIANT', true, false, 'Fail', 'Suppressed', 'High', 2],
    ['NON_COMPLIANT', false, true, 'Advisory', 'New', 'Informational', 2],
    ['NON_COMPLIANT', true, true, 'Advisory', 'Suppressed', 'Informational', 2],
    ['INSUFFICIENT_DATA', false, false, 'Warning', 'New', 'High', 2],
    ['INSUFFICIENT_DATA', true, false, 'Warning', 'New', 'High', 2],
    ['INSUFFICIENT_DATA', false, true, 'Warning', 'New', 'Informational', 2],
    ['INSUFFICIENT_DATA', true, true, 'Warning', 'New', 'Informational', 2],
    ['NOT_APPLICABLE', false, false, 'Not Applicable', 'Archived', 'Informational', 3],
    ['NOT_APPLICABLE', true, false, 'Not Applicable', 'Archived', 'Informational', 3],
    ['NOT_APPLICABLE', false, true, 'Not Applicable', 'Archived', 'Informational', 3],
    ['NOT_APPLICABLE', true, true, 'Not Applicable', 'Archived', 'Informational', 3],
  ])('tell %s, waived: %s, advisory: %s as %s and %s, %s', (status, waived, advisory, result, state, severity, activity) => {
    const event = eventOf(findingWith(status, { waiver: waived ? WAIVER : null, advisory }));
    expect([event.compliance.status, event.status, event.severity]).toEqual([result, state, severity]);
    expect([event.activity_id, event.type_uid]).toEqual([activity, 200_300 + activity]);
    expect(event.status_code).toBe(status);
  });

  it.each([
    'failed',
    'unusable',
  ] as const)('are never a pass by an archive whose verification is %s', (status) => {
    const source = { kind: 'archive', name: 'x', verification: verificationOf(status, AS_OF) } as const;
    const event = eventOf(findingWith('COMPLIANT'), { source });
    expect([event.compliance.status, event.status]).toEqual(['Unknown', 'Unknown']);
  });

  it('are a pass by an archive that is proven', () => {
    const source = { kind: 'archive', name: 'x', verification: verificationOf('proven', AS_OF) } as const;
    expect(eventOf(findingWith('COMPLIANT'), { source }).compliance.status).toBe('Pass');
  });

  it.each([
    {},
    { hostile: true },
    { kind: 'gate' },
    { findings: 0, days: 0 },
  ] as const)('are one a line and agree in every count: %j', (shape) => {
    const assessment = assessmentOf(shape);
    const standing = new Set(assessment.findings.map(({ id }) => id));
    const told = eventsOf(assessment).filter(({ finding_info }) => standing.has(finding_info.uid));
    expect(countsOf(told.map(({ status_code }) => ({ status: status_code })))).toEqual(
      countsOf(assessment.findings),
    );
    const passed = told.filter(({ compliance }) => compliance.status === 'Pass');
    expect(passed.length).toBe(countsOf(assessment.findings).COMPLIANT);
  });

  it('are equal for equal assessments, each event with an id of its own', () => {
    const assessment = assessmentOf({ hostile: true });
    expect(ocsfFindings(structuredClone(assessment))).toBe(ocsfFindings(assessment));
    const ids = eventsOf(assessment).map(({ metadata }) => metadata.uid);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are nothing where there is no finding', () => {
    expect(ocsfFindings(assessmentWith([]))).toBe('');
  });

  it('are of the time of the verdict, or of the assessed instant', () => {
    expect(eventOf(failing).time).toBe(Date.parse('2026-11-02T11:00:00.000Z'));
    expect(eventOf({ ...failing, lastEvaluated: null }).time).toBe(Date.parse(AS_OF));
  });

  it.each([
    ['is seen once', { since: failing.lastEvaluated }, 1],
    ['has no history', { since: null, lastEvaluated: null }, 1],
    ['was seen before', {}, 2],
  ])('are created where a failure %s, else updated', (_, more, activity) => {
    expect(eventOf({ ...failing, ...more }).activity_id).toBe(activity);
  });

  it('name what the rule supports, and where each mapping comes from', () => {
    const rules = [
      ruleWith({
        controls: [
          { id: 'iso27001_2022:A.8.24', source: 'a publication' },
          { id: 'iso27001_2022:A.8.25', source: null },
          { id: 'left_out:X', source: null },
        ],
      }),
    ];
    const { compliance, unmapped } = eventOf(failing, { rules });
    expect(compliance).toMatchObject({
      standards: ['ISO/IEC 27001 Annex A 2022'],
      requirements: ['ISO/IEC 27001 Annex A 2022 A.8.24', 'ISO/IEC 27001 Annex A 2022 A.8.25'],
    });
    expect(unmapped['supported_controls']).toEqual([
      { id: 'iso27001_2022:A.8.24', mapping: 'a publication' },
      { id: 'iso27001_2022:A.8.25', mapping: 'judged' },
      { id: 'left_out:X', mapping: 'judged' },
    ]);
  });

  it('name nothing that an advisory rule would support', () => {
    const { compliance, unmapped } = eventOf({ ...failing, advisory: true });
    expect([compliance.standards, compliance.requirements, unmapped['supported_controls']]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('say each what must be known before it is read', () => {
    const source = { kind: 'archive', name: 'x', verification: null } as const;
    const notes = [{ kind: 'not-verified', text: 'No key was brought.' }] as const;
    expect(eventOf(failing, { source, notes }).unmapped).toMatchObject({
      archive_status: 'not-verified',
      notes: ['No key was brought.'],
    });
    expect(eventOf(failing).unmapped).not.toHaveProperty('archive_status');
  });

  it('say what was found, who waived it until when, and what to do', () => {
    const event = eventOf({ ...failing, waiver: WAIVER });
    expect(event.status_detail).toBe('KmsKeyId is absent, expected "a key"');
    expect(event.comment).toBe(
      'Waived until 2026-12-31: RISK-1, approved by ciso, owned by ml-platform: until the migration',
    );
    expect(event.remediation).toEqual({
      desc: 'Make it good.',
      references: ['https://docs.aws.amazon.com/sagemaker/'],
    });
    expect(eventOf(findingWith('INSUFFICIENT_DATA')).status_detail).toBe('nobody may read it');
  });

  it('tell account, Region and partition where the source does, and guess none', () => {
    expect(eventOf(failing).cloud).toEqual({
      provider: 'AWS',
      account: { uid: '111122223333', type: 'AWS Account', type_id: 10 },
      region: 'eu-west-1',
      cloud_partition: 'aws',
    });
    const inFile = { type: 'T', id: 'Model', account: null, region: null, file: 'a.template.json' };
    const event = eventOf({ ...failing, resource: inFile });
    expect(event.cloud).toEqual({ provider: 'AWS' });
    expect(event.resources[0].data).toEqual({ file: 'a.template.json' });
  });

  it('point to the records that show it', () => {
    const assessment = assessmentOf();
    for (const [index, { evidences }] of eventsOf(assessment).entries()) {
      const { evidence } =
        assessment.findings[index] ?? assessment.ended[index - assessment.findings.length] ?? failing;
      expect(evidences?.map(({ uid }) => uid)).toEqual(
        evidence.map(({ account, region, sequence }) => `${account}/${region}/${sequence}`),
      );
    }
  });

  it('close what is over, unless its successor has its id', () => {
    const over = {
      ...findingWith('COMPLIANT', {}, 7),
      endedAt: '2026-11-01T00:00:00.000Z',
      because: 'deleted',
    } as const;
    const [, event] = eventsOf(assessmentWith([failing], { ended: [over] }));
    expect(event).toMatchObject({ activity_id: 3, status: 'Archived', compliance: { status: 'Ended' } });
    const replaced = { ...over, id: failing.id, because: 'replaced' } as const;
    expect(eventsOf(assessmentWith([failing], { ended: [replaced] })).length).toBe(1);
  });

  it('keep any name, but for halves of characters, on one line', () => {
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES));
    fc.assert(
      fc.property(name, (id) => {
        const finding = {
          ...failing,
          resource: { ...failing.resource, id },
          observations: [{ path: id, expected: null, actual: { [id]: id } }],
        };
        const text = ocsfFindings(assessmentWith([finding]));
        expect(text.split(/[\n\u0085\u2028\u2029]/).length).toBe(2);
        expect(text.isWellFormed()).toBe(true);
        expect(JSON.parse(text)).toMatchObject({
          resources: [{ uid: id.toWellFormed() }],
          unmapped: { observations: [{ path: id.toWellFormed() }] },
        });
        expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
      }),
      { numRuns: 200 },
    );
  });
});
