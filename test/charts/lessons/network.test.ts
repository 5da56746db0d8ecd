import { valueAt } from '../../../lib/graph/manifest';
import { describeLessons } from '../../helpers/lessons';
import { manifestsOf } from '../../helpers/output';
import { rows } from '../../workshop/network';

describeLessons(rows);

test('the label that mi-servicio selects by is on the pods', () => {
  const objects = manifestsOf('cloud').filter((m) => m.metadata.namespace === 'taller-service');
  const service = objects.find(({ metadata }) => metadata.name === 'mi-servicio');
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  expect(valueAt(deployment, 'spec.template.metadata.labels')).toMatchObject(
    valueAt(service, 'spec.selector') as object,
  );
});
