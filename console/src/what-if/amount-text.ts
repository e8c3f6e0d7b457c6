/**
 * An amount as somebody types it. In: `1 200 000,50`, `1,200,000.5`, `1'200'000`. Out: minor units, exact; null for what is none.
 * The last mark is the point when one or two kinds of marks stand and as many digits follow it as the currency may have.
 */
import { parseMinor } from "../../../src/domain/money.ts";

export function readAmount(text: string, exponent: number): bigint | null {
  const bare = text.replaceAll(/[\s'’]/g, "");
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const mark = bare[last];
  const isPoint = mark !== undefined && bare.indexOf(mark) === last && bare.length - last - 1 <= exponent;
  const whole = (isPoint ? bare.slice(0, last) : bare).replaceAll(/[.,]/g, "");
  const decimals = isPoint ? bare.slice(last + 1) : "";
  const minor = parseMinor(decimals === "" ? whole : `${whole}.${decimals}`, exponent);
  return minor === null || minor < 0n ? null : minor;
}
