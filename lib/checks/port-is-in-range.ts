import { describe } from '../graph/graph';
import { fieldsOf } from '../graph/manifest';
import type { Rule } from '.';

const port = { min: 1, max: 65535, noun: 'a port' };

/** 0 asks for "none" or "any" in these two, as if the field were not there. */
const optionalPort = { ...port, zero: true };

/** The API server's default `--service-node-port-range`. */
const nodePort = { min: 30000, max: 32767, noun: 'a node port', zero: true };

const ranges: Readonly<Record<string, typeof port & { zero?: boolean }>> = {
  port,
  targetPort: port,
  containerPort: port,
  hostPort: optionalPort,
  nodePort,
};

/**
 * Every port number is one that exists. Port names are another rule's business.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export const portIsInRange: Rule = {
  name: 'port-is-in-range',
  *check({ objects }) {
    for (const object of objects) {
      for (const { path, key, value } of fieldsOf(object.manifest)) {
        const range = ranges[key];
        if (!range || typeof value !== 'number' || (value === 0 && range.zero)) continue;
        const { min, max, noun } = range;
        if (Number.isInteger(value) && value >= min && value <= max) continue;
        yield {
          object,
          message: `${describe(object.manifest)} has ${path} ${value}; ${noun} is a whole number from ${min} to ${max}`,
          fix: `choose a number from ${min} to ${max}`,
        };
      }
    }
  },
};
