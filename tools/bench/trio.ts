import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { labelsOf, PORT } from './team';

/** One application, its Service and its namespace, as plain objects of the generated types. */
export function trio(chart: Chart, namespace: string): void {
  const metadata = { name: 'web', namespace, labels: labelsOf('web') };
  const selector = { app: 'web' };
  new k8s.KubeNamespace(chart, 'namespace', { metadata: { name: namespace } });
  new k8s.KubeDeployment(chart, 'web', {
    metadata,
    spec: {
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: metadata.labels },
        spec: {
          containers: [
            {
              name: 'app',
              image: 'registry.example.com/web:1.4.2',
              ports: [{ containerPort: PORT, name: 'http' }],
            },
          ],
        },
      },
    },
  });
  new k8s.KubeService(chart, 'web-service', {
    metadata,
    spec: {
      selector,
      ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }],
    },
  });
}
