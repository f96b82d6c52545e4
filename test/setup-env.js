// The CloudFormation validator costs seconds per test file; `npm run demo` runs it, strictly, on the whole app.
process.env.CDK_VALIDATION ??= 'false';
// Deprecated calls inside aws-cdk-lib itself; those of this project fail the compiler and the linter.
process.env.JSII_DEPRECATED ??= 'quiet';
