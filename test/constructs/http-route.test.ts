import { App, Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { GatewayClass } from '../../imports/gateway.networking.k8s.io';
import { Gateway, type GatewayProps } from '../../lib/constructs/gateway';
import { HttpRoute, type HttpRouteProps } from '../../lib/constructs/http-route';
import type { ProgramError } from '../../lib/report/program-error';
import { graphOf } from '../../lib/synthesize';

class Stage {
  readonly app = new App();
  readonly shop = new Chart(this.app, 'shop', { namespace: 'shop' });
  readonly edge = new Chart(this.app, 'edge', { namespace: 'edge' });

  service(name: string, ...ports: number[]): Service {
    return new Service(this.shop, name, {
      metadata: { name },
      ports: ports.map((port) => ({ name: `port-${port}`, port })),
    });
  }

  gateway(chart: Chart, props: Partial<GatewayProps> = {}): Gateway {
    const gatewayClass = new GatewayClass(chart, 'class', {
      metadata: { name: 'public' },
      spec: { controllerName: 'example.com/controller' },
    });
    return new Gateway(chart, 'gateway', {
      metadata: { name: 'entry' },
      gatewayClass,
      listeners: [{ name: 'web', protocol: 'HTTP', port: 80, hostname: '*.example.com' }],
      ...props,
    });
  }

  /** The spec of a route in namespace `shop`, with `props` over the smallest one. */
  route(props: Partial<HttpRouteProps>, chart = this.shop): unknown {
    new HttpRoute(chart, 'route', {
      metadata: { name: 'route' },
      parents: props.parents ?? [this.gateway(this.shop)],
      rules: props.rules ?? [{ backends: [{ service: this.service('web', 80) }] }],
      ...props,
    });
    const objects = graphOf(this.app).objects.map(({ manifest }) => manifest);
    return objects.find(({ kind }) => kind === 'HTTPRoute')?.spec;
  }

  /** What the user reads about such a route. */
  mistake(...[props, chart]: Parameters<Stage['route']>): string[] {
    try {
      this.route(props, chart);
    } catch (error) {
      const { rule, message, fix } = error as ProgramError;
      return [rule, message, fix];
    }
    return [];
  }
}

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});

test('Gateway and Service are those of the objects that it was given', () => {
  expect(stage.route({})).toEqual({
    parentRefs: [{ name: 'entry' }],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ name: 'web', port: 80 }],
      },
    ],
  });
});

test('path, headers, rewrite and weights', () => {
  const [stable, canary] = [stage.service('stable', 80), stage.service('canary', 80)];
  const spec = stage.route({
    hostnames: ['app.example.com'],
    rules: [
      {
        path: '/api',
        headers: { 'x-version': 'canary' },
        replacePath: '/',
        backends: [
          { service: stable, weight: 90 },
          { service: canary, weight: 10 },
        ],
      },
    ],
  });
  expect(spec).toEqual({
    parentRefs: [{ name: 'entry' }],
    hostnames: ['app.example.com'],
    rules: [
      {
        matches: [
          {
            path: { type: 'PathPrefix', value: '/api' },
            headers: [{ name: 'x-version', value: 'canary' }],
          },
        ],
        filters: [
          {
            type: 'URLRewrite',
            urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
          },
        ],
        backendRefs: [
          { name: 'stable', port: 80, weight: 90 },
          { name: 'canary', port: 80, weight: 10 },
        ],
      },
    ],
  });
});

test('a Gateway of another namespace that takes routes from all is named with its namespace', () => {
  const gateway = stage.gateway(stage.edge, { routesFrom: 'All' });
  expect(stage.route({ parents: [gateway] })).toMatchObject({
    parentRefs: [{ name: 'entry', namespace: 'edge' }],
  });
});

test('a Gateway of another namespace that takes only its own routes is a mistake', () => {
  expect(stage.mistake({ parents: [stage.gateway(stage.edge)] })).toEqual([
    'program-runs',
    'Gateway "entry" takes routes of its own namespace "edge" only, and this one is in "shop"',
    "give the Gateway `routesFrom: 'All'`, or put the route into its namespace",
  ]);
});

test('a host name that no listener answers to is a mistake', () => {
  expect(stage.mistake({ hostnames: ['app.example.com', 'app.example.org'] })).toEqual([
    'program-runs',
    'no listener of Gateway "entry" answers to "app.example.org"; they answer to "*.example.com"',
    'change the host name of the route, or add a listener for it',
  ]);
});

test.each([
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'a.b.example.com', true],
  ['app.example.com', '*.example.com', true],
  ['app.example.com', 'api.example.com', false],
  ['*.example.com', '*.shop.example.com', true],
  [undefined, 'anything.example.org', true],
])('a listener for %s takes a route for %s: %s', (hostname, name, taken) => {
  const listeners = [{ name: 'web', protocol: 'HTTP', port: 80, hostname }] as const;
  const gateway = stage.gateway(stage.shop, { listeners });
  expect(stage.mistake({ parents: [gateway], hostnames: [name] }).length === 0).toBe(taken);
});

test('a rule whose backends all have weight 0 is a mistake', () => {
  const service = stage.service('web', 80);
  expect(stage.mistake({ rules: [{ path: '/api', backends: [{ service, weight: 0 }] }] })).toEqual([
    'program-runs',
    'every backend of the rule for "/api" has weight 0: whoever asks gets status 500',
    'give one of them a weight of 1 or more',
  ]);
});

test('a Service of another namespace is a mistake', () => {
  const parents = [stage.gateway(stage.edge)] as const;
  const rules = [{ backends: [{ service: stage.service('web', 80) }] }] as const;
  expect(stage.mistake({ parents, rules }, stage.edge)).toEqual([
    'program-runs',
    'Service "web" is in namespace "shop", and this route in "edge"',
    'put the route into the namespace of the Service; it may attach itself to a Gateway of another one',
  ]);
});

test('a Service of two ports needs the choice of one', () => {
  const service = stage.service('web', 80, 443);
  const fix = 'name one of these as `port` of the backend';
  expect(stage.mistake({ rules: [{ backends: [{ service }] }] })).toEqual([
    'program-runs',
    'Service "web" has the ports 80, 443, and the route says none',
    fix,
  ]);
});

test('a port that the Service does not have is a mistake', () => {
  const service = stage.service('web', 80);
  expect(stage.mistake({ rules: [{ backends: [{ service, port: 8080 }] }] })).toEqual([
    'program-runs',
    'Service "web" has the ports 80, and the route says 8080',
    'name one of these as `port` of the backend',
  ]);
});
