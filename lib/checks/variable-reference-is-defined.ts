import type { Rule } from '../check';
import { describe, type GraphObject } from '../graph/graph';
import { type Container, fieldsOf, isBuiltIn, valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';

/**
 * A variable that a container mentions as `$(NAME)`, in its command or in the value of another one, is
 * defined; in the value of another one, further up in the same list. Otherwise the text stays as it is.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export const variableReferenceIsDefined: Rule = {
  name: 'variable-reference-is-defined',
  severity: 'warning',
  description: 'A variable that a container mentions as $(NAME) is defined before.',
  *check(graph) {
    for (const { object, containers } of graph.pods) {
      if (!isBuiltIn(object.manifest)) continue;
      for (const container of containers) {
        // What envFrom brings is known in a cluster only.
        if (container.fields.envFrom === undefined) yield* verdicts(object, container);
      }
    }
  },
};

function* verdicts(object: GraphObject, { path, fields }: Container) {
  const env = (Array.isArray(fields.env) ? fields.env : []).map((each: unknown, index) => ({
    field: `${path}.env[${index}].value`,
    name: valueAt(each, 'name'),
    value: valueAt(each, 'value'),
  }));
  const command = ['command', 'args'].flatMap((list) =>
    [...fieldsOf(fields[list], `${path}.${list}`)].map(({ path, value }) => ({
      field: path,
      name: undefined,
      value,
    })),
  );
  const isScript = command.some(({ value }) => isShell(value));
  const defined = new Set<string>();
  for (const { field, name, value } of [...env, ...(isScript ? [] : command)]) {
    for (const mentioned of mentionedIn(value)) {
      if (defined.has(mentioned) || isOfService(mentioned)) continue;
      const isLater = env.some((each) => each.name === mentioned);
      yield {
        object,
        field,
        message: `${describe(object.manifest)} mentions $(${mentioned}) in ${field}, and the container defines ${isLater ? 'it further down only' : `no such variable${didYouMean(mentioned, defined)}`}`,
        fix: isLater
          ? 'define it further up in the list'
          : 'correct the name, define it in `env`, or write "$$(" if the text is meant as it is',
      };
    }
    if (typeof name === 'string') defined.add(name);
  }
}

/** Names in `$(NAME)`; `$$` stands for a dollar sign. */
function mentionedIn(text: unknown): string[] {
  if (typeof text !== 'string') return [];
  return [...text.matchAll(/\$\$|\$\(([A-Z_][A-Z0-9_]*)\)/g)].flatMap(([, name]) => name ?? []);
}

/** Whether it is a shell or a script, in which `$(NAME)` may mean the output of a program. */
function isShell(value: unknown): boolean {
  return (
    typeof value === 'string' && /(^|\/)([a-z]*sh|cmd|powershell|busybox)(\.exe)?$|\s/.test(value)
  );
}

/** Kubernetes defines variables for the Services of the namespace. */
function isOfService(name: string): boolean {
  return /_SERVICE_(HOST|PORT)|_PORT(_|$)/.test(name);
}
