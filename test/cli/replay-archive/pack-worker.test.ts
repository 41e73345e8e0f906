import { describe, expect, it } from 'vitest';
import { runPack } from '../../../cli/replay-archive/pack-worker.ts';
import type { PackQuestion } from '../../../engine/evidence/pack.ts';

const head = "export const schema = 'assay.pack/1'; export const packDigest = 'p';";
const asked: PackQuestion = {
  resource: {
    type: 't',
    id: 'i',
    partition: null,
    account: null,
    region: null,
    source: 'live',
    properties: {},
  },
  related: [],
  around: [],
  referrers: [],
};
const settings = { digest: 's', value: {} };
const run = (source: string) => runPack(Buffer.from(source));

describe('a pack in a thread of its own', () => {
  it('answers in turn, and opens its judge once for the same settings', async () => {
    const pack = await run(`${head} let opened = 0;
      export const judgeWith = () => { opened += 1; return () => [{ rule: 'r', revision: opened, status: 'COMPLIANT' }]; };`);
    const answers = await Promise.all([
      pack.judge(settings, asked),
      pack.judge(settings, asked),
      pack.judge({ digest: 'other', value: {} }, asked),
    ]);
    expect(answers.map(([verdict]) => verdict?.revision)).toEqual([1, 1, 2]);
    await pack.close();
  });

  it('sees nothing of the environment', async () => {
    process.env['ASSAY_TEST_SECRET'] = 'secret';
    const pack = await run(`${head}
      export const judgeWith = () => () => [{ rule: String(Object.keys(process.env)), revision: 1, status: 'COMPLIANT' }];`);
    expect(await pack.judge(settings, asked)).toEqual([{ rule: '', revision: 1, status: 'COMPLIANT' }]);
    await pack.close();
    delete process.env['ASSAY_TEST_SECRET'];
  });

  it('that throws says so, and answers the next question', async () => {
    const pack = await run(`${head} let asked = 0;
      export const judgeWith = () => () => { asked += 1; if (asked === 1) throw new Error('a defect'); return []; };`);
    await expect(pack.judge(settings, asked)).rejects.toThrow('the pack p failed: Error: a defect');
    expect(await pack.judge(settings, asked)).toEqual([]);
    await pack.close();
  });

  it('that leaves fails all that wait for it', async () => {
    const pack = await run(`${head} export const judgeWith = () => () => process.exit(3);`);
    await expect(pack.judge(settings, asked)).rejects.toThrow('the pack p ended: its thread left with 3');
  });

  it.each([
    ['is no program', '}', /it is no rule pack/],
    ['is another program', 'export default 1;', /it says that it is undefined, expected assay.pack\/1/],
    ['ends at once', 'process.exit(0);', /it is no rule pack: it ended at once/],
    ['asks for what is not there', "import 'no-such-package';", /it is no rule pack/],
  ])('that %s is none', async (_name, source, message) => {
    await expect(run(source)).rejects.toThrow(message);
  });
});
