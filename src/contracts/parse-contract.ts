/**
 * The data of an event -> a contract, by the table of the specification, field by field.
 * In: `data` as JSON gave it, today's date by market. Out: the contract, or null with every problem told.
 */
import { CATEGORIES, type Category } from "../domain/category.ts";
import type { Cancellation, Contract } from "../domain/contract.ts";
import { exponentOf } from "../domain/currency.ts";
import type { Market } from "../domain/market-table.ts";
import { currencyAt } from "../domain/market.ts";
import { isAgentName, normaliseName } from "../domain/name.ts";
import { addDays, parseCalendarDate, type CalendarDate } from "../domain/period.ts";
import type { MessageProblem } from "../domain/problem.ts";
import { CODE } from "./message-problems.ts";
import { readAmount } from "./read-amount.ts";
import {
  isAbsent,
  isLongerThan,
  isObject,
  readInteger,
  readText,
  refuse,
  type Field,
  type JsonObject,
} from "./read-field.ts";
import { readCurrency, readMarket } from "./read-market.ts";

export interface ParseContext {
  /** The calendar date that it is in the market's time zone. Asked once for each event, so it should be quick. */
  readonly today: (market: Market) => CalendarDate;
}

const MOST_ID_CHARACTERS = 200;
const MOST_BRAND_CHARACTERS = 50;
const EARLIEST = "2000-01-01";

const CATEGORY_BY_NAME: ReadonlyMap<string, Category> = new Map(CATEGORIES.map((c) => [c, c]));
const CONTROL = /\p{Cc}/u;
// A name that is in normal form already, and an agent's, as long as it is not too long. Most are: it saves the longer way.
const PLAIN_NAME = /^[!-~]+(?: [!-~]+)*$/;
// Made once: a text that is built for each field of each event costs as much as the event's digest.
const EXPECTED_NAME = `a name of 1 to ${MOST_ID_CHARACTERS} characters`;
const EXPECTED_CATEGORY = `one of ${CATEGORIES.join(", ")}`;

/** @param problems is added to; the contract is null exactly when it was */
export function parseContract(data: JsonObject, context: ParseContext, problems: MessageProblem[]): Contract | null {
  const field = (name: string): Field => ({ name: `data.${name}`, problems });

  const contractId = readContractId(data["contractId"], field("contractId"));
  const sequence = readInteger(data["sequence"], 1, field("sequence"));
  const market = readMarket(data["market"], field("market"));
  const agentId = readAgentId(data["agentId"], field("agentId"));
  const contractDate = readContractDate(data["contractDate"], market, context, field("contractDate"));
  const category = readCategory(data["category"], field("category"));
  const financed = readFinanced(data["financed"], field("financed"));
  const due = market !== null && contractDate !== null ? currencyAt(market, contractDate) : null;
  const currency = readCurrency(data["currency"], market, due, field("currency"));
  // By the currency that it has to be in, so that a wrong currency is not told twice; else by the one that was given.
  const judgedBy = due ?? currency;
  const exponent = judgedBy === null ? null : exponentOf(judgedBy);
  const amountMinor = readAmountWhenGiven(data["amount"], financed, exponent, field("amount"));
  const brand = isAbsent(data["brand"]) ? null : readText(data["brand"], MOST_BRAND_CHARACTERS, field("brand"));
  const cancellation = readCancellation(data["cancellation"], contractDate, field("cancellation"));

  if (problems.length > 0) return null;
  if (!contractId || !sequence || !market || !agentId || !contractDate || !category || financed === null || !currency) {
    throw new Error("assertion: a field is null without a problem");
  }
  return {
    contractId,
    sequence,
    market: market.code,
    agentId,
    contractDate,
    category,
    financed,
    amountMinor,
    currency,
    brand,
    cancellation,
  };
}

function readContractId(value: unknown, field: Field): string | null {
  const text = readText(value, MOST_ID_CHARACTERS, field);
  if (text === null) return null;
  if (CONTROL.test(text)) return refuse(field, CODE.badCharacter, text, "a text without control characters");
  if (text.trim() !== text) return refuse(field, CODE.outerSpace, `"${text}"`, "a text without space around it");
  return text;
}

function readAgentId(value: unknown, field: Field): string | null {
  if (isAbsent(value)) return refuse(field, CODE.missing, value, EXPECTED_NAME);
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, EXPECTED_NAME);
  if (value.length <= MOST_ID_CHARACTERS && PLAIN_NAME.test(value)) return value;
  const name = normaliseName(value);
  if (name === "") return refuse(field, CODE.empty, value, EXPECTED_NAME);
  if (isLongerThan(name, MOST_ID_CHARACTERS)) return refuse(field, CODE.tooLong, value, EXPECTED_NAME);
  if (!isAgentName(name)) {
    return refuse(field, CODE.badCharacter, value, "a name without control or invisible characters");
  }
  return name;
}

function readContractDate(
  value: unknown,
  market: Market | null,
  context: ParseContext,
  field: Field,
): CalendarDate | null {
  const date = readDate(value, field);
  if (date === null) return null;
  if (date < EARLIEST) return refuse(field, CODE.dateTooEarly, date, `a date from ${EARLIEST} on`);
  if (market === null) return date;
  const today = context.today(market);
  if (date <= today) return date;
  const latest = addDays(today, 1);
  if (date > latest) return refuse(field, CODE.dateTooLate, date, `a date up to ${latest}, the day after today`);
  return date;
}

function readDate(value: unknown, field: Field): CalendarDate | null {
  const expected = "a real calendar date as YYYY-MM-DD";
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, expected);
  return parseCalendarDate(value) ?? refuse(field, CODE.notADate, value, expected);
}

function readCategory(value: unknown, field: Field): Category | null {
  if (isAbsent(value)) return refuse(field, CODE.missing, value, EXPECTED_CATEGORY);
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, EXPECTED_CATEGORY);
  return CATEGORY_BY_NAME.get(value) ?? refuse(field, CODE.unknownCategory, value, EXPECTED_CATEGORY);
}

function readFinanced(value: unknown, field: Field): boolean | null {
  const expected = "true or false";
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (typeof value !== "boolean") return refuse(field, CODE.wrongType, value, expected);
  return value;
}

function readAmountWhenGiven(value: unknown, financed: boolean | null, exponent: number | null, field: Field) {
  if (!isAbsent(value)) return readAmount(value, exponent, field);
  return financed === true ? refuse(field, CODE.missing, value, "an amount, since the contract is financed") : null;
}

function readCancellation(value: unknown, contractDate: CalendarDate | null, field: Field): Cancellation | null {
  if (isAbsent(value)) return null;
  const expected = 'null, or an object such as { "date": "2024-01-31", "reason": "withdrawn" }';
  if (!isObject(value)) return refuse(field, CODE.wrongType, value, expected);
  const dateField = { name: `${field.name}.date`, problems: field.problems };
  const date = readDate(value["date"], dateField);
  if (date !== null && contractDate !== null && date < contractDate) {
    refuse(dateField, CODE.beforeContract, date, `a date from the contract's own, ${contractDate}, on`);
  }
  const reason = value["reason"] ?? null;
  if (reason !== null && typeof reason !== "string") {
    return refuse(
      { name: `${field.name}.reason`, problems: field.problems },
      CODE.wrongType,
      reason,
      "a text, or null",
    );
  }
  return date === null ? null : { date, reason };
}
