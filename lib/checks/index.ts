import type { Rule } from '../check';
import { classExists } from './class-exists';
import { identityIsUnique } from './identity-is-unique';
import { imageIsSet } from './image-is-set';
import { keyExists } from './key-exists';
import { labelIsValid } from './label-is-valid';
import { nameIsValid } from './name-is-valid';
import { portIsInRange } from './port-is-in-range';
import { referenceResolves } from './reference-resolves';
import { replicasAreNotNegative } from './replicas-are-not-negative';
import { selectorMatchesTemplate } from './selector-matches-template';
import { serviceOffersPort } from './service-offers-port';
import { serviceReachesPort } from './service-reaches-port';
import { serviceSelectsPods } from './service-selects-pods';

/** Every rule of the program. */
export const rules: readonly Rule[] = [
  classExists,
  identityIsUnique,
  imageIsSet,
  keyExists,
  labelIsValid,
  nameIsValid,
  portIsInRange,
  referenceResolves,
  replicasAreNotNegative,
  selectorMatchesTemplate,
  serviceOffersPort,
  serviceReachesPort,
  serviceSelectsPods,
];
