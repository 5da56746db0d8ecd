import { Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Cpu, EnvValue, Ingress, IngressBackend, Secret, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../constructs/application';
import { WebDeployment } from '../constructs/web-deployment';
import { flaskToken } from '../secrets';

export interface FlaskDemoProps {
  /** Namespace that it is deployed to. */
  readonly namespace: string;
  /** Image built from `apps/flask/`. */
  readonly image: string;
  /** Number of pods. */
  readonly replicas: number;
  /** Host name at which the Ingress answers. */
  readonly host: string;
  /** IngressClass whose controller serves the Ingress. */
  readonly ingressClass: string;
  /**
   * Secret of type `kubernetes.io/tls` for that host.
   * @default - plain HTTP
   */
  readonly tlsSecret?: string;
}

/** The workshop's second demo: a Flask application with its configuration, its Secret and an Ingress. */
export class FlaskDemo extends Chart {
  constructor(scope: Construct, props: FlaskDemoProps) {
    const { namespace, image, replicas, host, ingressClass, tlsSecret } = props;
    super(
      scope,
      'flask-demo',
      application({ namespace, name: 'mi-app', component: 'web', partOf: 'flask-demo' }),
    );

    const data = {
      APP_MODE: 'prod',
      'settings.json': JSON.stringify({ log_level: 'info' }, null, 2),
    };
    const config = new ConfigMap(this, 'config', { metadata: { name: 'mi-app-config' }, data });
    const settings = Volume.fromConfigMap(this, 'settings', config, {
      name: 'settings',
      items: { 'settings.json': { path: 'settings.json' } },
    });

    const app = new WebDeployment(this, 'mi-app', {
      replicas,
      container: {
        name: 'app',
        image,
        port: 5000,
        envVariables: {
          APP_MODE: EnvValue.fromConfigMap(config, 'APP_MODE'),
          SETTINGS_FILE: EnvValue.fromValue('/etc/mi-app/settings.json'),
          // Optional: without it the application runs and keeps only /private closed.
          API_TOKEN: EnvValue.fromSecretValue(
            {
              secret: Secret.fromSecretName(this, 'token', flaskToken.name),
              key: 'token' satisfies keyof typeof flaskToken.keys,
            },
            { optional: true },
          ),
        },
        volumeMounts: [
          { path: '/etc/mi-app', volume: settings, readOnly: true },
          {
            path: '/tmp',
            volume: Volume.fromEmptyDir(this, 'tmp', 'tmp', { sizeLimit: Size.mebibytes(16) }),
          },
        ],
        resources: {
          cpu: { request: Cpu.millis(50), limit: Cpu.millis(250) },
          memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
        },
        liveness: { path: '/healthz/live', periodSeconds: Duration.seconds(10) },
        readiness: {
          path: '/healthz/ready',
          initialDelaySeconds: Duration.seconds(2),
          periodSeconds: Duration.seconds(5),
        },
      },
    });

    const service = app.expose('mi-app', { port: 80 });

    new Ingress(this, 'ingress', {
      metadata: { name: 'mi-app' },
      className: ingressClass,
      rules: [{ host, path: '/', backend: IngressBackend.fromService(service) }],
      tls: tlsSecret
        ? [{ hosts: [host], secret: Secret.fromSecretName(this, 'tls', tlsSecret) }]
        : undefined,
    });
  }
}
