import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** A program whose form is hard on whoever follows every path of it. */
export interface Shape {
  readonly name: string;
  readonly objects: number;
  readonly make: () => App;
}

const object = (scope: Construct, name: string) =>
  new ApiObject(scope, name, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { key: 'value' },
  });

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const shapes: readonly Shape[] = [
  {
    name: '10,000 charts of one object',
    objects: 10_000,
    make: () => {
      const app = new App();
      times(10_000, (index) => object(new Chart(app, `chart-${index}`), `object-${index}`));
      return app;
    },
  },
  {
    name: '200 charts in a row, of 20 objects each',
    objects: 4000,
    make: () => {
      const app = new App();
      const charts = times(200, (index) => {
        // Files are written in the order of their names.
        const chart = new Chart(app, `chart-${String(999 - index)}`);
        times(20, (each) => object(chart, `object-${index}-${each}`));
        return chart;
      });
      for (const [index, chart] of charts.slice(1).entries()) charts[index]?.addDependency(chart);
      return app;
    },
  },
  {
    name: '5,000 dependencies in 50 layers',
    objects: 510,
    make: () => {
      const app = new App();
      const chart = new Chart(app, 'chart');
      const layers = times(51, (layer) =>
        times(10, (index) => object(chart, `object-${layer}-${index}`)),
      );
      for (const [index, layer] of layers.slice(1).entries())
        for (const each of layers[index] ?? []) each.addDependency(...layer);
      return app;
    },
  },
];
