import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import fc from '../helpers/fast-check';
import { Answers } from '../../lib/apiserver/answers';
import { checkWith } from '../../lib/apiserver/check';
import type { Minor } from '../../lib/apiserver/files';
import { Judges } from '../../lib/apiserver/judge';
import { ApiServer } from '../../lib/apiserver/server';
import { apiServerRuleNames } from '../../lib/apiserver/rules';
import { Graph, type GraphObject } from '../../lib/graph/graph';
import { type Environment, environments } from '../../lib/environments';
import { readInput } from '../../lib/input';
import type { Finding } from '../../lib/report/finding';
import { synthesize } from '../../lib/synthesize';
import { manifestsOf } from '../helpers/output';
import { mutated } from './mutants';
import { deployment, edited, pod } from './samples';

// To start it costs as much as some hundred tests: all that ask it are here, and share one.
const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
const cache = join(folder, 'answers');
const judges = new Judges(new Answers(cache));
beforeAll(() => {
  judges.expect(undefined, 'cel');
});
afterAll(() => {
  judges.end();
  rmSync(folder, { recursive: true });
});

interface Options {
  readonly minors?: readonly Minor[];
  /** As it was in the last output. */
  readonly last?: string;
}

/** Everything that is found in some YAML. */
function findingsIn(yaml: string, { minors, last }: Options = {}): readonly Finding[] {
  const read = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return readInput([path]);
  };
  const input = read('a.yaml', yaml);
  const before = last === undefined ? [] : read('last.yaml', last).objectsIn('default');
  const graph = new Graph(input.objectsIn('default'), {
    before: before.map(({ manifest }) => manifest),
  });
  return [...input.findings, ...checkWith(graph, judges.judge(graph, minors, graph.before))];
}

/** What the API server says, as `line:column rule: message`. */
function said(yaml: string, options?: Options): string[] {
  return findingsIn(yaml, options).filter(isServers).map(shown);
}

function isServers({ rule }: Finding): boolean {
  return apiServerRuleNames.includes(rule);
}

function shown({ origin, rule, message }: Finding): string {
  return `${origin?.line ?? 0}:${origin?.column ?? 0} ${rule}: ${message}`;
}

describe('what the API server takes', () => {
  test('is not spoken of', () => {
    expect(said(deployment)).toEqual([]);
    expect(said(pod)).toEqual([]);
  });

  test('is not judged where its kind is not known', () => {
    expect(said('apiVersion: example.com/v1\nkind: Web\nmetadata: { name: web }\n')).toEqual([]);
  });
});

