/** What this process has shown to be executed in this run: per source the digest of its instrumented text, and its counters that are not zero. */
const shown = new Map();
let run;

/**
 * The part of a test file's coverage that no file before it has shown. Nearly every file loads nearly every source: to copy, send and merge
 * the counters of all of them took a quarter of the time of all tests.
 *
 * @param coverage what istanbul counted, by path of the source
 * @returns a copy, of sources with a statement, function or branch that is executed for the first time
 */
exports.newlyCovered = function newlyCovered(coverage) {
  // Made by global-setup.js, for each run anew, also while jest watches.
  if (run !== process.env.SHARED_BY_TESTS) {
    run = process.env.SHARED_BY_TESTS;
    shown.clear();
  }
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(coverage).filter(([source, counts]) => showsMore(source, counts)))));
};

function showsMore(source, { hash, s, f, b }) {
  const key = `${source} ${hash}`;
  const before = shown.get(key);
  const executed = [...Object.values(s), ...Object.values(f), ...Object.values(b).flat()].map(count => count > 0);
  shown.set(key, executed.map((is, index) => is || before?.[index] === true));
  return before === undefined || executed.some((is, index) => is && !before[index]);
}
