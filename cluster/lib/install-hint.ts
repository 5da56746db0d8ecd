const pages: Readonly<Record<string, string>> = {
  docker: 'https://docs.docker.com/get-started/get-docker/',
  kind: 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation',
  kubectl: 'https://kubernetes.io/docs/tasks/tools/',
};

/** The line for a command that is not there: what is missing and how to get it. */
export function installHint(command: string): string {
  const page = pages[command];
  return `"${command}" is not in the PATH: install it${page === undefined ? '' : ` (${page})`} and try again`;
}
