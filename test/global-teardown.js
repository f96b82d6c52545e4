const fs = require('fs');

module.exports = () => fs.rmSync(process.env.SHARED_BY_TESTS, { recursive: true });
