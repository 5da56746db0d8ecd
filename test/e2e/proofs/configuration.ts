import { join } from 'node:path';
import { committedDist, ProgramCopy } from '../../helpers/program';
import { get, inPod, kubectl, logs, pods, refusal } from '../cluster';
import { inNamespace, type Proof } from '../proof';
import { secretValues } from '../secret-values';

export const configuration: readonly Proof[] = [
  {
    claim: 'a pod has ConfigMaps and a Secret as variables, as arguments and as files',
    of: inNamespace(
      'taller-config-map',
      'ConfigMap mi-configmap',
      'ConfigMap mi-configmap-files',
      'Pod mi-pod',
    ),
    prove: async () => {
      const see = (script: string) => inPod('taller-config-map', 'pod/mi-pod', script);
      expect(await see('echo $DB_HOST $DB_USER')).toBe('db.example.com usuario');
      expect(await see('echo "$DB_PASSWORD"')).toBe(secretValues.TALLER_DB_PASSWORD);
      expect(await logs('taller-config-map', 'mi-pod')).toBe(
        'connecting to db.example.com as usuario\n',
      );
      expect(await see('cat /etc/config/app.properties')).toBe('mode=prod\ncolour=blue');
      expect(await see('base64 /etc/config/greeting.txt')).toBe('oUhvbGEsIHNl8W9yIQo=');
    },
  },
  {
    claim: 'a Deployment reads a ConfigMap; when it changes its pods are renewed, and no others',
    of: inNamespace('taller-config-map', 'ConfigMap mi-configmap', 'Deployment mi-lector'),
    prove: async () => {
      const reader = () => inPod('taller-config-map', 'deploy/mi-lector', 'env | grep ^DB_ | sort');
      const bare = async () =>
        (await pods('taller-config-map', 'app=mi-pod')).map(({ metadata }) => metadata.uid);
      const before = await bare();
      expect(await reader()).toBe('DB_HOST=db.example.com\nDB_USER=usuario');
      const program = new ProgramCopy();
      try {
        program.edit('lib/charts/lessons/config-map.ts', 'db.example.com', 'db2.example.com');
        expect(await program.synth({ args: ['--environment', 'kind'] })).toMatchObject({
          status: 0,
        });
        const [dist, old] = [program.dist(), committedDist()];
        const changed = Object.keys(dist).filter((path) => dist[path] !== old[path]);
        expect(changed).toEqual(['config-map.k8s.yaml']);
        await readersRenewed(join(program.folder, 'dist/config-map.k8s.yaml'));
        expect(await reader()).toBe('DB_HOST=db2.example.com\nDB_USER=usuario');
        expect(await bare()).toEqual(before);
      } finally {
        program.remove();
        await readersRenewed('dist/config-map.k8s.yaml');
      }
    },
  },
  {
    claim:
      'a pod has Secrets of several types as a variable and as files that only its group reads',
    of: inNamespace('taller-secret', 'Pod mi-pod'),
    prove: async () => {
      const see = (script: string) => inPod('taller-secret', 'pod/mi-pod', script);
      expect(await logs('taller-secret', 'mi-pod')).toBe('password set\n');
      expect(await see('echo "$DB_PASSWORD"')).toBe(secretValues.TALLER_DB_PASSWORD);
      expect(await see('cd /etc/secrets/basic-auth; cat username; echo; cat password')).toBe(
        `${secretValues.TALLER_BASIC_AUTH_USERNAME}\n${secretValues.TALLER_BASIC_AUTH_PASSWORD}`,
      );
      expect(await see('cat /etc/secrets/ssh-auth/ssh-privatekey')).toBe(
        secretValues.TALLER_SSH_PRIVATE_KEY,
      );
      expect(await see('cat /etc/secrets/tls/tls.crt')).toBe(
        secretValues.TALLER_TLS_CERTIFICATE.trim(),
      );
      expect(await see('stat -L -c %a /etc/secrets/tls/tls.key')).toBe('440');
    },
  },
  {
    claim: 'a Secret of type service-account-token is filled in, and its token is that account',
    of: inNamespace('taller-secret', 'ServiceAccount mi-cuenta', 'Secret mi-cuenta-token'),
    prove: async () => {
      const { data } = await get<{ data: Record<string, string> }>(
        'Secret taller-secret/mi-cuenta-token',
      );
      const claims =
        Buffer.from(data.token ?? '', 'base64')
          .toString()
          .split('.')[1] ?? '';
      expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
        sub: 'system:serviceaccount:taller-secret:mi-cuenta',
      });
      expect(Object.keys(data).sort()).toEqual(['ca.crt', 'namespace', 'token']);
    },
  },
  {
    claim: 'a pod sees every kind of volume that it asks for',
    of: inNamespace('taller-volume', 'ConfigMap settings', 'Pod volumes'),
    prove: async () => {
      const see = (script: string) => inPod('taller-volume', 'pod/volumes', script);
      expect(await see('cat /config/texts/welcome.txt /all/colour.txt /all/greeting.txt')).toBe(
        'hellobluehello',
      );
      expect(await see('cat /pod/name; echo; cat /pod/author; echo; cat /all/namespace')).toBe(
        'volumes\nyou\ntaller-volume',
      );
      expect(await see('grep -c app=.volumes /pod/labels')).toBe('1');
      expect(await see('cmp /scratch/note /memory/note && df -T /memory | grep -c tmpfs')).toBe(
        '1',
      );
      expect(await see('cut -d. -f2 /all/vault-token | base64 -d 2> /dev/null; true')).toContain(
        '"aud":["vault"]',
      );
    },
  },
  {
    claim: 'a resource of a kind of our own is kept, shown in columns, and judged by its rules',
    of: [
      'CustomResourceDefinition workshops.taller.example.com',
      'Workshop taller-custom-resource-definition/orquesta',
    ],
    prove: async () => {
      interface Workshop {
        readonly spec: { readonly seats: number };
      }
      const namespace = 'taller-custom-resource-definition';
      const { spec } = await get<Workshop>(`ws ${namespace}/orquesta`);
      expect(spec).toMatchObject({ seats: 30, reserved: 12, level: 'beginner' });
      const workshop = (changes: object) => ({
        apiVersion: 'taller.example.com/v1',
        kind: 'Workshop',
        metadata: { name: 'another', namespace },
        spec: { title: 'Another', seats: 10, ...changes },
      });
      expect(await refusal(workshop({}))).toBe('');
      expect(await refusal(workshop({ reserved: 11 }))).toContain(
        'no more seats reserved than there are',
      );
      expect(await refusal(workshop({ level: 'expert' }))).toContain(
        'supported values: "beginner", "advanced"',
      );
    },
  },
];

async function readersRenewed(file: string): Promise<void> {
  await kubectl.text(['apply', '-f', file]);
  const status = ['rollout', 'status', 'deploy/mi-lector', '--timeout=60s'];
  await kubectl.text(['-n', 'taller-config-map', ...status]);
}