describe('what the API server refuses is told in its words, at the very field', () => {
  test.each([
    [
      'a field that it does not know',
      edited(
        deployment,
        'image: nginx:1.29',
        'image: nginx:1.29\n          imagePullPolcy: Always',
      ),
      '13:27 api-server-accepts: Deployment "demo/web" is refused by Kubernetes 1.36: unknown field "spec.template.spec.containers[0].imagePullPolcy"',
    ],
    [
      'a value of the wrong type',
      edited(deployment, 'image: nginx:1.29', 'image: nginx:1.29\n          command: sleep'),
      '13:20 api-server-accepts: Deployment "demo/web" is refused by Kubernetes 1.36: json: cannot unmarshal string into Go struct field Container.spec.template.spec.containers.command of type []string',
    ],
    [
      'a value that is none of those that it knows',
      edited(deployment, '    spec:\n      c', '    spec:\n      restartPolicy: Never\n      c'),
      '10:22 api-server-accepts: Deployment "demo/web" is refused by Kubernetes 1.36: spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
    [
      'a field that is missing',
      edited(
        pod,
        'image: nginx:1.29',
        'image: nginx:1.29\n      livenessProbe: { periodSeconds: 5 }',
      ),
      '8:7 api-server-accepts: Pod "demo/web" is refused by Kubernetes 1.36: spec.containers[0].livenessProbe: Required value: must specify a handler type',
    ],
    [
      'a number that is too large for it, with all its digits',
      edited(pod, 'spec:', 'spec:\n  activeDeadlineSeconds: 9223372036854775807'),
      '5:26 api-server-accepts: Pod "demo/web" is refused by Kubernetes 1.36: spec.activeDeadlineSeconds: Invalid value: 9223372036854775807: must be between 1 and 2147483647, inclusive',
    ],
    [
      'a number that no 64 bits hold, as kubectl rounds it',
      edited(pod, 'spec:', 'spec:\n  activeDeadlineSeconds: 12345678901234567890'),
      '5:26 api-server-accepts: Pod "demo/web" is refused by Kubernetes 1.36: json: cannot unmarshal number 12345678901234567000 into Go struct field PodSpec.spec.activeDeadlineSeconds of type int64',
    ],
    [
      'a key of a map that has a dot in its name',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: tls }\ntype: kubernetes.io/tls\ndata: { tls.crt: "" }\n',
      '5:1 api-server-accepts: Secret "tls" is refused by Kubernetes 1.36: data[tls.key]: Required value',
    ],
  ])('%s', (_, yaml, expected) => {
    expect(said(yaml)).toEqual([expected]);
  });

  test('a whole pod is not printed, the reason is', () => {
    const job = `apiVersion: batch/v1
kind: Job
metadata: { name: web }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: web, image: "nginx:1.29" }]
`;
    const [first = '', ...more] = said(edited(job, '1.29', '1.30'), { last: job });
    expect(more).toEqual([]);
    expect(first).toMatch(
      /^5:3 api-server-accepts: Job "web" may not be changed like this, says Kubernetes 1\.36: spec\.template: Invalid value: .{100,400}… : field is immutable$/,
    );
  });

  test('nor is the difference between two pods', () => {
    const change = said(edited(pod, 'spec:', 'spec:\n  hostname: a'), { last: pod });
    expect(change).toEqual([
      '4:1 api-server-accepts: Pod "demo/web" may not be changed like this, says Kubernetes 1.36: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)…',
    ]);
  });

  test('nor that between two claims, which Kubernetes prints with other blanks each time', () => {
    const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: demo }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
`;
    expect(said(edited(claim, '2Gi', '1Gi'), { last: claim })).toContainEqual(
      expect.stringMatching(/: spec: Forbidden: spec is immutable after creation [^\n]*…$/),
    );
  });

  test('an object that is there several times is judged each time, at its own place', () => {
    const wrong = edited(pod, 'nginx:1.29', '""');
    const findings = findingsIn([wrong, pod, wrong, wrong].join('---\n'));
    expect(
      findings.filter(({ message }) => message.endsWith('].image: Required value')),
    ).toMatchObject([
      {
        rule: 'image-is-set',
        origin: { line: 7 },
        message: expect.not.stringMatching(/(it is refused.*){2}/) as string,
      },
      { rule: 'api-server-accepts', origin: { line: 23 } },
      { rule: 'api-server-accepts', origin: { line: 31 } },
    ]);
  });
});

test('objects that have no name yet are told apart', () => {
  const wrong = edited(edited(pod, 'name: web, ', 'generateName: web-, '), 'nginx:1.29', '""');
  const lines = findingsIn(`${wrong}---\n${wrong}`)
    .filter(({ message }) => message.includes('Required value'))
    .map(({ origin, message }) => [origin?.line, message.split('Required value').length - 1]);
  expect(lines).toEqual([
    [7, 1],
    [15, 1],
  ]);
});

describe('an object that is too large', () => {
  const data = (size: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: large }\ndata: { a: ${'ä'.repeat(size / 2)} }\n`;

  test.each([
    [
      'for `kubectl apply`',
      270_000,
      '1:1 api-server-has-no-warning: ConfigMap "large" is refused, when `kubectl apply` sends it, by Kubernetes 1.36: metadata.annotations: Too long: may not be more than 262144 bytes',
    ],
    [
      'for a ConfigMap',
      2 ** 20 + 2,
      '1:1 api-server-accepts: ConfigMap "large" is refused by Kubernetes 1.36: []: Too long: may not be more than 1048576 bytes',
    ],
    [
      'for a request',
      3 * 2 ** 20,
      '1:1 api-server-accepts: ConfigMap "large" is refused by Kubernetes 1.36: Request entity too large: limit is 3145728',
    ],
  ])('%s', (_, size, expected) => {
    expect(said(data(size))).toContain(expected);
  });
});

describe('what another rule has said already is one finding, with the words of both', () => {
  test.each([
    [
      'a number of replicas',
      edited(deployment, 'replicas: 1', 'replicas: -1'),
      'replicas-are-not-negative',
    ],
    ['a port', edited(deployment, 'containerPort: 80', 'containerPort: 80808'), 'port-is-in-range'],
    ['a name', edited(pod, 'name: web, ', 'name: Web, '), 'name-is-valid'],
    ['an image', edited(pod, 'image: nginx:1.29', 'image: ""'), 'image-is-set'],
    [
      'a selector',
      edited(deployment, '  selector: { matchLabels: { app: web } }\n', ''),
      'selector-matches-template',
    ],
    [
      'a request',
      edited(
        pod,
        'image: nginx:1.29',
        'image: nginx:1.29\n      resources: { requests: { cpu: 2 }, limits: { cpu: 1 } }',
      ),
      'request-is-below-limit',
    ],
    [
      'a mount',
      edited(
        pod,
        'image: nginx:1.29',
        'image: nginx:1.29\n      volumeMounts: [{ name: data, mountPath: /data }]',
      ),
      'volume-mount-has-volume',
    ],
  ])('%s', (_, yaml, rule) => {
    const errors = findingsIn(yaml).filter(({ severity }) => severity === 'error');
    const message = expect.stringMatching(/; it is refused by Kubernetes 1\.36: /) as string;
    expect(errors).toMatchObject([{ rule, message }]);
  });

  test('what a LimitRange forbids', () => {
    const limited = `${edited(pod, 'image: nginx:1.29', 'image: nginx:1.29\n      resources: { limits: { cpu: 2 } }')}---
apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: demo }
spec: { limits: [{ type: Container, max: { cpu: 1 } }] }
`;
    const errors = findingsIn(limited).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(['limit-range-admits-pods']);
  });

  test('and what stands at another field is', () => {
    const yaml = edited(
      edited(pod, 'image: nginx:1.29', 'image: ""'),
      'spec:',
      'spec:\n  dnsPolicy: None',
    );
    expect(said(yaml)).toHaveLength(1);
  });
});

describe('what may not change', () => {
  const changed = deployment.replaceAll('app: web', 'app: api');

  test('is told where the last output has it', () => {
    expect(said(changed)).toEqual([]);
    expect(said(changed, { last: deployment })).toEqual([
      '6:3 api-server-accepts: Deployment "demo/web" may not be changed like this, says Kubernetes 1.36: spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable',
    ]);
  });

  test('is no matter to what stays as it is, or may change', () => {
    expect(said(deployment, { last: deployment })).toEqual([]);
    expect(said(edited(deployment, '1.29', '1.30'), { last: deployment })).toEqual([]);
  });

  test('is told of a program, whose last output is read where it differs', () => {
    const { findings } = synthesize(['kind'], () => programOf({ app: 'api' }), undefined, {
      judges,
      last: () =>
        new Map([
          ['program.k8s.yaml', deployment],
          ['damaged.k8s.yaml', '{ kind: ['],
        ]),
    });
    expect(findings.filter(isServers).map(shown)).toEqual([
      expect.stringContaining(
        'api-server-accepts: Deployment "demo/web" may not be changed like this, says Kubernetes 1.36: spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable',
      ),
    ]);
  });
});

/** A program of one Deployment. */
function programOf(labels: Record<string, string>, strategy?: string): App {
  const app = new App();
  const chart = new Chart(app, 'program');
  new k8s.KubeDeployment(chart, 'web', {
    metadata: { name: 'web', namespace: 'demo' },
    spec: {
      selector: { matchLabels: labels },
      strategy: { type: strategy },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          containers: [{ name: 'web', image: 'nginx:1.29' }],
        },
      },
    },
  });
  return app;
}

