import { Chart, Duration } from 'cdk8s';
import { Pod, ServiceAccount, ServiceAccountTokenSecret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { TypedSecret } from '../../constructs/typed-secret';
import type { Environment } from '../../environments';
import { lessonSecrets } from '../../secrets';

/**
 * What nobody may read goes into a Secret, and its value into no file that is committed: base64 hides
 * nothing. `lib/secrets.ts` says which keys each one has, by its type, and which environment
 * variables hold their values; `npm run apply` makes it. Without them the pods here come up too.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export class SecretLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-secret';
    super(
      scope,
      'secret',
      application({ namespace, name: 'secret', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // Opaque: any keys. The value of one of them becomes an environment variable.
    const password = new TypedSecret(this, lessonSecrets.password);
    // Each of these types asks for keys of its own: without one of them lib/secrets.ts does not compile.
    const files = [
      new TypedSecret(this, lessonSecrets.login),
      new TypedSecret(this, lessonSecrets.deployKey),
      new TypedSecret(this, lessonSecrets.certificate),
    ];
    // The kubelet logs in with it to pull images from a private registry. Its older sibling
    // `kubernetes.io/dockercfg` does the same, and `bootstrap.kubernetes.io/token`, which lets a new
    // node join the cluster, is read by the API server alone: no pod refers to it.
    const registry = new TypedSecret(this, lessonSecrets.registry);

    new Pod(this, 'pod', {
      metadata: { name: 'mi-pod' },
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      // Files of a Secret belong to root: the group is what lets this user read them.
      securityContext: { user: 10001, fsGroup: 10001 },
      dockerRegistryAuth: registry.secret,
      containers: [
        restricted({
          name: 'mi-contenedor',
          image: images.busybox,
          envVariables: { DB_PASSWORD: password.env('password') },
          // Its presence may be logged, its value never.
          command: [
            'sh',
            '-c',
            'test -n "$DB_PASSWORD" && echo "password set" || echo "no password"; tail -f /dev/null',
          ],
          resources: small,
          volumeMounts: files.map((secret) => ({
            path: `/etc/secrets/${secret.secret.name}`,
            volume: secret.volume(),
            readOnly: true,
          })),
        }),
      ],
    });

    // The one type that needs no value: the cluster writes a token of the account into it. It never
    // expires, so it is for what runs outside of the cluster; pods are given short-lived ones.
    const account = new ServiceAccount(this, 'account', { metadata: { name: 'mi-cuenta' } });
    new ServiceAccountTokenSecret(this, 'token', {
      metadata: { name: 'mi-cuenta-token' },
      serviceAccount: account,
    });
  }
}
