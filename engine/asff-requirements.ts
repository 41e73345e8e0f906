import { type ControlId, controlOf } from '../frameworks/index.ts';

// Apart from asff.ts: who only reads findings need not carry every framework.

/** Controls as a finding names them: each framework's first, then every second one, for only some can be told. */
export function requirementsOf(controls: readonly ControlId[]): readonly string[] {
  const count = new Map<string, number>();
  const ranked = controls.map((controlId) => {
    const { framework, id } = controlOf(controlId);
    const rank = count.get(framework.key) ?? 0;
    count.set(framework.key, rank + 1);
    return { text: `${framework.name} ${framework.edition} ${id}`, rank };
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text);
}
