import type { Manifest } from '../../lib/graph/manifest';

/** Objects that no program is likely to have, which a rule must not be slow on all the same. */
export interface Strange {
  readonly name: string;
  /** `count` objects of the kind in question, and a few that they need. */
  readonly make: (count: number) => readonly Manifest[];
  /**
   * The two numbers of objects that are compared.
   * @default [1200, 4800]
   */
  readonly counts?: readonly [number, number];
}

const NAMESPACE = 'one';
const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };

const many = (count: number, make: (name: string, index: number) => Manifest) =>
  Array.from({ length: count }, (_, index) => make(`object-${index}`, index));

function object(apiVersion: string, kind: string, name: string, rest: object): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, ...rest };
}

function deployment(name: string, labels: object, pod: object = {}, container: object = {}) {
  const containers = [
    {
      name: 'app',
      image: 'app:1.0.0',
      ports: [{ name: 'http', containerPort: 8080 }],
      ...container,
    },
  ];
  const template = { metadata: { labels }, spec: { containers, ...pod } };
  const spec = { replicas: 2, selector: { matchLabels: labels }, template };
  return object('apps/v1', 'Deployment', name, { spec });
}

function service(name: string, selector: object) {
  const spec = { selector, ports: [{ name: 'http', port: 80, targetPort: 'http' }] };
  return object('v1', 'Service', name, { spec });
}

function policy(name: string, selector: object, peer: object = selector) {
  const spec = {
    podSelector: { matchLabels: selector },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: { matchLabels: peer } }], ports: [{ port: 8080 }] }],
    egress: [{ to: [{ podSelector: { matchLabels: peer } }], ports: [{ port: 8080 }] }],
  };
  return object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec });
}

const app = { app: 'same' };

export const strange: readonly Strange[] = [
  {
    name: 'Deployments of the same labels',
    make: (count) => [namespace, ...many(count, (name) => deployment(name, app))],
  },
  {
    name: 'Services that select the same pods',
    make: (count) => [
      namespace,
      deployment('web', app),
      ...many(count, (name) => service(name, app)),
    ],
  },
  {
    name: 'Services that select nothing',
    make: (count) => [
      namespace,
      deployment('web', app),
      ...many(count, (name, index) => service(name, { app: `none-${index}` })),
    ],
  },
  {
    name: 'Services and Deployments, one each',
    make: (count) => [
      namespace,
      ...many(count / 2, (name) => deployment(name, { app: name })),
      ...many(count / 2, (name) => service(name, { app: name })),
    ],
  },
  {
    name: 'NetworkPolicies for the same pods',
    make: (count) => [
      namespace,
      deployment('web', app),
      ...many(count, (name) => policy(name, app)),
    ],
  },
  {
    name: 'NetworkPolicies, Services and Deployments, one each',
    make: (count) => [
      namespace,
      ...many(count / 3, (name) => deployment(name, { app: name })),
      ...many(count / 3, (name) => service(name, { app: name })),
      ...many(count / 3, (name) => policy(name, { app: name })),
    ],
  },
  {
    name: 'NetworkPolicies, Services and Deployments, all of the same labels',
    // Each leads to each: what has to be looked at grows with the square at least.
    counts: [150, 600],
    make: (count) => [
      namespace,
      ...many(count / 3, (name) => deployment(name, app)),
      ...many(count / 3, (name) => service(name, app)),
      ...many(count / 3, (name) => policy(name, app)),
    ],
  },
  {
    name: 'namespaces whose NetworkPolicies let all others in',
    make: (count) =>
      many(count / 4, (name) => ({ ...namespace, metadata: { name } })).flatMap((each) => {
        const place = { namespace: each.metadata.name };
        const inside = [
          deployment('web', app),
          service('web', app),
          object('networking.k8s.io/v1', 'NetworkPolicy', 'web', {
            spec: {
              podSelector: {},
              policyTypes: ['Ingress', 'Egress'],
              ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }],
              egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: app } }] }],
            },
          }),
        ];
        return [
          each,
          ...inside.map((one) => ({ ...one, metadata: { ...one.metadata, ...place } })),
        ];
      }),
  },
  {
    name: 'ConfigMaps that one pod reads',
    make: (count) => [
      namespace,
      ...many(count, (name) => object('v1', 'ConfigMap', name, { data: { key: 'value' } })),
      deployment(
        'reader',
        app,
        {
          volumes: many(count, (name) => ({ name, configMap: { name } }) as never),
        },
        {
          volumeMounts: many(count, (name) => ({ name, mountPath: `/etc/${name}` }) as never),
          env: many(
            count,
            (name, index) =>
              ({
                name: `KEY_${index}`,
                valueFrom: { configMapKeyRef: { name, key: 'key' } },
              }) as never,
          ),
        },
      ),
    ],
  },
  {
    name: 'PodDisruptionBudgets and autoscalers for the same pods',
    make: (count) => [
      namespace,
      deployment('web', app),
      ...many(count, (name, index) =>
        index % 2 === 0
          ? object('policy/v1', 'PodDisruptionBudget', name, {
              spec: { maxUnavailable: 1, selector: { matchLabels: app } },
            })
          : object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
              spec: {
                minReplicas: 1,
                maxReplicas: 3,
                scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
              },
            }),
      ),
    ],
  },
  {
    name: 'Ingresses of the same host',
    make: (count) => [
      namespace,
      deployment('web', app),
      service('web', app),
      ...many(count, (name, index) =>
        object('networking.k8s.io/v1', 'Ingress', name, {
          spec: {
            rules: [
              {
                host: 'example.com',
                http: {
                  paths: [
                    {
                      path: `/${index}`,
                      pathType: 'Prefix',
                      backend: { service: { name: 'web', port: { number: 80 } } },
                    },
                  ],
                },
              },
            ],
          },
        }),
      ),
    ],
  },
  {
    name: 'references to nothing, each nearly right',
    make: (count) => [
      namespace,
      ...many(count / 2, (name) => object('v1', 'ConfigMap', name, { data: { key: 'value' } })),
      ...many(count / 2, (name, index) =>
        deployment(
          name,
          { app: name },
          {},
          {
            envFrom: [{ configMapRef: { name: `objcet-${index}` } }],
          },
        ),
      ),
    ],
  },
  {
    name: 'one Deployment of many containers',
    make: (count) => [
      namespace,
      deployment('web', app, {
        containers: many(
          count,
          (name, index) =>
            ({
              name,
              image: 'app:1.0.0',
              ports: [{ name: `p-${index}`, containerPort: 1 + (index % 65535) }],
            }) as never,
        ),
      }),
      service('web', app),
    ],
  },
];
