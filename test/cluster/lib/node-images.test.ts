import { missingImages } from '../../../cluster/lib/node-images';

test('a node has an image under its full name, and each lack is told with its node', () => {
  const images = [
    { names: ['docker.io/hashicorp/http-echo:0.2.3'] },
    { names: ['docker.io/library/nginx:1'] },
  ];
  const nodes = [
    { metadata: { name: 'one' }, status: { images } },
    { metadata: { name: 'two' }, status: {} },
  ];
  expect(missingImages(nodes, ['hashicorp/http-echo:0.2.3', 'nginx:1', 'localhost/x:1'])).toEqual([
    'one: localhost/x:1',
    'two: hashicorp/http-echo:0.2.3',
    'two: nginx:1',
    'two: localhost/x:1',
  ]);
});
