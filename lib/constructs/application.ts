import type { ChartProps } from 'cdk8s';

/** The application that a chart deploys, as its labels tell it. */
export interface Application {
  /**
   * Namespace that it is deployed to.
   * @default - objects say theirs themselves
   */
  readonly namespace?: string;
  /** What runs, as in `http-echo`. */
  readonly name: string;
  /** What it is for within the whole, as in `server` or `database`. */
  readonly component: string;
  /** The whole that it belongs to. */
  readonly partOf: string;
}

/**
 * What the chart of an application hands to `Chart`: the recommended labels for every object, and
 * names without hashes, which would change when code moves.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function application({ namespace, name, component, partOf }: Application): ChartProps {
  return {
    namespace,
    disableResourceNameHashes: true,
    labels: {
      'app.kubernetes.io/name': name,
      // One of each in a namespace, so the namespace tells them apart.
      'app.kubernetes.io/instance': namespace ?? name,
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/part-of': partOf,
      'app.kubernetes.io/managed-by': 'cdk8s',
    },
  };
}
