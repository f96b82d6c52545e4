// Prints one line per stack of a cloud assembly, nested assemblies (stages) included: Region, tab, template file.
//
//   node .ci/assembly-stacks.js <cloud assembly folder>
'use strict';

const fs = require('fs');
const path = require('path');

function stacksOf(assembly) {
  const manifest = JSON.parse(fs.readFileSync(path.join(assembly, 'manifest.json'), 'utf8'));
  return Object.entries(manifest.artifacts).flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly') return stacksOf(path.join(assembly, artifact.properties.directoryName));
    if (artifact.type !== 'aws:cloudformation:stack') return [];
    // aws://<account>/<region>
    const region = artifact.environment.split('/').pop();
    if (region === 'unknown-region') throw new Error(`stack ${id} names no Region, so it cannot be checked for one`);
    return [{ region, template: path.join(assembly, artifact.properties.templateFile) }];
  });
}

if (require.main === module) {
  try {
    const stacks = stacksOf(process.argv[2]);
    if (stacks.length === 0) throw new Error(`${process.argv[2]} holds no stack`);
    stacks.forEach(({ region, template }) => console.log(`${region}\t${template}`));
  } catch (error) {
    console.error(`assembly-stacks: ${error.message}`);
    process.exitCode = 1;
  }
}

module.exports = { stacksOf };
