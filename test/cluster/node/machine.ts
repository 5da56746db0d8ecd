import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Whatever a cluster could leave behind on this machine. */
export function machine() {
  return {
    interfaces: names('/sys/class/net'),
    addresses: lines('ip', '-oneline', 'address').map((line) => line.replace(/_lft \w+/g, '')),
    routes: lines('ip', 'route', 'show', 'table', 'all'),
    'iptables rules': ['iptables-save', 'ip6tables-save'].flatMap((command) => rules(command)),
    mounts: readFileSync('/proc/mounts', 'utf8').split('\n').sort(),
    cgroups: cgroups(),
    files: ['/run', '/var/lib', '/var/log', '/etc', '/opt'].flatMap(names),
    sysctls: Object.fromEntries(sysctls('/proc/sys')),
  };
}

/** The namespaces of processes, as the kernel numbers them. */
export function namespacesOf(pids: readonly number[]): Set<string> {
  const own = new Set(namespaces('self'));
  const all = pids.flatMap((pid) => namespaces(`${pid}`));
  return new Set(all.filter((namespace) => !own.has(namespace)));
}

/** The processes that are in one of the namespaces. */
export function processesIn(wanted: ReadonlySet<string>): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => namespaces(pid).some((namespace) => wanted.has(namespace)));
}

function namespaces(pid: string): string[] {
  return ['net', 'mnt', 'pid', 'uts', 'ipc'].flatMap((kind) => {
    try {
      return [readlinkSync(`/proc/${pid}/ns/${kind}`)];
    } catch {
      return [];
    }
  });
}

const names = (folder: string) => readdirSync(folder).map((name) => join(folder, name));

function lines(command: string, ...args: string[]): string[] {
  return execFileSync(command, args, { encoding: 'utf8' }).split('\n').sort();
}

/** Without comments, which hold the time, and counters. */
function rules(command: string): string[] {
  return lines(command)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/\[\d+:\d+\]/, ''));
}

function cgroups(): string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8').matchAll(
    /^\S+ (\/sys\/fs\/cgroup\S*) cgroup/gm,
  );
  return [...mounts].flatMap(([, place = '']) => names(place)).sort();
}

/** What changes by itself. */
const restless =
  /^\/proc\/sys\/(fs\/(aio-nr|dentry-state|file-nr|inode-nr|inode-state|quota\/.*)|kernel\/(ns_last_pid|pty\/nr|random\/.*)|net\/netfilter\/nf_conntrack_count|vm\/stat_refresh)$/;

function sysctls(folder: string): [name: string, value: string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sysctls(path);
    if (restless.test(path)) return [];
    try {
      return [[path, readFileSync(path, 'utf8')]];
    } catch {
      // Some can only be written.
      return [];
    }
  });
}
