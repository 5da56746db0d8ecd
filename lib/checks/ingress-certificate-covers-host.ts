import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { asList, valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';

/**
 * An Ingress with certificates has one for each of its hosts, and serves the hosts that it has them for.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
 */
export const ingressCertificateCoversHost: Rule = {
  name: 'ingress-certificate-covers-host',
  severity: 'warning',
  description: 'The certificates of an Ingress are for the hosts of its rules.',
  *check(graph) {
    for (const object of graph.of('networking.k8s.io/Ingress')) {
      const { manifest } = object;
      const tls = asList(valueAt(manifest, 'spec.tls'));
      const certified = tls.flatMap((each, index) =>
        asList(valueAt(each, 'hosts')).map((host, at) => ({
          host: String(host),
          field: `spec.tls[${index}].hosts[${at}]`,
        })),
      );
      // A certificate without hosts is for all of them.
      if (certified.length === 0 || tls.some((each) => asList(valueAt(each, 'hosts')).length === 0))
        continue;
      const rules = asList(valueAt(manifest, 'spec.rules')).map((rule, index) => ({
        host: hostOf(rule),
        field: `spec.rules[${index}].host`,
      }));
      // A rule without a host is for all of them.
      if (rules.length === 0 || rules.some(({ host }) => host === '')) continue;
      const names = certified.map(({ host }) => host);
      const bare = rules.filter(({ host }) => !names.some((name) => covers(name, host)));
      for (const { host, field } of bare) {
        yield {
          object,
          field,
          message: `${describe(manifest)} serves host "${host}", and its certificates are for ${quoted(names)}${didYouMean(host, names)}`,
          fix: 'add the host to the hosts of spec.tls, or correct it',
        };
      }
      if (bare.length > 0) continue;
      const hosts = rules.map(({ host }) => host);
      for (const { host, field } of certified) {
        if (hosts.some((each) => covers(host, each) || covers(each, host))) continue;
        yield {
          object,
          field,
          message: `${describe(manifest)} has a certificate for host "${host}", and its rules are for ${quoted(hosts)}${didYouMean(host, hosts)}`,
          fix: 'add a rule for the host, or remove it from spec.tls',
        };
      }
    }
  },
};

function hostOf(rule: unknown): string {
  const host = valueAt(rule, 'host');
  return typeof host === 'string' ? host : '';
}

/** `*` stands for one label, the first: `*.example.com` covers `www.example.com`. */
function covers(name: string, host: string): boolean {
  if (name.toLowerCase() === host.toLowerCase()) return true;
  return name.startsWith('*.') && host.replace(/^[^.]+/, '*').toLowerCase() === name.toLowerCase();
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
