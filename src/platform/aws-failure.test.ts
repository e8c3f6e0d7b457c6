import { expect, test } from "vitest";
import { awsFailure } from "./aws-failure.ts";

function said(name: string, httpStatusCode: number | undefined): Error {
  return Object.assign(new Error("words of the service"), { name, $metadata: { httpStatusCode } });
}

test.each([
  ["NoSuchKey", said("NoSuchKey", 404), "absent"],
  ["NoSuchVersion", said("NoSuchVersion", 404), "absent"],
  ["AccessDenied", said("AccessDenied", 403), "denied"],
  ["a key that is switched off", said("KMS.DisabledException", 400), "denied"],
  ["SlowDown", said("SlowDown", 503), "unavailable"],
  ["too many requests", said("TooManyRequests", 429), "unavailable"],
  ["a connection that was cut", Object.assign(new Error("cut"), { code: "ECONNRESET" }), "unavailable"],
  ["no answer in time", Object.assign(new Error("late"), { name: "TimeoutError" }), "unavailable"],
])("%s", (_what, error, state) => {
  expect(awsFailure(error)?.state).toBe(state);
});

test.each([
  ["a request that S3 does not understand", said("InvalidArgument", 400)],
  ["an error of ours", new Error("assertion: …")],
  ["something that is no error", "words"],
])("%s is thrown on", (_what, error) => {
  expect(awsFailure(error)).toBeNull();
});
