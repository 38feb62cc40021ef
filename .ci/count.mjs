// Prints "<passed> <failed>", summed over the result files of the test runs. A run that left no file failed.
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const file of ['.tmp/test-results.json', '.tmp/consumers-results.json']) {
  try {
    const results = JSON.parse(readFileSync(file, 'utf8'));
    passed += results.numPassedTests;
    failed += results.numFailedTests || results.numFailedTestSuites;
  } catch {
    failed += 1;
  }
}
console.log(`${passed} ${failed}`);