test('a mistake in a program is told at the line that made the object', () => {
  const { findings } = synthesize(['kind'], () => programOf({ app: 'web' }, 'Rolling'), undefined, {
    judges,
    last: () => new Map(),
  });
  const [finding] = findings.filter(({ rule }) => rule === 'api-server-accepts');
  expect(finding).toMatchObject({
    origin: { file: 'test/apiserver/judge.test.ts' },
    field: 'spec.strategy',
    message:
      'Deployment "demo/web" is refused by Kubernetes 1.36: spec.strategy: Unsupported value: {"Type":"Rolling","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
  });
});

test('an exception on the object holds, and is needed', () => {
  const excepted = (yaml: string) =>
    edited(
      yaml,
      'namespace: demo',
      'namespace: demo, annotations: { checks.orquesta/api-server-accepts: a feature gate }',
    );
  const wrong = edited(deployment, '    spec:\n', '    spec:\n      dnsPolicy: Own\n');
  expect(said(excepted(wrong))).toEqual([]);
  const unneeded = findingsIn(excepted(deployment)).map(({ rule }) => rule);
  expect(unneeded).toContain('exception-is-needed');
});

describe('Pod Security', () => {
  const namespace = (labels: string) => `---
apiVersion: v1
kind: Namespace
metadata:
  name: demo
  labels: { ${labels} }
`;
  const enforced = namespace('pod-security.kubernetes.io/enforce: restricted');
  const violation =
    'violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "web" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "web" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "web" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "web" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")';

  test('refuses a pod', () => {
    expect(said(pod + enforced)).toEqual([
      `4:1 pod-security-admits: Pod "demo/web" is refused by Kubernetes 1.36: ${violation}`,
    ]);
  });

  test('refuses the pods that a workload makes, although the workload itself is taken', () => {
    expect(said(deployment + enforced)).toEqual([
      `9:5 pod-security-admits: Deployment "demo/web" makes pods that are refused by Kubernetes 1.36: ${violation}`,
    ]);
  });

  test('warns where the namespace asks for that', () => {
    const [first = '', ...more] = said(
      deployment + namespace('pod-security.kubernetes.io/warn: baseline'),
    );
    expect([first, ...more]).toEqual(['']);
    const [warning = ''] = said(
      deployment + namespace('pod-security.kubernetes.io/warn: restricted'),
    );
    expect(warning).toContain(
      '1:1 api-server-has-no-warning: Deployment "demo/web" gets a warning from Kubernetes 1.36: would violate PodSecurity "restricted:latest"',
    );
  });
});

