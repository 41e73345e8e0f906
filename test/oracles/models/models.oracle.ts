import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../../emulator/record.ts';
import { services } from '../../../emulator/services/index.ts';
import { encode } from './encode.ts';
import { type Known, known } from './known.ts';
import { examine, type Report, record, type Violation } from './report.ts';

const temporary: string[] = [];
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-exchanges-'));
  temporary.push(folder);
  return folder;
}

describe("the check against AWS's own models", () => {
  const asked = { client: 'SageMakerClient', operation: 'CreateNotebookInstance' };
  const right = { NotebookInstanceName: 'n', InstanceType: 'ml.t3.medium', RoleArn: 'arn:aws:iam::1:role/R' };
  const input = { ...right, RoleArn: 'arn:aws:iam::111122223333:role/Notebook' };
  const described = { client: 'SageMakerClient', operation: 'DescribeNotebookInstance' };
  const named = { NotebookInstanceName: 'n' };

  const cases: readonly [string, Exchange, string | undefined][] = [
    ['finds nothing in what is right', { ...asked, input, output: {} }, undefined],
    [
      'an unknown member',
      { ...asked, input: { ...input, Colour: 'blue' }, output: {} },
      'input unknown .Colour',
    ],
    ['a missing member', { ...asked, input: named, output: {} }, 'input missing .InstanceType'],
    [
      'a value of another type',
      { ...asked, input: { ...input, VolumeSizeInGB: '5' }, output: {} },
      'input type .VolumeSizeInGB',
    ],
    [
      'too small a number',
      { ...asked, input: { ...input, VolumeSizeInGB: 4 }, output: {} },
      'input min .VolumeSizeInGB',
    ],
    [
      'too large a number',
      { ...asked, input: { ...input, VolumeSizeInGB: 20_000 }, output: {} },
      'input max .VolumeSizeInGB',
    ],
    [
      'a value outside an enum',
      { ...asked, input: { ...input, RootAccess: 'On' }, output: {} },
      'input enum .RootAccess',
    ],
    ['a text that breaks its pattern', { ...asked, input: right, output: {} }, 'input pattern .RoleArn'],
    [
      'a time that is none',
      { ...described, input: named, output: { CreationTime: '2026-01-01T00:00:00Z' } },
      'output type .CreationTime',
    ],
    [
      'text where bytes have a length',
      {
        client: 'KMSClient',
        operation: 'Sign',
        input: { KeyId: 'k', SigningAlgorithm: 'ECDSA_SHA_256', Message: new Uint8Array(5000) },
        output: {},
      },
      'input max .Message',
    ],
    [
      'two members of a union',
      {
        client: 'BedrockAgentCoreControlClient',
        operation: 'UpdateAgentRuntime',
        input: { agentRuntimeArtifact: { containerConfiguration: {}, codeConfiguration: {} } },
        output: {},
      },
      'input union .agentRuntimeArtifact',
    ],
    [
      'an answer where none is expected',
      {
        client: 'SageMakerClient',
        operation: 'StopNotebookInstance',
        input: named,
        output: { Status: 'Stopped' },
      },
      'output unknown ',
    ],
    [
      'an error that the operation has not',
      { ...asked, input: {}, error: 'NoSuchNotebook' },
      'error error NoSuchNotebook',
    ],
  ];

  it.each(cases)('%s', (_, exchange, expected) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'exchange.ndjson'), `${JSON.stringify(encode(exchange))}\n`);
    const found = examine(folder).violations.map(({ side, kind, path }) => `${side} ${kind} ${path}`);
    if (expected === undefined) expect(found).toEqual([]);
    else expect(found).toContain(expected);
  });
});

describe('what the tests exchange with the emulator', () => {
  let report: Report;

  beforeAll(() => {
    const given = process.env['ASSAY_RECORDED'];
    const folder = given ?? temporaryFolder();
    if (given === undefined) record(folder);
    report = examine(folder);
  }, 600_000);

  it('is plenty', () => {
    expect(report.exchanges).toBeGreaterThan(1000);
    expect(Object.keys(report.answered).sort()).toEqual(Object.keys(services).sort());
  });

  it("keeps to AWS's own models", () => {
    const unexplained = report.violations
      .filter((violation) => !known.some((each) => explains(each, violation)))
      .map(({ client, operation, side, kind, path, detail }) =>
        [`${client}.${operation}`, side, kind, path, detail].join(' '),
      );
    expect(unexplained).toEqual([]);
  });

  it('differs still where it is known to differ', () => {
    const stale = known.filter((each) => !report.violations.some((violation) => explains(each, violation)));
    expect(stale).toEqual([]);
  });

  it('covers every operation that the emulator knows', () => {
    const unheard = Object.entries(services).flatMap(([client, service]) =>
      (report.operations[client] ?? [])
        .filter((operation) => service.handler(operation) !== undefined)
        .filter((operation) => !report.answered[client]?.includes(operation))
        .map((operation) => `${client}.${operation}`),
    );
    expect(unheard).toEqual([]);
  });
});

function explains({ operation, client, side, kind, path }: Known, violation: Violation): boolean {
  if (operation !== undefined && operation !== violation.operation) return false;
  return (
    client === violation.client &&
    side === violation.side &&
    kind === violation.kind &&
    path === violation.path
  );
}
