// The CloudFormation validator costs seconds per test file; `npm run demo` runs it, strictly, on the whole app.
process.env.CDK_VALIDATION ??= 'false';
