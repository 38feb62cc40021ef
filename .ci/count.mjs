// Prints "<passed> <failed>" of the last test run.
import { readFileSync } from 'node:fs';

const results = JSON.parse(readFileSync('.tmp/test-results.json', 'utf8'));
const failed = results.numFailedTests + (results.numFailedTestSuites > 0 && results.numFailedTests === 0 ? 1 : 0);
console.log(`${results.numPassedTests} ${failed}`);
