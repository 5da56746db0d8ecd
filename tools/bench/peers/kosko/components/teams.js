// A component of Kosko: the objects of TEAM as the classes of kubernetes-models.
const [path, teams] = process.argv.slice(2);
const team = require(path);

module.exports = Array.from({ length: Number(teams) }, (_, index) =>
  team(`team-${index + 1}`).map(({ apiVersion, kind, ...fields }) => {
    const { [kind]: Kind } = require(`kubernetes-models/${apiVersion}`);
    return new Kind(fields);
  }),
).flat();
