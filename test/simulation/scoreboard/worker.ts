import * as fs from 'fs';
import { MUTANTS } from './mutants/mutants';
import { choosable, choosableMutant } from './names';
import { directedTrials, POINT } from './points';
import { randomTrial } from './points/random';
import { runTrial } from './run-trial';
import type { MutantResult, PointTally, ScoreboardTask, WorkerAnswer } from './scoreboard';
import { portionOf, seedsOf } from './selection';
import { shrunk } from './shrunk';
import { addStruck, noneStruck } from './struck';
import type { System } from './system';
import { systemOf } from './system';
import type { AllTemplates, OtherSystems } from './systems';
import { otherSystems } from './systems';
import type { Trial, TrialResult } from './trial';
import { deploymentOf } from '../deployment/deployment';
import type { Share } from '../workers';

/** Of how many failures of one worker the schedule is made smaller: each takes many simulations. */
const SHRUNK = 3;

class Worker {
  private readonly tallies = new Map<number, PointTally>();
  private readonly failures: TrialResult[] = [];
  private mutants: MutantResult[] = [];

  /** @param others where trials that somebody has thought of are made */
  constructor(private readonly system: System, private readonly others: OtherSystems | undefined, private readonly task: ScoreboardTask & Share) {}

  public async work(): Promise<WorkerAnswer> {
    if (this.others !== undefined) {
      const trials = (await directedTrials(this.system, this.others))
        .map(({ point, trial }) => ({ point, trial, name: choosable(point, trial.name) }));
      for (const { point, trial } of portionOf(trials, this.task)) {
        await this.try(point, trial);
      }
      await this.tryMutants(portionOf(MUTANTS.map(mutant => ({ ...mutant, name: choosableMutant(mutant.without) })), this.task));
    }
    for (const trial of portionOf(seedsOf(this.task).map(randomTrial), { only: this.task.only, index: 0, of: 1 })) {
      await this.try(POINT.random, trial);
    }
    return { tallies: [...this.tallies.values()], failures: this.failures, mutants: this.mutants };
  }

  private async try(point: number, trial: Trial): Promise<void> {
    const begin = process.cpuUsage();
    const result = await runTrial(this.systemOf(trial), point, trial);
    const { user, system } = process.cpuUsage(begin);
    const tally: PointTally = this.tallies.get(point) ?? {
      point, trials: 0, failed: 0, broken: 0, cpuMilliseconds: 0, ends: {}, timings: [], struck: noneStruck(),
    };
    this.tallies.set(point, tally);
    tally.trials++;
    tally.cpuMilliseconds += (user + system) / 1000;
    tally.broken += result.violations.filter(({ invariant }) => !invariant.startsWith('expected-')).length;
    for (const [end, count] of Object.entries(result.ends)) {
      tally.ends[end] = (tally.ends[end] ?? 0) + count;
    }
    addStruck(tally.struck, result.struck);
    if (result.timing !== undefined) {
      tally.timings.push(result.timing);
    }
    if (result.violations.length > 0) {
      tally.failed++;
      const smaller = this.failures.length < SHRUNK ? await shrunk(this.systemOf(trial), trial, result) : undefined;
      this.failures.push({ ...result, smaller });
    }
  }

  private systemOf({ system }: Pick<Trial, 'system'>): System {
    return system === undefined ? this.system : this.others![system];
  }

  private async tryMutants(mutants: typeof MUTANTS): Promise<void> {
    for (const { without, alteration, trial, caughtBy } of mutants) {
      const name = `without ${without}`;
      const whole = await runTrial(this.systemOf(trial), 0, { ...trial, name });
      const mutant = await runTrial(this.systemOf(trial), 0, { ...trial, name, alteration });
      const seen = [...new Set(mutant.violations.map(({ invariant }) => invariant))];
      this.mutants.push({ without, caughtBy: seen, caught: whole.violations.length === 0 && caughtBy.every(law => seen.includes(law)) });
    }
  }
}

// Handlers throw by the thousand what they catch again: most of a trace would be made for nobody.
Error.stackTraceLimit = 2;

const task = JSON.parse(process.argv[2]) as ScoreboardTask & Share;
const templates = JSON.parse(fs.readFileSync(task.templates, 'utf8')) as AllTemplates;
void new Worker(systemOf(deploymentOf(templates)), templates.others && otherSystems(templates.others), task).work()
  .then(answer => process.stdout.write(JSON.stringify(answer)));
