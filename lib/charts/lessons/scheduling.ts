import { Chart } from 'cdk8s';
import { Deployment, Node, NodeLabelQuery, Topology } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { amend } from '../../constructs/amend';
import { application } from '../../constructs/application';
import { nodeSelector } from '../../constructs/node-selector';
import { PodDisruptionBudget } from '../../constructs/pod-disruption-budget';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * The scheduler picks a node for each pod: of the nodes that fulfil all that is required and still have
 * room for its requests, the one that fulfils most of what is preferred. What is required and nowhere
 * to be had keeps a pod Pending, so most wishes are better preferred.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export class SchedulingLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-scheduling';
    super(
      scope,
      'scheduling',
      application({ namespace, name: 'scheduling', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const deployment = (name: string, replicas: number) =>
      new Deployment(this, name, {
        metadata: { name },
        replicas,
        securityContext: { user: 10001 },
        containers: [
          restricted({
            name: 'app',
            image: images.httpEcho,
            args: [`-text=${name}`, '-listen=:8080'],
            portNumber: 8080,
            // Its requests are what the scheduler adds up on each node; it looks at no limit and at no
            // real use.
            resources: small,
          }),
        ],
      });

    const web = deployment('web', 2);
    // Required: a label that the kubelet puts on every node.
    amend(web, nodeSelector({ 'kubernetes.io/os': 'linux' }));
    // Preferred: nodes with a fast disk, if there are any.
    web.scheduling.attract(Node.labeled(NodeLabelQuery.is('disktype', 'ssd')), { weight: 20 });
    // Preferred, and twice as much as all else: not beside a pod of its own. Were it required, the
    // second pod would stay Pending where there is one node.
    web.scheduling.separate(web, { topology: Topology.HOSTNAME, weight: 100 });
    // A node drain may take one of them away at a time.
    new PodDisruptionBudget(this, 'web-budget', {
      metadata: { name: 'web' },
      selector: web.matchLabels,
    });

    // Required: the cache runs on a node where a pod of web runs, so as to be near it.
    const cache = deployment('cache', 1);
    cache.scheduling.colocate(web, { topology: Topology.HOSTNAME });
  }
}
