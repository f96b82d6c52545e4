// Compiles the example of every README, strictly, and translates it to all languages, by jsii-rosetta:
//
//   node .ci/readme-examples.js
//
// jsii-rosetta reads examples from an assembly, and jsii puts only the README of the root into it. So it is given a copy,
// outside of the tree, in which each folder with a README is a submodule, whose examples it names by file and line.
'use strict';

const childProcess = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const EXAMPLE = /^```(?:ts|typescript)\b/gm;
const LANGUAGES = ['csharp', 'go', 'java', 'python'];

/** The README of the root and those of the folders of `src`: name of the folder ('' for the root) to text. */
function readmesOf(root) {
  const folders = ['', ...fs.readdirSync(path.join(root, 'src')).sort()];
  return new Map(folders
    .map((folder) => [folder, path.join(root, folder && 'src', folder, 'README.md')])
    .filter(([, file]) => fs.existsSync(file))
    .map(([folder, file]) => [folder, fs.readFileSync(file, 'utf8')]));
}

/** How many examples each README holds: name of its module to number. */
function examplesOf(assemblyName, readmes) {
  return new Map([...readmes].map(([folder, text]) => [moduleOf(assemblyName, folder), (text.match(EXAMPLE) || []).length]));
}

function moduleOf(assemblyName, folder) {
  return folder ? `${assemblyName}.${folder}` : assemblyName;
}

/** The assembly with every README in it. */
function withReadmes(assembly, readmes) {
  const submodules = Object.assign({}, assembly.submodules);
  let readme;
  for (const [folder, markdown] of readmes) {
    if (folder) submodules[moduleOf(assembly.name, folder)] = { readme: { markdown } };
    else readme = { markdown };
  }
  return Object.assign({}, assembly, { readme, submodules });
}

/** What is wrong: examples that were not compiled, or not translated to each language. */
function faultsOf(expected, snippets) {
  const good = snippets.filter((snippet) => snippet.didCompile && LANGUAGES.every((language) => language in snippet.translations));
  const compiled = (module) => good.filter(({ location }) => location.api.api === 'moduleReadme' && location.api.moduleFqn === module).length;
  return [...expected]
    .filter(([module, count]) => compiled(module) !== count)
    .map(([module, count]) => `${module}: ${count} examples, ${compiled(module)} of them compiled and translated`);
}

function main(root) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-examples-'));
  try {
    const assembly = JSON.parse(fs.readFileSync(path.join(root, '.jsii'), 'utf8'));
    const readmes = readmesOf(root);
    ['lib', 'node_modules', 'package.json'].forEach((name) => fs.symlinkSync(path.join(root, name), path.join(folder, name)));
    fs.writeFileSync(path.join(folder, '.jsii'), JSON.stringify(withReadmes(assembly, readmes)));

    const rosetta = path.join(root, 'node_modules', '.bin', 'jsii-rosetta');
    const { status } = childProcess.spawnSync(rosetta, ['extract', '--strict', folder], { stdio: 'inherit' });
    if (status !== 0) return 1;
    const { snippets } = JSON.parse(fs.readFileSync(path.join(folder, '.jsii.tabl.json'), 'utf8'));
    const expected = examplesOf(assembly.name, readmes);
    const faults = faultsOf(expected, Object.values(snippets));
    faults.forEach((fault) => console.error(`readme-examples: ${fault}`));
    expected.forEach((count, module) => console.log(`${module}: ${count}`));
    return faults.length === 0 ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

if (require.main === module) process.exitCode = main(path.dirname(__dirname));

module.exports = { examplesOf, faultsOf, readmesOf, withReadmes };
