import type { StepDuration } from '../actions/action-kind';

/** Probes are as many seconds apart, and alarms look at as many of them. */
const PERIOD = 10;
const PERIODS = 6;

/** How many of six probes must fail where nobody says otherwise. */
const DATAPOINTS = 5;
/** The same below five minutes: ten seconds earlier, and a disturbance is taken for a loss more easily. */
const DATAPOINTS_IN_A_HURRY = 4;
const ENOUGH_TIME = 300;

/** What passes beside the probes that must fail. Seconds. */
const BESIDE = {
  /** The Region is lost at any moment between two probes. */
  untilNextProbe: { best: 0, typical: PERIOD / 2, worst: PERIOD },
  /** A connection that is refused fails at once, one that is not answered after the time-out of the prober. */
  patience: { best: 0, typical: 6, worst: 6 },
  /** The last round of one call of the prober and the first of the next are further apart when the next comes late. */
  changeOfMinute: { best: 0, typical: 4, worst: 20 },
  /** Alarms of high resolution are evaluated every ten seconds. */
  evaluation: { best: 2, typical: PERIOD, worst: 3 * PERIOD },
} as const;

const SOURCE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html';

/**
 * How many of six probes must fail until a Region counts as lost, by what the recovery time objective (seconds) leaves time for. Below four,
 * a single lost connection decides too much: an objective that would need it has to be met elsewhere.
 */
export function datapointsThatFollow(objective = Infinity): number {
  return objective < ENOUGH_TIME ? DATAPOINTS_IN_A_HURRY : DATAPOINTS;
}

/** How long probes have failed at least when so many of six have, in seconds. 0 where nothing is probed. */
export function failingSeconds(datapoints = 1): number {
  return (datapoints - 1) * PERIOD;
}

/** From the last answer of a Region until the decision alarm of the other one is in `ALARM`. */
export function detectionFigures(datapoints: number): StepDuration {
  const beside = (which: 'best' | 'typical' | 'worst') => Object.values(BESIDE).reduce((sum, figures) => sum + figures[which], 0);
  const failing = failingSeconds(datapoints);
  return {
    best: failing + beside('best'),
    typical: failing + beside('typical'),
    // One of the six may come late or succeed by chance.
    worst: (datapoints < PERIODS ? failing + PERIOD : failing) + beside('worst'),
    source: `setting: ${datapoints} of ${PERIODS} probes, ${PERIOD} seconds apart; evaluation every ${PERIOD} seconds: ${SOURCE}`,
  };
}
