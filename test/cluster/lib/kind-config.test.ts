import { clusterFlags } from '../../../cluster/lib/flags';
import { kindConfig } from '../../../cluster/lib/kind-config';

test('kind.yaml names the cluster of the default context, and the ports of NodePort and Ingress', () => {
  expect(kindConfig()).toEqual({ name: 'demo-orq', hostPorts: [30080, 80, 443] });
  expect(clusterFlags.context.default).toBe('kind-demo-orq');
});
