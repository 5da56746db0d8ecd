import { classExists } from '../../lib/checks/class-exists';
import { external } from '../../lib/external';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(classExists, {
  external: [external.ingressClass('traefik')],
  knowsOutside: true,
});
const reportNothingDeclared = reporter(classExists);

const ingress = (ingressClassName: string, name = 'web'): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'demo' },
  spec: { ingressClassName },
});

const ingressClass = (name: string): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name },
});

const claim = (storageClassName: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'demo' },
  spec: { storageClassName },
});

test('a class that neither the program nor its environment has is refused', () => {
  expect(report(ingress('nginx'))).toBe(`program.ts:1:1  class-exists
  Ingress "demo/web" asks for IngressClass "nginx" in spec.ingressClassName, and neither the program nor its environment has it
  Fix: correct the name, make the class, or declare it as \`external\` in lib/environments.ts
  More: docs/checks/class-exists.md`);
});

test('a class that is declared or made passes, and a near name is asked for', () => {
  expect(report(ingress('traefik'))).toBe('');
  expect(report(ingress('nginx'), ingressClass('nginx'))).toBe('');
  expect(report(ingress('traefic'))).toContain('; did you mean "traefik"?');
});

test('the priority classes of every cluster pass, and others are judged', () => {
  const pods = (priorityClassName: string) =>
    deployment({ spec: { template: { spec: { priorityClassName } } } });
  expect(report(pods('system-cluster-critical'))).toBe('');
  expect(report(pods('high'))).toContain('PriorityClass "high"');
});

test('a claim also finds a volume of the same class name', () => {
  const volume: Manifest = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk' },
    spec: { storageClassName: 'by-hand' },
  };
  expect(report(claim('by-hand'))).toContain('StorageClass "by-hand"');
  expect(report(claim('by-hand'), volume)).toBe('');
  expect(report(claim(''))).toBe('');
});

test('where not all is declared, only a near name is judged, or one beside a class that nothing asks for', () => {
  expect(reportNothingDeclared(ingress('nginx'))).toBe('');
  expect(reportNothingDeclared(ingress('nginx'), ingressClass('traefik'))).toContain(
    'asks for IngressClass "nginx"',
  );
  expect(
    reportNothingDeclared(ingress('nginx'), ingress('traefik', 'other'), ingressClass('traefik')),
  ).toBe('');
  expect(
    reportNothingDeclared(ingress('traefic'), ingress('traefik', 'other'), ingressClass('traefik')),
  ).toContain('did you mean "traefik"?');
});
