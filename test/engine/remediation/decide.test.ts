import { describe, expect, it } from 'vitest';
import { ALLOWED, type Held } from '../../../engine/remediation/brakes.ts';
import { decide } from '../../../engine/remediation/decide.ts';

const brake = (allows: Held['allows'], name: string = allows): Held => ({
  brake: name,
  allows,
  because: `${name} holds`,
});

const all = ALLOWED.map((allows) => brake(allows));

describe('of several brakes', () => {
  it.each(
    all.map((_, turn) => [[...all.slice(turn), ...all.slice(0, turn)]]),
  )('the one that allows least decides, wherever it stands', (held) => {
    expect(decide(held)).toEqual({ outcome: 'stop', because: 'stop holds', brake: 'stop', held });
    expect(decide(held.filter(({ allows }) => allows !== 'stop')).outcome).toBe('wait');
  });

  it('the first of equals decides', () => {
    const held = [brake('approve'), brake('notify', 'one'), brake('notify', 'other')];
    expect(decide(held).brake).toBe('one');
  });
});

describe('a decision', () => {
  it('is to go where none holds, and says why', () => {
    const decision = decide([]);
    expect(decision).toMatchObject({ outcome: 'go', brake: null, held: [] });
    expect(decision.because).not.toBe('');
  });

  it('tells how long to wait, of what waits alone', () => {
    expect(decide([{ ...brake('wait'), waitSeconds: 60 }]).waitSeconds).toBe(60);
    expect(decide([brake('notify')])).not.toHaveProperty('waitSeconds');
  });
});
