import { ApiObject, App, Chart } from 'cdk8s';
import { buildApp } from '../../lib/app';
import { environments } from '../../lib/environments';
import { deployment, graphOf, service } from './graph';
import './matchers';

const listening = deployment({ container: { ports: [{ containerPort: 8080 }] } });

/** An app with one chart of these manifests. */
function appWith(...manifests: readonly object[]): App {
  const app = new App();
  const chart = new Chart(app, 'chart');
  for (const [index, manifest] of manifests.entries())
    new ApiObject(chart, `object-${index}`, manifest as never);
  return app;
}

/** What a failing expectation says, without colours and lines of this file. */
function said(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message
      .replaceAll(/\u001b\[\d+m/g, '')
      .replaceAll(/test.helpers.matchers\.test\.ts:\d+(:\d+)?/g, 'HERE');
  }
  throw new Error('the expectation holds');
}

describe('toHaveResource', () => {
  const app = appWith(service(), listening);

  test('takes an object of the kind that has the fields', () => {
    expect(app).toHaveResource('Service');
    expect(app).toHaveResource('deploy', { metadata: { name: 'api' }, spec: { replicas: 1 } });
    expect(app).toHaveResource('service', {
      spec: { ports: [{ port: expect.any(Number) as number }] },
    });
    expect(app).not.toHaveResource('Service', { metadata: { name: 'other' } });
    expect(app).not.toHaveResource('Ingress');
  });

  test('takes a graph, and a part of a program', () => {
    expect(graphOf(listening)).toHaveResource('Deployment');
    const both = new App();
    new ApiObject(new Chart(both, 'full'), 'service', service());
    const empty = new Chart(both, 'empty');
    expect(both).toHaveResource('Service');
    expect(empty).not.toHaveResource('Service');
  });

  test('shows how the nearest differs, in what was asked for alone', () => {
    const wanted = { metadata: { name: 'api' }, spec: { replicas: 3 } };
    const other = deployment({ name: 'worker' });
    expect(
      said(() => {
        expect(appWith(other, listening)).toHaveResource('Deployment', wanted);
      }),
    ).toBe(`no Deployment is like this; nearest is Deployment "demo/api" (HERE):

- Wanted  - 1
+ Seen    + 1

  Object {
    "metadata": Object {
      "name": "api",
    },
    "spec": Object {
-     "replicas": 3,
+     "replicas": 1,
    },
  }

Also seen: Deployment "demo/worker"`);
  });

  test('says which kinds there are', () => {
    expect(
      said(() => {
        expect(app).toHaveResource('Deplyment');
      }),
    ).toBe('there is no Deplyment; did you mean "Deployment"?; there are Deployment, Service');
  });

  test('turned round, names the object that is like this', () => {
    expect(
      said(() => {
        expect(app).not.toHaveResource('Service', { metadata: { name: 'api' } });
      }),
    ).toBe(`Service "demo/api" (HERE) is like this, and no Service should be:

{"metadata": {"name": "api"}}`);
  });
});

describe('toReach', () => {
  test('follows the way from one object to another', () => {
    const app = appWith(service(), listening);
    expect(app).toReach('service/api', 'deployment/api');
    expect(app).toReach('svc/demo/api', 'Deployment/demo/api');
    expect(app).not.toReach('deployment/api', 'service/api');
    expect(graphOf(service(), listening)).toReach('service/api', 'deployment/api');
  });

  test('says where the way breaks', () => {
    const app = appWith(service({ targetPort: 8081 }), listening);
    expect(
      said(() => {
        expect(app).toReach('service/api', 'deployment/api');
      }),
    ).toBe(`Service "demo/api" (HERE) does not reach Deployment "demo/api" (HERE):
  Service "demo/api" sends port 80 to 8081, and no container of Deployment "demo/api" listens there: it has 8080
  It reaches: nothing`);
  });

  test('says which way there is where none should be', () => {
    expect(
      said(() => {
        expect(appWith(service(), listening)).not.toReach('service/api', 'deployment/api');
      }),
    ).toBe(`Service "demo/api" (HERE) reaches what it should not:
  Service "demo/api" → Deployment "demo/api"`);
  });

  const elsewhere = deployment();
  const two = appWith(
    service(),
    listening,
    { ...elsewhere, metadata: { name: 'api', namespace: 'other' } },
    deployment({ name: 'worker' }),
  );

  test.each([
    [
      'deployment/api',
      '"deployment/api" may be "deployment/demo/api" or "deployment/other/api": write which',
    ],
    [
      'deployment/wroker',
      '"deployment/wroker" is not there; did you mean "deployment/worker"?; there are deployment/api, deployment/worker',
    ],
    [
      'deploy/demo/apu',
      '"deploy/demo/apu" is not there; did you mean "deployment/demo/api"?; there are deployment/demo/api, deployment/other/api, deployment/demo/worker',
    ],
    [
      'ingress/api',
      '"ingress/api" is not there, and no ingress at all; there are Deployment, Service',
    ],
    ['api', '"api" names no object: write "deployment/web" or "deployment/demo/web"'],
  ])('the name %s is refused, turned round as well', (name, message) => {
    for (const matcher of [expect(two), expect(two).not]) {
      expect(
        said(() => {
          matcher.toReach('service/api', name);
        }),
      ).toBe(message);
    }
  });
});

describe('toBeClean', () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } };
  const wrong = service({ targetPort: 'web' });

  test('takes what no rule has an error against', () => {
    expect(appWith(namespace, service(), listening).node.findChild('chart')).toBeClean();
    expect(appWith(namespace, service(), listening)).toBeClean();
    expect(appWith(namespace, wrong, listening)).not.toBeClean();
  });

  test('with an environment, what it declares as external must be needed', () => {
    const environment = 'kind';
    expect(appWith(namespace, service(), listening)).not.toBeClean({ environment });
    expect(buildApp(environments[environment])).toBeClean({ environment });
  });

  test('says what is wrong as a synth would', () => {
    const app = appWith(namespace, wrong, listening);
    expect(
      said(() => {
        expect(app.node.findChild('chart')).toBeClean();
      }),
    ).toContain(`HERE  service-reaches-port
  Service "demo/api" sends port 80 to "web", and no container of Deployment "demo/api" listens there: it has 8080`);
  });

  test('takes the objects of a part alone', () => {
    const app = appWith(namespace, wrong, listening);
    expect(new Chart(app, 'empty')).toBeClean({ strict: true });
  });

  test('counts what a construct says against itself', () => {
    const app = appWith(namespace);
    app.node.addValidation({ validate: () => ['is not ready'] });
    expect(
      said(() => {
        expect(app).toBeClean();
      }),
    ).toContain('construct "": is not ready');
  });
});

test('what is no program is refused', () => {
  expect(
    said(() => {
      expect({}).toBeClean();
    }),
  ).toBe(
    'the program is wanted: expect(app), where app is an App, a Chart or another construct, or a Graph',
  );
});
