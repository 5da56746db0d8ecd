/**
 * One fact of the workshop: the concept, the file in `dist/` (without `.k8s.yaml`) that shows it, and the
 * value that an object there has at a path such as `spec.ports[0].port`.
 */
export type Row = readonly [
  concept: string,
  file: string,
  kind: string,
  name: string,
  path: string,
  expected: unknown,
];
