import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';

/** The major version of Node.js that the bundles are built for. */
const BUILT_FOR = 24;

/** Refuses a runtime in which the functions of this library would not run. */
export function validateFunctionRuntime(scope: IConstruct, { name, family }: lambda.Runtime): void {
  const version = /^nodejs(\d+)\.x$/.exec(name)?.[1];
  if (family !== lambda.RuntimeFamily.NODEJS || Number(version ?? 0) < BUILT_FOR) {
    refuse(scope, {
      prop: 'functionRuntime',
      value: `"${name}"`,
      rule: `the functions of this library are JavaScript, built for Node.js ${BUILT_FOR}`,
      remedy: `Give nodejs${BUILT_FOR}.x or a later one, for example lambda.Runtime.NODEJS_${BUILT_FOR}_X, or leave it out`,
    });
  }
}
