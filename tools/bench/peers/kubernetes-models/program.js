// `node program.js TEAM TEAMS [validate]`: the objects of TEAM, a module that makes those of one
// namespace, as the classes of kubernetes-models, printed by yaml.
const { stringify } = require('yaml');

const [path, teams, validate] = process.argv.slice(2);
const team = require(path);

const manifests = [];
for (let index = 1; index <= Number(teams); index++) {
  for (const { apiVersion, kind, ...fields } of team(`team-${index}`)) {
    const { [kind]: Kind } = require(`kubernetes-models/${apiVersion}`);
    const object = new Kind(fields);
    if (validate) object.validate();
    manifests.push(object);
  }
}
process.stdout.write(manifests.map((object) => stringify(object.toJSON())).join('---\n'));
