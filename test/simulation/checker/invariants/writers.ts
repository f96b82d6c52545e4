import type { Invariant } from '../invariant';

/** Whoever admits writes under an epoch is the only one that ever does. */
export const ONE_WRITER_PER_EPOCH: Invariant = {
  id: 'one-writer-per-epoch',
  says: 'never are two Regions admitted to write in one epoch',
  violations: history => {
    const writers = new Map<number, string>();
    return history.of('writes-admitted').flatMap(({ at, region, epoch }) => {
      const first = writers.get(epoch) ?? region;
      writers.set(epoch, first);
      return first === region ? [] : [{ at, what: `${region} admitted writes in epoch ${epoch}, in which ${first} had` }];
    });
  },
};

export const EPOCH_GROWS: Invariant = {
  id: 'epoch-grows',
  says: 'the epoch of a Region never goes back, and another active Region is of a later one',
  violations: history => {
    const known = new Map<string, { readonly epoch: number; readonly activeRegion: string }>();
    return history.of('state-written').flatMap(({ at, region, epoch, activeRegion }) => {
      const before = known.get(region);
      known.set(region, { epoch, activeRegion });
      return before !== undefined && epoch < before.epoch ? [{ at, what: `${region} went back from epoch ${before.epoch} to ${epoch}` }] : [];
    });
  },
};

export const ONE_RUN_PER_REGION: Invariant = {
  id: 'one-run-per-region',
  says: 'a lock is taken only while it is free, its own run\'s, that of an execution that has ended, of one that was redriven when whoever takes it '
    + 'had begun already, or by force from a planned run of the Region or one that only waits for approval',
  violations: history => {
    const holders = new Map<string, string>();
    const ended = new Set<string>();
    const begun = new Map<string, number>();
    const redriven = new Map<string, number>();
    const modes = new Map(history.of('run-recorded').map(({ run: { runId, mode } }) => [runId, mode]));
    const waiting = new Set<string>();
    const overtakes = (runId: string, holder: string) => modes.get(runId) === 'failover' && (modes.get(holder) !== 'failover' || waiting.has(holder));
    // Who reads that a run has ended cannot know that somebody redrives it at that moment: the run itself notices, by the lock that it lost.
    const readAsEnded = (runId: string, holder: string) => (begun.get(runId) ?? Infinity) < (redriven.get(holder) ?? 0);
    return history.of('execution-started', 'lock-taken', 'lock-released', 'execution-ended', 'execution-redriven').flatMap(event => {
      switch (event.kind) {
        case 'execution-started':
          begun.set(event.executionArn, event.at);
          return [];
        case 'execution-ended':
          ended.add(event.executionArn);
          return [];
        case 'execution-redriven':
          ended.delete(event.executionArn);
          begun.set(event.executionArn, event.at);
          redriven.set(event.executionArn, event.at);
          return [];
        case 'lock-released':
          holders.delete(event.region);
          return [];
        default: {
          const holder = holders.get(event.region);
          holders.set(event.region, event.runId);
          waiting[event.awaitsApproval ? 'add' : 'delete'](event.runId);
          const isFree = holder === undefined || holder === event.runId || ended.has(holder);
          return isFree || readAsEnded(event.runId, holder) || overtakes(event.runId, holder)
            ? []
            : [{ at: event.at, what: `${event.runId} took the lock of ${event.region} from ${holder}, which runs` }];
        }
      }
    });
  },
};
