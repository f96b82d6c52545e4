import type { Databases, Observation } from './observation';
import { looksAtItself } from './own-service';
import { peerFails } from './peer-endpoint';
import type { Decision, Reason, WantedRun } from './verdict';

/** Why a run that is wanted does not begin. In this order: what people have decided comes before what was observed. */
const OBSTACLES: readonly { readonly reason: Reason; readonly holds: (observation: Observation, wanted?: WantedRun) => boolean }[] = [
  { reason: 'run-of-peer', holds: ({ run }) => run === 'elsewhere' },
  { reason: 'manual', holds: ({ automatic }) => !automatic },
  { reason: 'not-armed', holds: ({ armed }) => !armed },
  { reason: 'blocked', holds: ({ blocked }) => blocked },
  { reason: 'standby-ill', holds: ({ peerEndpoint }) => peerEndpoint === 'both-fail' },
  { reason: 'paused', holds: ({ paused }, wanted) => paused && wanted === 'planned' },
  { reason: 'databases-unknown', holds: ({ databases }) => databases === 'unknown' },
  { reason: 'databases-disagree', holds: ({ databases }) => databases === 'disagree' },
  { reason: 'not-ready', holds: ({ ready }) => !ready },
  { reason: 'reverse-latch-closed', holds: ({ behindReverseLatch }) => behindReverseLatch },
  { reason: 'contested', holds: ({ role }, wanted) => role === 'contested' && wanted === 'planned' },
  { reason: 'failback', holds: ({ isHome }, wanted) => isHome && wanted === 'planned' },
  { reason: 'peer-silent', holds: ({ peerAnswers }, wanted) => !peerAnswers && wanted === 'planned' },
];

const WANTED: { readonly [databases in Databases]?: { readonly run: WantedRun; readonly reason: Reason } } = {
  none: { run: 'forced', reason: 'endpoint-dead-without-data' },
  work: { run: 'planned', reason: 'endpoint-dead' },
  dead: { run: 'forced', reason: 'region-dead' },
};

/**
 * What is to be done. Says the same whenever it is asked while what it rests on is the same: an event that was lost, or came before
 * recovery was armed, is made up for by the next minute.
 *
 * Nothing is decided by one witness. That the other Region is lost is the decision alarm's word, which holds only while this Region's own
 * endpoint works; that writes may be lost for it takes databases that do not work either. While both endpoints fail people are told.
 */
export function decide(observation: Observation): Decision {
  const { role, service, peerEndpoint, run, databases } = observation;
  if (looksAtItself(role, run) && service !== 'serves') {
    return { verdict: 'page', reason: service };
  }
  if (role === 'active' || (role === 'contested' && databases === 'none')) {
    return { verdict: 'nothing', reason: 'active' };
  }
  if (!peerFails(peerEndpoint)) {
    return { verdict: 'nothing', reason: peerEndpoint === 'works' ? 'peer-works' : 'nobody-knows' };
  }
  // A planned run whose other side has died cannot end well: it is not waited for.
  if (run === 'here' || (run === 'planned-here' && databases !== 'dead')) {
    return { verdict: 'nothing', reason: 'run-in-progress' };
  }
  const wanted = WANTED[databases];
  const obstacle = OBSTACLES.find(({ holds }) => holds(observation, wanted?.run));
  // Without a run that is wanted there is always an obstacle: the databases say nothing, or two things.
  return obstacle ? { verdict: 'page', reason: obstacle.reason, wanted: wanted?.run } : { verdict: wanted!.run, reason: wanted!.reason };
}
