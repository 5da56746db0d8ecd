import { Chart, Testing } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { CanaryIngress } from '../../lib/constructs/canary-ingress';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

interface Ingress {
  readonly metadata: object;
  readonly spec: { readonly rules: readonly object[] };
}

function ingresses(weight: number): [Ingress, Ingress] {
  const chart = new Chart(Testing.app(), 'chart');
  const service = (name: string) =>
    new Service(chart, name, { metadata: { name }, ports: [{ port: 80 }] });
  new CanaryIngress(chart, 'web', {
    metadata: { name: 'web', annotations: { team: 'shop' } },
    className: 'nginx',
    host: 'shop.example.com',
    stable: service('stable'),
    canary: service('canary'),
    weight,
  });
  return manifestsIn(chart).slice(2) as unknown as [Ingress, Ingress];
}

test('both answer at the same place, and the second one says its share', () => {
  const [stable, canary] = ingresses(25);
  const to = (name: string) => ({
    host: 'shop.example.com',
    http: {
      paths: [
        { path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } },
      ],
    },
  });
  expect(stable.metadata).toEqual({ name: 'web', annotations: { team: 'shop' } });
  expect(canary.metadata).toEqual({
    name: 'web-canary',
    annotations: {
      team: 'shop',
      'nginx.ingress.kubernetes.io/canary': 'true',
      'nginx.ingress.kubernetes.io/canary-weight': '25',
    },
  });
  expect(stable.spec).toEqual({ ingressClassName: 'nginx', rules: [to('stable')] });
  expect(canary.spec).toEqual({ ingressClassName: 'nginx', rules: [to('canary')] });
});

test.each([-1, 12.5, 101])('a weight of %d stops the program', (weight) => {
  expect(() => ingresses(weight)).toThrow(
    new ProgramError(
      'program-runs',
      `the canary of Ingress "web" has weight ${weight}; a weight is a whole number from 0 to 100`,
      'give the share of the requests in percent',
    ),
  );
});
