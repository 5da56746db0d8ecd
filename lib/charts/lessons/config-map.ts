import { Chart, Duration } from 'cdk8s';
import { ConfigMap, Deployment, Env, EnvValue, Pod, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { TypedSecret } from '../../constructs/typed-secret';
import type { Environment } from '../../environments';
import { configMapPassword } from '../../secrets';

/**
 * Configuration outside of the image: the same image runs everywhere, and a ConfigMap tells it where
 * it is. A container reads it as environment variables, as arguments or as files.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export class ConfigMapLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-config-map';
    super(
      scope,
      'config-map',
      application({ namespace, name: 'config-map', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // No DB_PASSWORD here: everybody who may read the namespace reads its ConfigMaps, and so does Git.
    const config = new ConfigMap(this, 'config', {
      metadata: { name: 'mi-configmap' },
      data: { DB_HOST: 'db.example.com', DB_USER: 'usuario' },
    });
    const password = new TypedSecret(this, configMapPassword);

    const files = new ConfigMap(this, 'files', {
      metadata: { name: 'mi-configmap-files' },
      data: { 'app.properties': 'mode=prod\ncolour=blue\n' },
      // What is not UTF-8 goes into binaryData, in base64: this text is in Latin-1.
      binaryData: { 'greeting.txt': Buffer.from('¡Hola, señor!\n', 'latin1').toString('base64') },
    });

    // Three ways to read it. Variables and arguments are read once, when the container starts; files
    // follow a change within about a minute.
    new Pod(this, 'pod', {
      metadata: { name: 'mi-pod' },
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'mi-contenedor',
          image: images.busybox,
          envVariables: {
            DB_HOST: EnvValue.fromConfigMap(config, 'DB_HOST'),
            DB_USER: EnvValue.fromConfigMap(config, 'DB_USER'),
            DB_PASSWORD: password.env('password'),
          },
          // The kubelet puts the variable in the place of $(DB_HOST), with or without a shell.
          command: ['sh', '-c', 'echo "connecting to $0 as $1"; exec tail -f /dev/null'],
          args: ['$(DB_HOST)', '$(DB_USER)'],
          resources: small,
          volumeMounts: [
            {
              path: '/etc/config',
              volume: Volume.fromConfigMap(this, 'volume', files, { name: 'files' }),
              readOnly: true,
            },
          ],
        }),
      ],
    });

    // `checksum/config` in its pod template is a hash of the ConfigMap: `kubectl apply` after an edit
    // replaces these pods, so that no pod runs on with what it read before.
    new Deployment(this, 'reader', {
      metadata: { name: 'mi-lector' },
      replicas: 1,
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'mi-contenedor',
          image: images.busybox,
          command: ['sh', '-c', 'env | grep ^DB_; exec tail -f /dev/null'],
          envFrom: [Env.fromConfigMap(config)],
          resources: small,
        }),
      ],
    });
  }
}
