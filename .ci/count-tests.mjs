// Prints the closing line of a run: how many tests passed, failed and were skipped. In: vitest's JSON report.
// A test file that could not be loaded counts as one failure, since its tests were never counted.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const filesNotRun = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
const failed = report.numFailedTests + filesNotRun.length;
const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
