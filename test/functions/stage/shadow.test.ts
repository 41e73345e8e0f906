import { describe, expect, it } from 'vitest';
import { heardOn, recordsIn } from './heard.ts';
import { findings, played, postures } from './kit.ts';
import { NOTEBOOK_RULE, openNotebook } from './put-right.ts';

describe('a rule in shadow', () => {
  it('is judged, remembered and recorded; nobody is told, and nothing is put right', async () => {
    const heard = heardOn();
    const stage = await played({
      remediation: true,
      settings: { rules: { [NOTEBOOK_RULE]: { shadow: true } }, remediation: { mode: 'auto' } },
    });
    await openNotebook(stage);
    await stage.pass(3_600_000, 60_000);
    expect(stage.errors).toEqual([]);

    const hub = [...(await findings(stage)).values()].map(({ GeneratorId }) => GeneratorId);
    expect(hub).toContain('assay/sagemaker-notebook-in-vpc');
    expect(hub).not.toContain(`assay/${NOTEBOOK_RULE}`);
    const bus = heard.announced().map(({ rule }) => rule);
    expect(bus).toContain('sagemaker-notebook-in-vpc');
    expect(bus).not.toContain(NOTEBOOK_RULE);

    const known = [...(await postures(stage)).values()].find(({ rules }) => rules[NOTEBOOK_RULE]);
    expect(known?.rules[NOTEBOOK_RULE]).toMatchObject({ status: 'NON_COMPLIANT', shadow: true });
    const verdicts = (await recordsIn(stage)).flatMap((record) => record.verdicts ?? []);
    expect(verdicts).toContainEqual(
      expect.objectContaining({ rule: NOTEBOOK_RULE, status: 'NON_COMPLIANT', shadow: true }),
    );
    const inVpc = verdicts.filter(({ rule }) => rule === 'sagemaker-notebook-in-vpc');
    expect(inVpc.map(({ shadow }) => shadow)).not.toContain(true);
  });
});
