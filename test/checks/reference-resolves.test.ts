import { referenceResolves } from '../../lib/checks/reference-resolves';
import { external } from '../../lib/external';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(referenceResolves);

/** The namespace is left out of what `namespace` is undefined for. */
function object(
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
  fields: object = {},
): Manifest {
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    ...fields,
  };
}

const configMap = (name: string, namespace = 'demo') => object('v1', 'ConfigMap', name, namespace);
const reading = (name: string, more: object = {}) =>
  deployment({ container: { envFrom: [{ configMapRef: { name, ...more } }] } });

test('what nothing makes is refused', () => {
  expect(report(reading('settings'))).toBe(`program.ts:1:1  reference-resolves
  Deployment "demo/api" refers to ConfigMap "demo/settings" in spec.template.spec.containers[0].envFrom[0].configMapRef.name, and nothing makes it
  Fix: correct the name or the namespace, make the object, or say that it is there: --external ConfigMap/demo/settings
  More: docs/checks/reference-resolves.md`);
});

test('what the program makes, or is declared, passes', () => {
  expect(report(reading('settings'), configMap('settings'))).toBe('');
  const declared = reporter(referenceResolves, {
    external: [external.configMap('demo', 'settings')],
  });
  expect(declared(reading('settings'))).toBe('');
  expect(declared(reading('others'))).toContain('and nothing makes it');
});

test('a mistyped name of what every cluster has is asked for', () => {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'kube-sytem' } };
  const spec = { ingress: [{ from: [{ namespaceSelector }] }] };
  const policy = object('networking.k8s.io/v1', 'NetworkPolicy', 'dns', 'demo', { spec });
  expect(report(policy)).toContain('; did you mean "kube-system"?');
});

test('what every cluster has passes', () => {
  expect(report(reading('kube-root-ca.crt'))).toBe('');
});

test('what an object does without is not judged', () => {
  expect(report(reading('settings', { optional: true }))).toBe('');
});

test('a near name is asked for', () => {
  expect(report(reading('settigns'), configMap('settings'))).toContain(
    'nothing makes it; did you mean "settings"?',
  );
});

test('one of that name in another namespace is pointed at', () => {
  expect(report(reading('settings'), configMap('settings', 'other'))).toContain(
    'nothing makes it: there is one in namespace "other"',
  );
});

test('one of that name and a kind that is taken for it is pointed at', () => {
  expect(report(reading('settings'), object('v1', 'Secret', 'settings', 'demo'))).toContain(
    'nothing makes it: there is a Secret of that name',
  );
  const role = (kind: string, namespace?: string) =>
    object('rbac.authorization.k8s.io/v1', kind, 'reader', namespace);
  const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'reader', 'demo', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
  });
  expect(report(binding, role('ClusterRole'))).toContain('there is a ClusterRole of that name');
  expect(report(binding, role('Role', 'demo'))).toBe('');
});

const subject = (name: string, namespace: string) =>
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'view', undefined, {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });

test('a namespace in which the program has nothing belongs to others', () => {
  expect(report(subject('prometheus', 'monitoring'))).toBe('');
  const namespace = object('v1', 'Namespace', 'monitoring');
  expect(report(subject('prometheus', 'monitoring'), namespace)).toContain('nothing makes it');
});

test('but one of the program in the wrong namespace is seen there too', () => {
  const account = object('v1', 'ServiceAccount', 'reader', 'demo');
  expect(report(subject('reader', 'dmeo'), account)).toContain('there is one in namespace "demo"');
});

test('a kind that others define is judged only where the program has some of it', () => {
  const certificate = object('cert-manager.io/v1', 'Certificate', 'tls', 'demo', {
    spec: { issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt' } },
  });
  const issuer = (name: string) => object('cert-manager.io/v1', 'ClusterIssuer', name);
  expect(report(certificate)).toBe('');
  expect(report(certificate, issuer('letsencrypt'))).toBe('');
  expect(report(certificate, issuer('self-signed'))).toContain('ClusterIssuer');
});

test('an Issuer is told from a ClusterIssuer', () => {
  const certificate = object('cert-manager.io/v1', 'Certificate', 'tls', 'demo', {
    spec: { issuerRef: { name: 'letsencrypt' } },
  });
  const issuer = object('cert-manager.io/v1', 'ClusterIssuer', 'letsencrypt');
  expect(report(certificate, issuer)).toContain('there is a ClusterIssuer of that name');
});

test('a Secret is left to a program that may create it, unless there is a near one', () => {
  const pod = deployment({ container: { envFrom: [{ secretRef: { name: 'generated' } }] } });
  const role = object('rbac.authorization.k8s.io/v1', 'Role', 'maker', 'demo', {
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['create'] }],
  });
  expect(report(pod)).toContain('Secret "demo/generated"');
  expect(report(pod, role)).toBe('');
  const near = object('v1', 'Secret', 'generate', 'demo');
  expect(report(pod, role, near)).toContain('did you mean "generate"?');
});

test('keys, ports and classes are the business of other rules', () => {
  const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', 'demo', {
    spec: {
      ingressClassName: 'missing',
      defaultBackend: { service: { name: 'api', port: { number: 81 } } },
    },
  });
  expect(report(ingress, object('v1', 'Service', 'api', 'demo'))).toBe('');
});
