require('./no-network.js');

// The CloudFormation validator costs seconds per test file; `npm run demo` runs it, strictly, on the whole app.
process.env.CDK_VALIDATION ??= 'false';
// Deprecated calls inside aws-cdk-lib itself; those of this project fail the compiler and the linter.
process.env.JSII_DEPRECATED ??= 'quiet';
// Every element of a template notes where it was created, and every acknowledgement: formatted through jest's source maps, with the 100
// frames that jest keeps, that was a third of the time of these tests. Nothing reads the former; of the latter 10 frames, as in Node.js, are enough.
// Assets stay where they are: to copy and remove the functions of every app took more time than to write its templates.
process.env.CDK_CONTEXT_JSON ??= JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true, 'aws:cdk:disable-asset-staging': true });
Error.stackTraceLimit = 10;
