import type { Proof } from '../proof';
import { access } from './access';
import { configuration } from './configuration';
import { disruption } from './disruption';
import { faultProofs } from './faults';
import { jobs } from './jobs';
import { networkPolicies } from './network-policies';
import { podProofs } from './pods';
import { rollouts } from './rollouts';
import { scaling } from './scaling';
import { scheduling } from './scheduling';
import { serving } from './serving';
import { volumes } from './volumes';

/** What is shown of the objects of dist/: these can be shown at the same time, the longest first. */
export const calm: readonly Proof[] = [
  ...faultProofs,
  ...podProofs,
  ...scheduling,
  ...volumes,
  ...rollouts,
  ...jobs,
  ...access,
  ...networkPolicies,
  ...serving,
  ...configuration,
  ...scaling,
];

/** These disturb the pods of others. */
export const rough: readonly Proof[] = disruption;

export const proofs: readonly Proof[] = [...calm, ...rough];
