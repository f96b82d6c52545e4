const { transformSync } = require('esbuild');

/** Takes the types out. The compiler would spend more time on the copy that an area is run in than the area's mutants take. */
exports.process = (source, fileName) => transformSync(source, { loader: 'ts', format: 'cjs', target: 'es2022', sourcefile: fileName });
