import type { Amounts } from '../../lib/graph/amounts';
import { limitsByNamespace } from '../../lib/graph/limit-ranges';
import type { Manifest } from '../../lib/graph/manifest';
import { podResourcesOf } from '../../lib/graph/pod-resources';
import { textOf } from '../../lib/graph/quantity';
import { deployment, graphOf } from './graph';

/** A Deployment with such a pod. */
export const pod = (spec: object): Manifest =>
  deployment({ spec: { template: { metadata: { labels: { app: 'api' } }, spec } } });

/** A container that asks for this much. */
export const container = (requests: object, limits: object = {}, more: object = {}) => ({
  name: 'app',
  resources: { requests, limits },
  ...more,
});

/** What the pods of the first manifest ask for. */
export const askedBy = (...manifests: [Manifest, ...Manifest[]]) => {
  const graph = graphOf(...manifests);
  const [pods] = graph.pods;
  if (!pods) throw new Error('no pods');
  return podResourcesOf(graph, pods, limitsByNamespace(graph).get('demo'));
};

/** Amounts as they are written. */
export const shown = (amounts: Amounts) =>
  Object.fromEntries([...amounts].map(([name, quantity]) => [name, textOf(quantity)]));
