import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { remediationDefinition } from '../../infra/remediation-definition.ts';

const arn = (name: string) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;

const definition = remediationDefinition({
  partition: 'aws',
  functions: {
    plan: arn('plan'),
    ask: arn('ask'),
    apply: arn('apply'),
    verify: arn('verify'),
    record: arn('record'),
  },
  approvalSeconds: 72 * 3600,
}) as { readonly States: Readonly<Record<string, Record<string, unknown>>> };

const { States } = definition;
const tasks = Object.entries(States).filter(([, { Type }]) => Type === 'Task');

/** All states that one may lead to. */
function nextOf(name: string): readonly string[] {
  const state = States[name] ?? {};
  const choices = (state['Choices'] ?? []) as readonly { readonly Next: string }[];
  const catches = (state['Catch'] ?? []) as readonly { readonly Next: string }[];
  return [
    state['Next'],
    state['Default'],
    ...choices.map(({ Next }) => Next),
    ...catches.map(({ Next }) => Next),
  ]
    .filter((next) => next !== undefined)
    .map(String);
}

function reached(from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    nextOf(name).forEach(visit);
  };
  visit(from);
  return found;
}

describe('the state machine of a remediation', () => {
  it('is valid in the States Language', () => {
    const { isValid, errorsText } = aslValidator(definition as never, { checkPaths: true, checkArn: true });
    expect(errorsText()).toBe('');
    expect(isValid).toBe(true);
  });

  it('speaks JSONPath, which every interpreter does', () => {
    expect(JSON.stringify(definition)).not.toMatch(/JSONata|\{%/);
  });

  it('tries nothing for ever: every retry has an end, and every task a time', () => {
    for (const [name, { Retry, TimeoutSeconds }] of tasks) {
      expect([name, TimeoutSeconds]).toEqual([name, expect.any(Number)]);
      for (const { MaxAttempts } of Retry as readonly { readonly MaxAttempts: number }[])
        expect([name, MaxAttempts > 0 && MaxAttempts <= 60]).toEqual([name, true]);
    }
  });

  it('gives every task of a herd its turn within hours, where nobody was at work', () => {
    for (const [name, { Retry }] of tasks) {
      const [throttled] = Retry as readonly {
        readonly ErrorEquals: readonly string[];
        readonly IntervalSeconds: number;
        readonly BackoffRate: number;
        readonly MaxDelaySeconds: number;
        readonly MaxAttempts: number;
      }[];
      if (!throttled) throw new Error(`${name} is tried once`);
      const { IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts } = throttled;
      const longest = Array.from({ length: MaxAttempts }, (_, attempt) =>
        Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
      ).reduce((sum, seconds) => sum + seconds);
      expect([name, throttled.ErrorEquals]).toEqual([name, ['Lambda.TooManyRequestsException']]);
      // With full jitter it is half of that on average: 500 at a time take the five functions of a kind minutes.
      expect([name, longest > 3 * 3600]).toEqual([name, true]);
    }
  });

  it('catches whatever a task throws, unless it writes the end down or stands to be redriven', () => {
    const uncaught = tasks.filter(([, { Catch }]) => Catch === undefined).map(([name]) => name);
    const records = tasks
      .filter(([, { Parameters }]) => JSON.stringify(Parameters).includes(':function:record'))
      .map(([name]) => name);
    expect(new Set(uncaught)).toEqual(new Set([...records, 'UndoAgain']));
  });

  it('leads from every change to a record of how it ended', () => {
    const ends = new Set(['Done', 'Undone', 'UndoneGone', 'Gone']);
    for (const name of ['Apply', 'Verify', 'Undo', 'UndoAgain']) {
      const isEnding = (at: string) => ends.has(at);
      expect([name, [...reached(name)].some(isEnding)]).toEqual([name, true]);
    }
    // Nothing reaches the end but through a record, or before anything was changed.
    const before = Object.keys(States).filter((name) => nextOf(name).includes('Ended'));
    expect(new Set(before)).toEqual(
      new Set([
        'Decide',
        'Tell',
        'Taken',
        'Planless',
        'Unapproved',
        'Failed',
        'Done',
        'Undone',
        'UndoneGone',
        'Gone',
      ]),
    );
  });

  it('changes something in the states of one function only', () => {
    const changing = tasks
      .filter(([, { Parameters }]) => JSON.stringify(Parameters).includes(':function:apply'))
      .map(([name]) => name);
    expect(changing).toEqual(['Apply', 'Undo', 'UndoAgain']);
  });

  it('asks once: an approval that did not come is not asked for again', () => {
    const retried = (
      States['Ask']?.['Retry'] as readonly { readonly ErrorEquals: readonly string[] }[]
    ).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried).not.toContain('States.Timeout');
    expect(States['Ask']?.['TimeoutSeconds']).toBe(72 * 3600);
  });

  it('takes an answer that did not come, a no, and a question that was never asked for three things', () => {
    const catches = States['Ask']?.['Catch'] as readonly { ErrorEquals: readonly string[]; Next: string }[];
    expect(catches.map(({ ErrorEquals, Next }) => [...ErrorEquals, Next])).toEqual([
      ['States.Timeout', 'Unanswered'],
      ['Rejected', 'Unapproved'],
      ['States.ALL', 'Failed'],
    ]);
    expect(nextOf('Unanswered')).toEqual(['Tell']);
  });

  it('asks for the plan that took the place of one that lapsed, and takes that only once it was asked for', () => {
    expect(new Set(nextOf('Taken'))).toEqual(new Set(['Apply', 'Queue', 'Ask', 'Tell', 'Ended']));
    expect(nextOf('Queue')).toEqual(['Take']);
    // Whichever plan it is about: the id is of the state, and not of the execution.
    for (const name of ['Take', 'Ask', 'Tell', 'Apply', 'Verify', 'Undo', 'Done']) {
      expect([name, JSON.stringify(States[name]?.['Parameters'])]).toEqual([
        name,
        expect.stringContaining('"$.id"'),
      ]);
    }
  });

  it('stays far below what an execution may remember', () => {
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 25,000 events; a look is 11 of them.
    const looks = 75;
    const phases = 10;
    expect(looks * phases * 11).toBeLessThan(25_000);
  });
});
