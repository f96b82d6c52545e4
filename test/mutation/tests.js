const path = require('path');
const areas = require('./areas.json');

const { MUTATION_AREA: area, MUTATION_TESTS: wanted = '' } = process.env;

// All tests of an area are one file to jest: what they share is loaded once per mutant and not once per file. Of these, only those that reach it.
for (const file of areas[area].tests.filter(each => wanted === '' || wanted.split(',').includes(each))) {
  describe(file, () => {
    try {
      require(path.resolve(__dirname, '..', '..', file));
    } catch (error) {
      // As in any run of the tests, a file that cannot be loaded is one that fails.
      test('is loaded', () => {
        throw error;
      });
    }
  });
}
