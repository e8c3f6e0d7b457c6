import { expect, test } from "vitest";
import type { z } from "zod";
import type { explanationJson } from "../cli/explain-json.ts";
import { ExplanationAnswer } from "./explanation-answer.ts";

/** JSON knows no brands: a period is a text there. */
type Plain<T> = T extends string
  ? string extends T
    ? string
    : T extends { brand: unknown }
      ? string
      : T
  : T extends object
    ? { [K in keyof T]: Plain<T[K]> }
    : T;
type Told = Plain<ReturnType<typeof explanationJson>>;
type Described = z.input<typeof ExplanationAnswer>;

/** Both compile only while each has every field of the other. */
const described = (told: Told): Described => told;
const told = (answer: Described): Told => answer;

test("the description of an explanation and what is told have the same fields, by the compiler", () => {
  expect([described, told].map((same) => same.length)).toEqual([1, 1]);
  expect(ExplanationAnswer.safeParse({ market: "SE" }).success).toBe(false);
});
