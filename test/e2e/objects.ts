import { idOf, objects } from './dist';
import { inTurn } from './in-turn';
import { calm, proofs, rough } from './proofs';
import { restoreRollouts } from './proofs/rollouts';
import { loadBegins } from './proofs/scaling';
import { makeIngressCertificate, removeSecrets } from './secrets';
import { visitorComes, visitorGoes } from './visitor';

test('every object of dist/ has a proof, and every proof an object', () => {
  expect([...new Set(proofs.flatMap(({ of }) => of))].sort()).toEqual(objects.map(idOf).sort());
});

describe('every object of dist/ does what its lesson says', () => {
  let shown: readonly Promise<void>[];
  beforeAll(async () => {
    await Promise.all([visitorComes(), makeIngressCertificate(), loadBegins()]);
    // They mostly wait, each for pods of its own.
    shown = inTurn(
      4,
      calm.map(({ prove }) => prove),
    );
  });
  afterAll(async () => {
    await Promise.all([restoreRollouts(), removeSecrets(), visitorGoes()]);
  });

  test.each(calm.map(({ claim }, index) => [claim, index] as const))(
    '%s',
    (_, index) => shown[index],
  );
  test.each(rough.map(({ claim, prove }) => [claim, prove] as const))('%s', (_, prove) => prove());
});
