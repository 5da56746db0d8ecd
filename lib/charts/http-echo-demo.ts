import { Chart, Duration, Size } from 'cdk8s';
import { Cpu, DeploymentStrategy, PercentOrAbsolute, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../constructs/application';
import { WebDeployment } from '../constructs/web-deployment';

export interface HttpEchoDemoProps {
  /** Namespace that it is deployed to. */
  readonly namespace: string;
  /** Image of http-echo. */
  readonly image: string;
  /** Number of pods. */
  readonly replicas: number;
}

/** The workshop's first demo: an HTTP server that answers with one line of text, on port 30080 of every node. */
export class HttpEchoDemo extends Chart {
  constructor(scope: Construct, { namespace, image, replicas }: HttpEchoDemoProps) {
    super(
      scope,
      'http-echo-demo',
      application({ namespace, name: 'http-echo', component: 'server', partOf: 'http-echo-demo' }),
    );

    const args = ['-text=Hola desde Kubernetes 👋', '-listen=:8080'];
    const api = new WebDeployment(this, 'hello-api', {
      replicas,
      strategy: DeploymentStrategy.rollingUpdate({
        maxUnavailable: PercentOrAbsolute.absolute(1),
        maxSurge: PercentOrAbsolute.absolute(1),
      }),
      user: 10001,
      container: {
        name: 'app',
        image,
        args,
        port: 8080,
        resources: {
          cpu: { request: Cpu.millis(50), limit: Cpu.millis(200) },
          memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
        },
        liveness: {
          path: '/',
          initialDelaySeconds: Duration.seconds(5),
          periodSeconds: Duration.seconds(10),
        },
        readiness: {
          path: '/',
          initialDelaySeconds: Duration.seconds(2),
          periodSeconds: Duration.seconds(5),
        },
      },
    });

    api.expose('hello-svc', { type: ServiceType.NODE_PORT, port: 80, nodePort: 30080 });
  }
}
