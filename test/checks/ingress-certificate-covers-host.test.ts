import { ingressCertificateCoversHost } from '../../lib/checks/ingress-certificate-covers-host';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const report = reporter(ingressCertificateCoversHost);

const ingress = (hosts: (string | undefined)[], tls: object[]): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'demo' },
  spec: { rules: hosts.map((host) => ({ host })), tls },
});

const certificate = (...hosts: string[]) => ({ hosts, secretName: 'tls' });

test('a host without a certificate is warned of, where others have one', () => {
  const text = report(ingress(['www.example.com'], [certificate('ww.example.com')]));
  expect(text).toBe(`program.ts:1:1  ingress-certificate-covers-host (warning)
  Ingress "demo/web" serves host "www.example.com", and its certificates are for "ww.example.com"; did you mean "ww.example.com"?
  Fix: add the host to the hosts of spec.tls, or correct it
  More: docs/checks/ingress-certificate-covers-host.md`);
});

test('a certificate for a host that is not served is warned of', () => {
  const text = report(ingress(['example.com'], [certificate('example.com', 'example.org')]));
  expect(text).toContain(
    'has a certificate for host "example.org", and its rules are for "example.com"',
  );
});

test('a star stands for one label', () => {
  const star = [certificate('*.example.com')];
  expect(report(ingress(['www.example.com'], star))).toBe('');
  expect(report(ingress(['*.example.com'], star))).toBe('');
  expect(report(ingress(['example.com'], star))).not.toBe('');
  expect(report(ingress(['a.b.example.com'], star))).not.toBe('');
});

test('the case of a host does not matter', () => {
  expect(report(ingress(['example.com'], [certificate('Example.com')]))).toBe('');
});

test('without certificates, or with one for all hosts, nothing is to be said', () => {
  expect(report(ingress(['example.com'], []))).toBe('');
  expect(report(ingress(['example.com'], [certificate()]))).toBe('');
});

test('a rule for all hosts, or none, is not judged', () => {
  expect(report(ingress([undefined], [certificate('example.com')]))).toBe('');
  expect(report(ingress([], [certificate('example.com')]))).toBe('');
});
