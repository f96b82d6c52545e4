/** @own-packages a runtime that is made is one of all that the CDK knows, from then on: cdk-nag would ask for it elsewhere. */
import * as fs from 'fs';
import * as path from 'path';
import { Schedule } from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { MultiRegionDr } from '../../../src';
import { DrillSchedule } from '../../../src';
import { STORES, withDns } from '../../multi-region-dr/fixture';
import { projectFile } from '../../project/project-files';

/** The classes that are generated for the handlers of this library. */
const CLASSES = fs.readdirSync(projectFile('src'), { recursive: true, encoding: 'utf8' })
  .filter(file => /handlers\/[^/]+-function\.ts$/.test(file))
  .map(file => path.basename(file, '.ts').split('-').map(part => `${part[0].toUpperCase()}${part.slice(1)}`).join('')).sort();

function runtimesOf({ topology }: MultiRegionDr): [string, string][] {
  return topology.node.root.node.findAll()
    .filter(construct => construct instanceof lambda.Function && CLASSES.includes(construct.constructor.name))
    .map(handler => [handler.constructor.name, (handler.node.defaultChild as lambda.CfnFunction).runtime!]);
}

function everyFunction(functionRuntime?: lambda.Runtime): MultiRegionDr {
  const drills = DrillSchedule.roundTrip({ schedule: Schedule.cron({ minute: '0', hour: '9' }), confirmEnvironmentName: 'test' });
  return withDns({ ...STORES, functionRuntime, recovery: { drills } });
}

test.each<[string, lambda.Runtime | undefined, string]>([
  ['Node.js 24 by default', undefined, 'nodejs24.x'],
  ['a later one by prop', new lambda.Runtime('nodejs26.x', lambda.RuntimeFamily.NODEJS), 'nodejs26.x'],
])('ORC-16: the runtime of every function of the library is %s', (_, given, expected) => {
  const runtimes = runtimesOf(everyFunction(given));
  expect([...new Set(runtimes.map(([name]) => name))].sort()).toEqual(CLASSES);
  expect(new Set(runtimes.map(([, runtime]) => runtime))).toEqual(new Set([expected]));
});
