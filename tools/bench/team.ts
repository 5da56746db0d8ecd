import { App, Chart } from 'cdk8s';
import { TRIO } from './sizes';

/** What both ways to write a team have in common. */
export const applications = ['web', 'api', 'worker'] as const;

/** Port that every application listens on. */
export const PORT = 8080;

/** The Secret that every application reads if it is there; a program never makes it. */
export const SECRET = { name: 'token', key: 'token' } as const;

/** Objects of one team: 7 of its own, and 6 for each application. */
export const TEAM = 7 + 6 * applications.length;

/** Makes the objects of one team in its namespace. */
export type Team = (chart: Chart, namespace: string) => void;

export function labelsOf(name: string): Record<string, string> {
  return {
    app: name,
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': 'bench',
    'app.kubernetes.io/managed-by': 'orquesta',
  };
}

/**
 * An app of `objects` objects in one chart, `TEAM` of them for each namespace, or `TRIO` in all. One chart, because cdk8s
 * looks at the whole app once for each.
 *
 * @throws Error when `objects` is no multiple of `TEAM`
 */
export function appOf(objects: number, team: Team): App {
  const teams = objects === TRIO ? 1 : objects / TEAM;
  if (!Number.isInteger(teams) || teams <= 0)
    throw new Error(`${objects} objects are wanted; a multiple of ${TEAM} is needed`);
  const app = new App();
  const chart = new Chart(app, 'bench', { disableResourceNameHashes: true });
  for (let index = 1; index <= teams; index++) team(chart, `team-${index}`);
  return app;
}
