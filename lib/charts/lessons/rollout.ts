import { Chart } from 'cdk8s';
import {
  DeploymentStrategy,
  type IPodSelector,
  PercentOrAbsolute,
  Pods,
  Service,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Environment } from '../../environments';

/** The switch of Blue/Green: who answers. Changing it changes the selectors of two Services, no pod. */
const live: 'blue' | 'green' = 'blue';

/**
 * Four ways to bring a new version to those who use it. A Deployment knows the first two by itself; the
 * others are two Deployments, and a Service that chooses between them.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
 */
export class RolloutLesson extends Chart {
  constructor(scope: Construct, environment: Environment) {
    const namespace = 'taller-rollout';
    super(
      scope,
      'rollout',
      application({ namespace, name: 'rollout', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const web = (name: string, replicas: number, text: string, strategy?: DeploymentStrategy) =>
      new WebDeployment(this, name, {
        replicas,
        strategy,
        container: {
          name: 'app',
          image: environment.images.httpEcho,
          args: [`-text=${text}`, '-listen=:8080'],
          port: 8080,
          resources: small,
          liveness: { path: '/' },
          readiness: { path: '/' },
        },
      });
    const service = (name: string, selector: IPodSelector) =>
      new Service(this, `${name}-service`, {
        metadata: { name },
        selector,
        ports: [{ name: 'http', port: 80, targetPort: 8080 }],
      });

    // RollingUpdate: a few at a time, both versions answer meanwhile. Of 3 pods 25 % is 0.75, which
    // counts as 1 more pod (rounded up) and 0 fewer (rounded down): there are never less than 3.
    const rolling = DeploymentStrategy.rollingUpdate({
      maxSurge: PercentOrAbsolute.percent(25),
      maxUnavailable: PercentOrAbsolute.percent(25),
    });
    service('rolling', web('rolling', 3, 'rolling v1', rolling).deployment);

    // Recreate: all old ones go before the first new one starts. Nobody answers in between, and no two
    // versions ever work on the same data.
    service(
      'recreate',
      web('recreate', 2, 'recreate v1', DeploymentStrategy.recreate()).deployment,
    );

    // Blue/Green: both versions run in full, one of them answers. To switch back is as quick as to
    // switch, and it costs twice the pods.
    const blue = web('blue', 2, 'blue v1').deployment;
    const green = web('green', 2, 'green v2').deployment;
    service('blue-green', { blue, green }[live]);
    service('blue-green-preview', { blue: green, green: blue }[live]);

    // Canary: one Service over the pods of both, which get equal shares: 1 of 10 requests goes to the
    // new version. To go on, move replicas from one number to the other.
    const stable = web('canary-stable', 9, 'canary v1').deployment;
    const next = web('canary-next', 1, 'canary v2').deployment;
    const [label, value] = ['taller.example.com/service', 'canary'] as const;
    for (const { podMetadata } of [stable, next]) podMetadata.addLabel(label, value);
    service('canary', Pods.select(this, 'canary-pods', { labels: { [label]: value } }));
  }
}
