import { expect, it } from 'vitest';
import { recordText } from '../../cli/record-text.ts';
import type { Palette } from '../../cli/terminal.ts';

const plain = (text: string) => text;
const styles: Palette = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };

const record = {
  kind: 'evaluation',
  recordedAt: '2026-03-01T12:00:00.000Z',
  resource: { type: 'AWS::SageMaker::NotebookInstance', id: 'study' },
  verdicts: [{ rule: 'r', revision: 1, status: 'COMPLIANT' }],
};

it.each([
  [{}, ''],
  [{ sender: 'AROAEVE:eve' }, ', sent by AROAEVE:eve'],
  [{ sender: 'AROAEVE:\u001b[2J' }, ', sent by AROAEVE:\uFFFD[2J'],
])('a record with %j says whose it is where that is not our own', (more, by) => {
  expect(recordText({ ...record, ...more }, styles, undefined)).toEqual([
    `2026-03-01T12:00:00.000Z  AWS::SageMaker::NotebookInstance study${by}`,
    '  COMPLIANT  r (revision 1)',
  ]);
});
