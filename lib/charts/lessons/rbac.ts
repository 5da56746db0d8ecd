import { Chart, Duration } from 'cdk8s';
import {
  ApiResource,
  ClusterRole,
  ConfigMap,
  Deployment,
  Role,
  RoleBinding,
  ServiceAccount,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { projectedVolume } from '../../constructs/projected-volume';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/** Where client libraries look for a token, and the kubelet would put one by itself. */
const TOKEN_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Asks for what the roles allow, then for what they do not, and logs the answers. */
const client = `
import json, ssl, time, urllib.error, urllib.request

API = "https://kubernetes.default.svc"
FOLDER = "${TOKEN_FOLDER}"
TRUST = ssl.create_default_context(cafile=f"{FOLDER}/ca.crt")
# Python is strict about fields of a certificate that some clusters leave out of theirs.
TRUST.verify_flags &= ~ssl.VERIFY_X509_STRICT
NAMESPACE = open(f"{FOLDER}/namespace").read()

def call(path, body=None):
    # Read each time: the kubelet puts a new token here before the old one expires.
    with open(f"{FOLDER}/token") as token:
        headers = {"Authorization": f"Bearer {token.read()}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(API + path, data, headers)
    try:
        with urllib.request.urlopen(request, context=TRUST, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, {}

while True:
    mine = f"/api/v1/namespaces/{NAMESPACE}"
    for path in (
        f"{mine}/pods", f"{mine}/configmaps/settings", f"{mine}/events",
        f"{mine}/configmaps", f"{mine}/secrets", "/api/v1/nodes",
    ):
        print(call(path)[0], path, flush=True)
    review = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
    for rule in call(review, {"spec": {"namespace": NAMESPACE}})[1]["status"]["resourceRules"]:
        print("may", rule["verbs"], rule["resources"], rule.get("resourceNames", ""), flush=True)
    time.sleep(60)
`.trimStart();

/**
 * Who may do what. A ServiceAccount is who a pod is, a role lists what may be done, a binding joins the
 * two. Whatever no role allows is refused; a rule that forbids does not exist.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class RbacLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-rbac';
    super(
      scope,
      'rbac',
      application({ namespace, name: 'rbac', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const reader = new ServiceAccount(this, 'reader', { metadata: { name: 'reader' } });
    const settings = new ConfigMap(this, 'settings', {
      metadata: { name: 'settings' },
      data: { greeting: 'hola' },
    });

    // A Role counts in its namespace. The verbs and objects that are needed, never `*`: who may make
    // pods reads every Secret of the namespace, and who may bind roles has them all.
    const role = new Role(this, 'role', { metadata: { name: 'reader' } });
    role.allow(['get', 'list'], ApiResource.PODS);
    role.allowGet(settings);
    new RoleBinding(this, 'binding', { metadata: { name: 'reader' }, role }).addSubjects(reader);

    // A ClusterRole is written once for all namespaces. A RoleBinding gives it within its own one; a
    // ClusterRoleBinding would give it in every namespace, also in those still to come.
    const events = new ClusterRole(this, 'events', { metadata: { name: 'taller-event-reader' } });
    events.allow(['get', 'list'], ApiResource.EVENTS);
    new RoleBinding(this, 'event-binding', {
      metadata: { name: 'event-reader' },
      role: events,
    }).addSubjects(reader);

    // Pods of this program get no token unless they ask. This one expires within the hour, and when
    // its pod is gone; the certificate is the one by which the API server is known.
    const access = projectedVolume(this, 'access', 'access', [
      { serviceAccountToken: { path: 'token', expiration: Duration.hours(1) } },
      { configMap: ConfigMap.fromConfigMapName(this, 'certificate', 'kube-root-ca.crt') },
      { downwardApi: { namespace: 'metadata.namespace' } },
    ]);
    new Deployment(this, 'client', {
      metadata: { name: 'client' },
      replicas: 1,
      serviceAccount: reader,
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'client',
          image: images.flask,
          command: ['python', '-c', client],
          resources: small,
          volumeMounts: [{ path: TOKEN_FOLDER, volume: access, readOnly: true }],
        }),
      ],
    });
  }
}
