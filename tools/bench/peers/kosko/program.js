// `node program.js TEAM TEAMS [validate]`: what `kosko generate` does, without its command line.
const { generate, print, PrintFormat } = require('@kosko/generate');
const { join } = require('node:path');

const validate = process.argv[4] === 'validate';
const writer = { write: (text) => process.stdout.write(text) };

void generate({ path: join(__dirname, 'components'), components: ['teams'], validate }).then(
  (result) => print(result, { format: PrintFormat.YAML, writer }),
);
