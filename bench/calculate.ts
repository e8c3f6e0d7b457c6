/**
 * The arithmetic alone: commission of amounts as BigInt, as the product does it, against columns of plain numbers.
 * `node bench/calculate.ts [CONTRACTS]`
 */
import { commissionOf } from "../src/domain/rate.ts";
import { countFrom, measure, printTable } from "./bench-database.ts";

const RATE_PPM = 21_000;
const PPM = 1_000_000;
const count = countFrom(process.argv[2], 1_000_000);

const numbers = Float64Array.from({ length: count }, (_, n) => 10_000_000 + n * 7);
const minors = Array.from(numbers, BigInt);

/** Half up, which is away from zero for amounts that are never negative; exact while amount x rate stays within 2^53. */
function commissions(): number {
  let sum = 0;
  for (const amount of numbers) {
    const product = amount * RATE_PPM;
    const rest = product % PPM;
    sum += (product - rest) / PPM + (rest * 2 >= PPM ? 1 : 0);
  }
  return sum;
}

function bigCommissions(): bigint {
  return minors.reduce((sum, amount) => sum + commissionOf(amount, RATE_PPM), 0n);
}

if (BigInt(commissions()) !== bigCommissions()) throw new Error("assertion: both ways give the same sum");
const floor = await measure("columns of numbers", commissions);
const product = await measure("BigInt", bigCommissions);
printTable(count, [floor, product]);
