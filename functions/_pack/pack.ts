import { judgeAgain, PACK_SCHEMA, type Pack } from '../../engine/evidence/pack.ts';
import { houseOf } from '../_evaluation/house.ts';

// The rule pack as the archive keeps it: bundled into one file, it judges without anything else of this project.

export { packDigest } from '../../rules/pack-digest.generated.ts';

export const schema = PACK_SCHEMA;

export const judgeWith: Pack['judgeWith'] = (settings) => {
  const house = houseOf(settings, []);
  return (question) => judgeAgain(house, question);
};
