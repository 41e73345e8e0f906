import { describe, expect, it } from 'vitest';
import {
  atHand,
  beginning,
  isAtEnd,
  MOST_LOOKS,
  type Progress,
  stepped,
  turned,
  waitSeconds,
} from '../../../engine/remediation/progress.ts';
import { planWith } from './kit.ts';

const plan = planWith();

/** Operations at hand, from here to the end. */
function path(from: Progress): string[] {
  const operations: string[] = [];
  for (let at = from; !isAtEnd(plan, at); at = stepped(plan, at))
    operations.push(atHand(plan, at)?.call.operation ?? 'nothing');
  return operations;
}

describe('progress', () => {
  it('goes through all steps in order', () => {
    expect(path(beginning)).toEqual(['DoOne', 'DoTwo', 'DoThree']);
    expect(isAtEnd(plan, beginning)).toBe(false);
  });

  const fresh = { isBegun: false, isMade: false, looks: 0 };
  const far: Progress = {
    direction: 'doing',
    step: 1,
    isBegun: true,
    isMade: true,
    looks: 9,
    results: [{ a: 1 }],
  };

  it('begins with nothing done', () => {
    expect(beginning).toEqual({ direction: 'doing', step: 0, ...fresh, results: [] });
  });

  it('knows nothing yet of the step that is next', () => {
    expect(stepped(plan, far)).toEqual({ ...far, ...fresh, step: 2 });
    expect(turned(plan, far)).toEqual({ ...far, ...fresh, direction: 'undoing', step: 0 });
    expect(stepped(plan, { ...far, direction: 'undoing' })).toMatchObject({ ...fresh, step: 0 });
  });

  it('has nothing at hand at its end', () => {
    expect(atHand(plan, { ...beginning, step: 3 })).toBeUndefined();
    expect(atHand(plan, { ...beginning, direction: 'undoing', step: -1 })).toBeUndefined();
    expect(atHand(plan, { ...beginning, direction: 'undoing', step: 1 })).toBeUndefined();
  });

  it.each([
    ['before anything', 0, false, []],
    ['in the first step', 0, true, ['UndoOne']],
    ['after the first', 1, false, ['UndoOne']],
    ['in a step that leaves nothing', 1, true, ['UndoOne']],
    ['in the last', 2, true, ['UndoThree', 'UndoOne']],
    ['after the last', 3, false, ['UndoThree', 'UndoOne']],
  ])('turns round %s', (_when, step, isBegun, undone) => {
    expect(path(turned(plan, { ...beginning, step, isBegun }))).toEqual(undone);
  });

  it('keeps what was answered when it turns round', () => {
    expect(turned(plan, { ...beginning, step: 1, results: [{ a: 1 }] }).results).toEqual([{ a: 1 }]);
  });

  it('looks often at first, and gives up after an hour', () => {
    const looks = Array.from({ length: MOST_LOOKS }, (_, index) =>
      waitSeconds({ ...beginning, looks: index }),
    );
    expect(looks[0]).toBe(15);
    const total = looks.reduce((sum, each) => sum + each, 0);
    expect(total).toBe(3600);
  });
});
