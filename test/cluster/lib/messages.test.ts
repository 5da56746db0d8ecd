import { reasons } from '../../../cluster/lib/messages';

test('of a patch that is refused only the reason is told', () => {
  const stderr = `Error from server (Invalid): error when applying patch:
{"spec":{"containers":[]}}
to:
Resource: "/v1, Resource=pods", GroupVersionKind: "/v1, Kind=Pod"
Name: "web", Namespace: "demo"
for: "dist/a.yaml": error when patching "dist/a.yaml": Pod "web" is invalid: spec: Forbidden: pod updates may not change fields
@@ -39,7 +39,24 @@
   "VolumeMounts": null,
-  "ReadinessProbe": null,
+  "ReadinessProbe": {

`;
  expect(reasons(stderr)).toEqual([
    'Error from server (Invalid): Pod "web" is invalid: spec: Forbidden: pod updates may not change fields',
  ]);
});

test('what is said again is told once, and of many reasons the first three', () => {
  expect(reasons('error: a\nerror: a\nerror: b\n')).toEqual(['error: a', 'error: b']);
  expect(reasons('a\nb\nc\nd\ne\n')).toEqual(['a', 'b', 'c', '… and 2 more']);
});

test('what kubectl tries again is not told, but what became of it', () => {
  const again =
    'error when evicting pods/"web-0" -n "demo" (will retry after 5s): it would violate';
  expect(reasons(`${again}\nerror: global timeout reached: 2m0s\n`)).toEqual([
    'error: global timeout reached: 2m0s',
  ]);
});

test('of an API server that went away in the middle is told once that it did', () => {
  const lost = (name: string) => `error when retrieving current configuration of:
Resource: "/v1, Resource=namespaces", GroupVersionKind: "/v1, Kind=Namespace"
Name: "${name}", Namespace: ""
from server for: "STDIN": Get "https://10.0.0.1:6443/api/v1/namespaces/${name}": dial tcp 10.0.0.1:6443: connect: connection refused
`;
  expect(reasons(lost('one') + lost('two'))).toEqual([
    'dial tcp 10.0.0.1:6443: connect: connection refused',
    'fix: the API server went away; try again when it answers',
  ]);
});
