import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { fieldsOf } from '../graph/manifest';

/**
 * A container defines each environment variable once: of two with the same name, the last one counts.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export const envVarIsDefinedOnce: Rule = {
  name: 'env-var-is-defined-once',
  severity: 'warning',
  description: 'A container defines each environment variable once.',
  *check(graph) {
    for (const { object, containers } of graph.pods) {
      for (const { path, fields } of containers) {
        const first = new Map<unknown, string>();
        for (const { path: at, value } of fieldsOf(fields.env)) {
          if (!/^\[\d+\]\.name$/.test(at)) continue;
          const before = first.get(value);
          const field = `${path}.env${at}`;
          if (before === undefined) first.set(value, field);
          else
            yield {
              object,
              field,
              message: `${describe(object.manifest)} defines the environment variable "${String(value)}" in ${before} and again in ${field}; the last one counts`,
              fix: 'remove all but one',
            };
        }
      }
    }
  },
};
