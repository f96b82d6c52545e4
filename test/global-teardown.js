const fs = require('fs');
const path = require('path');

module.exports = () => {
  fs.rmSync(process.env.SHARED_BY_TESTS, { recursive: true });
  // Jest may watch, and begin again.
  process.env.TMPDIR = path.dirname(process.env.SHARED_BY_TESTS);
};
