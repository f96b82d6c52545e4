/** What the parts of a time budget that are no steps are called in front of people: in its picture, and in the runbook. */
export const PART_TITLES: { readonly [id: string]: string } = {
  'detection': 'detection',
  'decision': 'decision',
  'operator': 'a person is paged, and starts the run',
  'latch-reading': 'Route 53 reads the latch',
  'record-cache': 'names are forgotten (TTL)',
  'reconnection': 'clients connect again',
};
