import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { isObject } from '../graph/manifest';
import { secretIn } from './config-map-holds-no-secret';

/**
 * No container is handed a password, token or private key as the literal value of an environment variable.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/
 */
export const envHoldsNoSecret: Rule = {
  name: 'env-holds-no-secret',
  severity: 'warning',
  description: 'No environment variable holds a password, token or private key as literal text.',
  *check(graph) {
    for (const { object, containers } of graph.pods) {
      for (const { path, fields } of containers) {
        const env: readonly unknown[] = Array.isArray(fields.env) ? fields.env : [];
        for (const [index, variable] of env.entries()) {
          if (!isObject(variable)) continue;
          const name = String(variable.name);
          const secret = secretIn(name, variable.value);
          if (secret === undefined) continue;
          const field = `${path}.env[${index}].value`;
          yield {
            object,
            field,
            isConfidential: true,
            message: `${describe(object.manifest)} holds ${secret} in ${field}, the value of "${name}"`,
            fix: 'put it into a Secret, such as one of lib/secrets.ts, and read it with valueFrom.secretKeyRef',
          };
        }
      }
    }
  },
};
