import { describe, expect, test } from "vitest";
import { exponentOf } from "./currency.ts";
import { currencyAt, findMarket, MARKETS } from "./market.ts";
import { parseCalendarDate, parsePeriod } from "./period.ts";

const EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";

function marketOf(code: string) {
  const market = MARKETS.find((m) => m.code === code);
  if (!market) throw new Error(`no market ${code}`);
  return market;
}

function at(text: string) {
  const found = parseCalendarDate(text) ?? parsePeriod(text);
  if (!found) throw new Error(`neither date nor period: ${text}`);
  return found;
}

describe("the market registry", () => {
  test.each(`${EU} IS LI NO GB CH JP KW`.split(" "))("holds %s", (code) => {
    expect(MARKETS.filter((m) => m.code === code)).toHaveLength(1);
  });

  test("no two markets share a code or a name, whatever the case", () => {
    const seen = new Map<string, string>();
    const shared: string[] = [];
    for (const market of MARKETS) {
      for (const name of [market.code, ...market.names]) {
        const key = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
        const owner = seen.get(key);
        if (owner !== undefined && owner !== market.code) shared.push(`${name}: ${owner} and ${market.code}`);
        seen.set(key, market.code);
      }
    }
    expect(shared).toEqual([]);
  });

  test.each(MARKETS)("$code is well formed", (market) => {
    expect(market.code).toMatch(/^[A-Z]{2}$/);
    expect(market.names.length).toBeGreaterThan(0);
    expect(new Set(market.names).size).toBe(market.names.length);
    expect(() => new Intl.DateTimeFormat("en", { timeZone: market.timeZone })).not.toThrow();
    expect(market.currencies[0]?.from).toBe("2000-01-01");
    expect(market.currencies.map((c) => c.from)).toEqual(market.currencies.map((c) => c.from).toSorted());
    for (const { from, currency } of market.currencies) {
      expect(parseCalendarDate(from)?.slice(8)).toBe("01");
      expect(exponentOf(currency)).not.toBeNull();
    }
  });

  test("every code and every name finds its own market", () => {
    for (const market of MARKETS) {
      for (const name of [market.code, ...market.names]) expect(findMarket(name)?.code).toBe(market.code);
    }
  });
});

describe("a market is found by name", () => {
  test.each([
    ["Sweden", "SE"],
    ["Sverige", "SE"],
    ["  sverige\u00a0", "SE"],
    ["SE", "SE"],
    ["se", "SE"],
    ["United  Kingdom", "GB"],
    ["United\u00a0Kingdom", "GB"],
    ["GREAT BRITAIN", "GB"],
    ["uk", "GB"],
    ["Holland", "NL"],
    ["Czech Republic", "CZ"],
    ["Česko", "CZ"],
    ["SUOMI", "FI"],
    ["Finland", "FI"],
    ["Belgien", "BE"],
    ["BELGIË", "BE"],
    ["Belgie\u0308", "BE"],
    ["Belgique", "BE"],
    ["Schweiz", "CH"],
    ["Suisse", "CH"],
    ["Svizzera", "CH"],
    ["Svizra", "CH"],
    ["ÖSTERREICH", "AT"],
    ["Ελλάδα", "GR"],
    ["ΕΛΛΑΔΑ", "GR"],
    ["ΚΥΠΡΟΣ", "CY"],
    ["KIBRIS", "CY"],
    ["TÜRKİYE", "TR"],
    ["日本", "JP"],
    ["الكويت", "KW"],
    ["България", "BG"],
  ])("%j is %s", (name, code) => {
    expect(findMarket(name)?.code).toBe(code);
  });

  test.each(["", " ", "Swe", "Swedenn", "EL", "Atlantis", "Sweden 2024", "XX", "constructor", "__proto__"])(
    "%j is none",
    (name) => {
      expect(findMarket(name)).toBeNull();
    },
  );
});

describe("a market's currency changes on the day", () => {
  test.each([
    ["GR", "2000-12-31", "GRD", "2001-01-01", "EUR"],
    ["SI", "2006-12-31", "SIT", "2007-01-01", "EUR"],
    ["CY", "2007-12-31", "CYP", "2008-01-01", "EUR"],
    ["MT", "2007-12-31", "MTL", "2008-01-01", "EUR"],
    ["SK", "2008-12-31", "SKK", "2009-01-01", "EUR"],
    ["EE", "2010-12-31", "EEK", "2011-01-01", "EUR"],
    ["LV", "2013-12-31", "LVL", "2014-01-01", "EUR"],
    ["LT", "2014-12-31", "LTL", "2015-01-01", "EUR"],
    ["HR", "2022-12-31", "HRK", "2023-01-01", "EUR"],
    ["BG", "2025-12-31", "BGN", "2026-01-01", "EUR"],
    ["TR", "2004-12-31", "TRL", "2005-01-01", "TRY"],
    ["RO", "2005-06-30", "ROL", "2005-07-01", "RON"],
    ["BG", "2025-12", "BGN", "2026-01", "EUR"],
    ["HR", "2022-12", "HRK", "2023-01", "EUR"],
    ["DE", "2000-01-01", "EUR", "2000-01", "EUR"],
  ])("%s: on %s %s, on %s %s", (code, before, old, from, now) => {
    expect(currencyAt(marketOf(code), at(before))).toBe(old);
    expect(currencyAt(marketOf(code), at(from))).toBe(now);
  });

  test("a date before 2000 is a mistake of ours", () => {
    expect(() => currencyAt(marketOf("SE"), at("1999-12-31"))).toThrow("assertion");
  });
});