describe('what the program defines itself', () => {
  const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: backups.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Backup, plural: backups }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [schedule]
              x-kubernetes-validations: [{ rule: self.keep > 0, message: keep must be positive }]
              properties: { schedule: { type: string }, keep: { type: integer, default: 3 } }
`;
  const backup = (spec: string) =>
    `apiVersion: example.com/v1\nkind: Backup\nmetadata: { name: nightly }\nspec: { ${spec} }\n`;

  test.each([
    [
      'a field that is missing',
      '',
      '4:1',
      'spec.schedule: Required value; <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ],
    [
      'a type',
      'schedule: 1',
      '4:19',
      'spec.schedule: Invalid value: "integer": spec.schedule in body must be of type string: "integer"; <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ],
    ['a field that is not known', 'schedule: a, kep: 1', '4:27', 'unknown field "spec.kep"'],
    [
      'a rule of its own',
      'schedule: a, keep: -1',
      '4:1',
      'spec: Invalid value: keep must be positive',
    ],
  ])('its resources are judged by their definition: %s', (_, spec, place, words) => {
    expect(said(backup(spec) + definition)).toEqual([
      `${place} api-server-accepts: Backup "nightly" is refused by Kubernetes 1.36: ${words}`,
    ]);
  });

  test('what its definition takes is taken', () => {
    expect(said(backup('schedule: a') + definition)).toEqual([]);
  });

  test('the definition itself is judged', () => {
    expect(said(edited(definition, 'name: backups.', 'name: backup.'))).toEqual([
      '4:19 api-server-accepts: CustomResourceDefinition "backup.example.com" is refused by Kubernetes 1.36: metadata.name: Invalid value: "backup.example.com": must be spec.names.plural+"."+spec.group',
    ]);
  });

  const policy = `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: few }
spec:
  matchConstraints: { resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }] }
  validations: [{ expression: object.spec.replicas < 1, message: this is too many }]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: few }
spec: { policyName: few, validationActions: [Deny] }
`;

  test('its policies are asked about its objects', () => {
    expect(said(deployment + policy)).toEqual([
      "1:1 api-server-accepts: Deployment \"demo/web\" is refused by Kubernetes 1.36: ValidatingAdmissionPolicy 'few' with binding 'few' denied request: this is too many",
    ]);
    expect(said(deployment)).toEqual([]);
  });

  test('the parameters of a policy are those that its binding selects', () => {
    const selecting = [
      [
        '  matchConstraints:',
        '  paramKind: { apiVersion: v1, kind: ConfigMap }\n  matchConstraints:',
      ],
      ['replicas < 1', 'replicas < int(params.data.fewer)'],
      [
        'spec: { policyName: few,',
        'spec: { policyName: few, paramRef: { selector: { matchLabels: { limit: few } }, parameterNotFoundAction: Deny },',
      ],
    ].reduce((yaml, [from = '', to = '']) => edited(yaml, from, to), policy);
    const limit = (fewer: number) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: limit, namespace: demo, labels: { limit: few } }
data: { fewer: "${fewer}" }
`;
    expect(said(deployment + selecting + limit(1))).toEqual([
      "1:1 api-server-accepts: Deployment \"demo/web\" is refused by Kubernetes 1.36: ValidatingAdmissionPolicy 'few' with binding 'few' denied request: this is too many",
    ]);
    expect(said(deployment + selecting + limit(100))).toEqual([]);
  });
});

