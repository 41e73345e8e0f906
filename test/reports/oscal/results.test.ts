import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../engine/assessment/assessment.ts';
import type { Status } from '../../../engine/verdict.ts';
import { oscalResults } from '../../../reports/oscal/results.ts';
import { line } from '../../../reports/oscal/text.ts';
import { HOSTILE_NAMES } from '../assessment/hostile.ts';
import { assessmentOf } from '../assessments.ts';
import { AS_OF, assessmentWith, countsOf, findingWith, WAIVER } from '../small-assessment.ts';
import { everyMember, factOf, type Results, resultsOf } from './document.ts';

const STATUSES: readonly Status[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'];
const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What a document points to within itself, and finds nothing. */
function lost(document: Results): string[] {
  const uuids = new Set(everyMember(document, 'uuid'));
  const pointers = [
    'observation-uuid',
    'risk-uuid',
    'subject-uuid',
    'actor-uuid',
    'component-uuid',
    'party-uuid',
  ]
    .flatMap((name) => everyMember(document, name))
    .concat(everyMember(document, 'href').flatMap((href) => (href.startsWith('#') ? href.slice(1) : [])));
  const parts = new Set(everyMember(document, 'id'));
  const objectives = ['objective-id', 'target-id'].flatMap((name) => everyMember(document, name));
  return [...pointers.filter((uuid) => !uuids.has(uuid)), ...objectives.filter((id) => !parts.has(id))];
}

const shaped = (name: string, assessment: Assessment) =>
  [name, { assessment, document: resultsOf(assessment) }] as const;

const shapes = [
  shaped('an archive with hostile names', assessmentOf({ hostile: true })),
  shaped('an archive that does not verify', assessmentOf({ verification: 'failed', findings: 40 })),
  shaped('a gate', assessmentOf({ kind: 'gate', findings: 40 })),
  shaped('nothing', assessmentOf({ findings: 0, days: 0 })),
];
const archive = assessmentOf();
const archived = resultsOf(archive);

describe('OSCAL assessment results', () => {
  it.each(shapes)('of %s point to nothing that they do not have, and have everything once', (_, {
    document,
  }) => {
    const uuids = everyMember(document, 'uuid');
    expect(lost(document)).toEqual([]);
    expect(new Set(uuids).size).toBe(uuids.length);
    for (const uuid of uuids) expect(uuid).toMatch(UUID_V5);
  });

  it.each(shapes)('of %s are equal for equal assessments', (_, { assessment }) => {
    expect(oscalResults(structuredClone(assessment))).toBe(oscalResults(assessment));
  });

  it.each(shapes)('of %s have an observation a finding, and agree in every count', (_, {
    assessment,
    document,
  }) => {
    const [result] = document.results;
    const verdicts = (result.observations ?? [])
      .filter(({ types }) => types.includes('control-objective'))
      .map((each) => ({ status: factOf(each, 'verdict') as Status }));
    expect(countsOf(verdicts)).toEqual(countsOf(assessment.findings));
    const automated = assessment.frameworks.flatMap(({ controls }) =>
      controls.filter(({ coverage }) => coverage === 'automated'),
    );
    expect(
      (result.findings ?? []).map((finding) => ({
        COMPLIANT: Number(factOf(finding, 'compliant')),
        NON_COMPLIANT: Number(factOf(finding, 'non-compliant')),
        NOT_APPLICABLE: Number(factOf(finding, 'not-applicable')),
        INSUFFICIENT_DATA: Number(factOf(finding, 'insufficient-data')),
      })),
    ).toEqual(automated.map(({ counts }) => counts));
  });

  it('are another document for another state, of the same resources and risks', () => {
    const failing = findingWith('NON_COMPLIANT');
    const before = resultsOf(assessmentWith([failing]));
    const later = resultsOf(
      assessmentWith([{ ...failing, lastEvaluated: '2026-11-03T00:00:00.000Z' }], {
        asOf: '2026-11-03T12:00:00.000Z',
      }),
    );
    expect(later.uuid).not.toBe(before.uuid);
    const stable = ({ results: [result] }: Results) => [
      result.risks?.map(({ uuid }) => uuid),
      result['local-definitions']['inventory-items'],
      result.findings?.map(({ uuid }) => uuid),
    ];
    expect(stable(later)).toEqual(stable(before));
    expect(later.results[0].observations?.[0]?.uuid).not.toBe(before.results[0].observations?.[0]?.uuid);
  });

  it('say of no control that it is satisfied: every target is an objective of our own', () => {
    const [result] = archived.results;
    expect(result.findings?.some(({ target }) => target.status.state === 'satisfied')).toBe(true);
    for (const { target, description } of result.findings ?? []) {
      expect(target.type).toBe('objective-id');
      expect(target['target-id']).toMatch(/_obj\.assay$/);
      expect(target.status.remarks).toContain('not of the control');
      expect(description).toContain('never satisfy');
    }
  });

  it('include what rules or people stand for, exclude the rest, and find nothing of what was not tested', () => {
    const [result] = archived.results;
    const of = (...coverages: string[]): number =>
      archive.frameworks
        .flatMap(({ controls }) => controls)
        .filter(({ coverage }) => coverages.includes(coverage)).length;
    const selections = result['reviewed-controls']['control-selections'];
    const included = selections.flatMap((each) => each['include-controls']);
    const excluded = selections.flatMap((each) => each['exclude-controls'] ?? []);
    expect(included.length).toBe(of('automated', 'attested'));
    expect(excluded.length).toBe(of('not-covered'));
    expect(result.findings?.length).toBe(of('automated'));
    expect(
      result['reviewed-controls']['control-objective-selections']?.[0]?.['include-objectives'].length,
    ).toBe(of('automated'));
    expect(archived['local-definitions']?.['objectives-and-methods'].length).toBe(of('automated'));
  });

  it('name no control where none was reviewed', () => {
    const [result] = resultsOf(assessmentWith([], { rules: [], frameworks: [] })).results;
    expect(result['reviewed-controls']['control-selections']).toMatchObject([
      { description: 'No control was reviewed.', 'include-controls': [{ 'control-id': 'none' }] },
    ]);
    expect(result.findings).toBeUndefined();
  });

  it.each(
    STATUSES.flatMap((status) => [null, WAIVER].map((waiver) => ({ status, waiver }))),
  )('tell the raw verdict of $status, whatever the waiver: $waiver.ticket', ({ status, waiver }) => {
    const [{ observations = [], risks }] = resultsOf(
      assessmentWith([findingWith(status, { waiver })]),
    ).results;
    expect(factOf(observations[0], 'verdict')).toBe(status);
    const expected = status === 'NON_COMPLIANT' ? (waiver ? 'deviation-approved' : 'open') : undefined;
    expect(risks?.[0]?.status).toBe(expected);
  });

  it('say on top what must be known before anything else', () => {
    const notes = [{ kind: 'not-verified', text: 'No key was brought.' }] as const;
    const document = resultsOf(assessmentWith([], { notes }));
    expect(document.metadata.remarks.startsWith('No key was brought.')).toBe(true);
    expect(document.results[0].remarks.startsWith('No key was brought.')).toBe(true);
  });

  it('span the period that was asked about, or the one instant that is known', () => {
    const period = { from: '2026-10-01T00:00:00.000Z', to: AS_OF };
    expect(resultsOf(assessmentWith([], { period })).results[0]).toMatchObject({
      start: period.from,
      end: AS_OF,
    });
    expect(resultsOf(assessmentWith([])).results[0]).toMatchObject({ start: AS_OF, end: AS_OF });
  });

  it('keep posture over time as a log', () => {
    const entries = archived.results[0]['assessment-log']?.entries ?? [];
    expect(entries.map((entry) => Number(factOf(entry, 'compliant')))).toEqual(
      archive.history.map(({ counts }) => counts.COMPLIANT),
    );
  });

  it('name a resource as it is named, whatever that is', () => {
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES));
    fc.assert(
      fc.property(name, (id) => {
        const finding = findingWith('NON_COMPLIANT');
        const assessment = assessmentWith([{ ...finding, resource: { ...finding.resource, id } }]);
        const [item] = resultsOf(assessment).results[0]['local-definitions']['inventory-items'] ?? [];
        expect(factOf(item, 'asset-id')).toBe(line(id));
      }),
      { numRuns: 30 },
    );
  });

  it('tell resources apart whose names differ in half a character', () => {
    const finding = findingWith('COMPLIANT');
    const named = (id: string, number: number) => ({
      ...finding,
      id: `assay/${number}`,
      resource: { ...finding.resource, id },
    });
    const [result] = resultsOf(assessmentWith([named('m\ud83d', 1), named('m\ud83e', 2)])).results;
    expect(result['local-definitions']['inventory-items']?.length).toBe(2);
  });

  it('have what people attested with its document, and never as a finding', () => {
    const [{ attestations = [] }] = archived.results;
    expect(attestations.map(({ parts }) => factOf(parts[0], 'attestation-state'))).toEqual([
      'in-force',
      'ends-soon',
      'expired',
      'over-long',
      'not-yet-begun',
    ]);
    expect(factOf(attestations[0]?.parts[0], 'document-sha256')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tell ended findings as history', () => {
    const [{ observations = [] }] = archived.results;
    const historic = observations.filter(({ types }) => types.includes('historic'));
    expect(historic.map((each) => factOf(each, 'ended-because'))).toEqual(
      archive.ended.map(({ because }) => because),
    );
  });

  it('tell gaps, notes and waivers that cover nothing as observations of their own', () => {
    const assessment = assessmentOf({ verification: null, findings: 20 });
    const [{ observations = [] }] = resultsOf(assessment).results;
    const of = (type: string): number => observations.filter(({ types }) => types.includes(type)).length;
    expect(of('coverage-gap')).toBe(assessment.gaps.length);
    expect(of('note')).toBe(1);
    expect(of('idle-waiver')).toBe(4);
  });
});
