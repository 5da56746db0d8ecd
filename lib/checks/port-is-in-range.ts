import { describe, show } from '../graph/graph';
import { fieldsOf, isBuiltIn } from '../graph/manifest';
import type { Rule } from '../check';

const port = { min: 1, max: 65535, noun: 'a port' };

/** 0 asks for "none" or "any" in these two, as if the field were not there. */
const optionalPort = { ...port, zero: true };

/** The API server's default `--service-node-port-range`. */
const nodePort = { min: 30000, max: 32767, noun: 'a node port', zero: true };

/** What a field of that name holds; `named` where a name may stand for the number. */
const ranges = new Map<unknown, typeof port & { zero?: boolean; named?: boolean }>([
  ['port', { ...port, named: true }],
  ['targetPort', { ...port, named: true }],
  ['containerPort', port],
  ['hostPort', optionalPort],
  ['nodePort', nodePort],
]);

/**
 * Every port number is one that exists. Port names are another rule's business.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export const portIsInRange: Rule = {
  name: 'port-is-in-range',
  severity: 'error',
  description: 'Every port number is one that exists.',
  *check({ objects }) {
    for (const object of objects) {
      if (!isBuiltIn(object.manifest)) continue;
      for (const { path, key, value } of fieldsOf(object.manifest.spec, 'spec')) {
        const range = ranges.get(key);
        // A field of null is one that is left out, as in many a Helm chart.
        if (!range || value === null || (value === 0 && range.zero)) continue;
        if (typeof value === 'string' && range.named) continue;
        const { min, max, noun } = range;
        if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) continue;
        yield {
          object,
          field: path,
          message: `${describe(object.manifest)} has ${path} ${show(value)}; ${noun} is a whole number from ${min} to ${max}`,
          fix: `choose a number from ${min} to ${max}`,
        };
      }
    }
  },
};