describe('versions of Kubernetes', () => {
  const budget = `apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: web, namespace: demo }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }
---
${deployment}`;

  test('one that is gone is told, and what has taken its place', () => {
    const [finding] = findingsIn(budget).filter(({ rule }) => rule === 'api-version-is-served');
    expect(finding).toMatchObject({
      origin: { line: 1, column: 13 },
      message:
        'PodDisruptionBudget "demo/web" is refused by Kubernetes 1.36: no matches for kind "PodDisruptionBudget" in version "policy/v1beta1"',
      fix: 'use policy/v1 PodDisruptionBudget',
    });
  });

  test('what several say alike is said once, and what one says names it', () => {
    const minors = ['1.30', '1.36'] as const;
    const odd = edited(deployment, '    spec:\n', '    spec:\n      dnsPolicy: Own\n');
    expect(said(odd, { minors })).toEqual([
      '10:18 api-server-accepts: Deployment "demo/web" is refused by Kubernetes 1.30 and 1.36: spec.template.spec.dnsPolicy: Unsupported value: "Own": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ]);
    const young = edited(pod, 'spec:', 'spec:\n  resources: { limits: { cpu: 1 } }');
    expect(said(young, { minors })).toEqual([
      '5:3 api-server-accepts: Pod "demo/web" is refused by Kubernetes 1.30: unknown field "spec.resources"',
    ]);
  });

  test('that of an environment is asked', () => {
    // @ts-expect-error -- there is none of that minor
    const wrong: Environment = { ...environments.kind, kubernetes: '1.29' };
    const right: Environment = { ...wrong, kubernetes: '1.30' };
    const all: Record<string, Environment> = environments;
    const replaced = jest.replaceProperty(all, 'kind', right);
    const { findings } = synthesize(['kind'], () => programOf({ app: 'web' }, 'None'), undefined, {
      judges,
      last: () => new Map(),
    });
    replaced.restore();
    expect(findings.filter(isServers).map(shown)).toEqual([
      expect.stringContaining('is refused by Kubernetes 1.30: spec.strategy: Unsupported value'),
    ]);
  });

  test('a warning says what will be gone', () => {
    const old = 'apiVersion: v1\nkind: Endpoints\nmetadata: { name: web }\n';
    expect(said(old)).toEqual([
      '1:13 api-server-has-no-warning: Endpoints "web" gets a warning from Kubernetes 1.36: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    ]);
  });
});

test('whatever an object is made into, it is judged, and by what was judged before the same', () => {
  const sources = manifestsOf('kind');
  fc.assert(
    fc.property(fc.array(mutated(sources), { minLength: 20, maxLength: 40 }), (mutants) => {
      const objects = mutants.map((manifest): GraphObject => ({
        manifest,
        namespace: 'demo',
        origin: undefined,
        file: 'a.yaml',
      }));
      const graph = new Graph(objects);
      const judgements = judges.judge(graph, undefined, sources)();
      expect(judgements).toHaveLength(objects.length);
      judges.save();
      const start = jest.spyOn(ApiServer.prototype, 'start');
      const again = new Judges(new Answers(cache));
      again.expect(undefined, 'cel');
      expect(again.judge(graph, undefined, sources)()).toEqual(judgements);
      expect(start).not.toHaveBeenCalled();
      start.mockRestore();
      for (const { answer, change } of judgements) {
        expect([answer.panic, change?.panic]).toEqual([undefined, undefined]);
        const errors = [...(answer.errors ?? []), ...(change?.errors ?? [])];
        expect(errors.filter(({ message }) => message === '')).toEqual([]);
      }
    }),
    { numRuns: 5, seed: 1 },
  );
});
