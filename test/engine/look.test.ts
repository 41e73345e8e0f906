import { expect, it } from 'vitest';
import { LOOK_SCHEMA, SWEEP_SCHEMA } from '../../engine/look.ts';

it('a look and a sweep, which stand in one queue, are told apart by a name, and their readers by a version', () => {
  const schemas = [LOOK_SCHEMA, SWEEP_SCHEMA];
  expect(schemas.map((schema) => /^assay\.([a-z]+)\/\d+$/.exec(schema)?.[1])).toEqual(['look', 'sweep']);
});
