import { App } from 'cdk8s';
import { FlaskDemo } from './charts/flask-demo';
import { HttpEchoDemo } from './charts/http-echo-demo';
import { lessons, missing } from './charts/lessons';
import { Namespaces } from './charts/namespaces';
import type { Environment } from './environments';

/** The whole program for one environment: every chart is one file of the output. */
export function buildApp(environment: Environment): App {
  const { images, httpEcho, flask, ingressClass } = environment;
  const app = new App();
  const namespaces = new Namespaces(app);
  new HttpEchoDemo(app, {
    namespace: namespaces.demo,
    image: images.httpEcho,
    replicas: httpEcho.replicas,
  });
  new FlaskDemo(app, {
    namespace: namespaces.flaskDemo,
    image: images.flask,
    replicas: flask.replicas,
    host: flask.host,
    tlsSecret: flask.tlsSecret,
    ingressClass,
  });
  for (const lesson of environment.lessons ? Object.values(lessons) : []) {
    if (missing(lesson, environment).length === 0) new lesson(app, environment);
  }
  return app;
}
